{# A place in a text, in characters from 0: sums of lengths come back wider than they need be. #}
{% macro as_offset(expression) -%}
    cast({{ expression }} as integer)
{%- endmacro %}
