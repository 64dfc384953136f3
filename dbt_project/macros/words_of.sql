{# The words and marks of a text in lower case, in their order. #}
{% macro words_of(text) -%}
    regexp_extract_all(lower({{ text }}), {{ link_pattern('word') }})
{%- endmacro %}
