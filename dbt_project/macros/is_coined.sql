{# Whether a name has the form of one that somebody made up: capitals inside it, a digit, an
underscore or a small letter at its start; the short forms of fields are left out. #}
{% macro is_coined(name) -%}
    regexp_matches(
        regexp_replace({{ name }}, '{{ rule_part("field_token") }}', '', 'g'),
        '[{{ rule_part("upper") }}][{{ rule_part("upper") }}]'
        || '|[{{ rule_part("lower") }}][{{ rule_part("upper") }}]'
        || '|[0-9]|_|^[{{ rule_part("lower") }}]'
    )
{%- endmacro %}
