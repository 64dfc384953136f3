{# A key of ours: md5 over the parts as text, with a unit separator between them. #}
{% macro hash_key(parts) -%}
    md5(concat_ws(chr(31){% for part in parts %}, coalesce(cast({{ part }} as varchar), ''){% endfor %}))
{%- endmacro %}
