{# An address as a browser takes it: TeX escapes undone, no gap after the colon. #}
{% macro clean_url(column) -%}
    regexp_replace(
        regexp_replace({{ column }}, '\\([_%#&~-])', '\1', 'g'),
        '^[Hh](ttps?): ?//', 'h\1://'
    )
{%- endmacro %}
