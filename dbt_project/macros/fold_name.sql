{# A name as it is compared: lower case, letters and digits of any script only. #}
{% macro fold_name(name) -%}
    lower(regexp_replace(nfc_normalize({{ name }}), '[^\p{L}\p{N}]+', '', 'g'))
{%- endmacro %}
