{# The host of an address in lower case, without user, port and a leading www. #}
{% macro url_host(column) -%}
    lower(regexp_extract({{ column }}, '^https?://(?:[^/@]*@)?([^/:?#]+)', 1))
{%- endmacro %}
