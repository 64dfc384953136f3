{# The nth part of the path of an address, null where there is none. #}
{% macro url_segment(column, number) -%}
    nullif(
        regexp_extract(
            {{ column }}, '^https?://[^/?#]+{{ "/[^/?#]*" * (number - 1) }}/([^/?#]*)', 1
        ), ''
    )
{%- endmacro %}
