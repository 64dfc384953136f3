{# How many words, counted from one side of a list, have the letters of a short form as initials.

`initials` holds the first letters of each word's hyphenated parts, none for little words. All
parts are tried, then words alone; the fewest words win; null where none fit. #}
{% macro exact_long_form(letters, initials, side) -%}
    {%- set from = '[-n:]' if side == 'end' else '[1:n]' -%}
    list_filter(
        range(1, len({{ initials }}) + 1),
        lambda n: array_to_string({{ initials }}{{ from }}, '') = {{ letters }}
        or array_to_string(
            list_transform({{ initials }}{{ from }}, lambda w: left(w, 1)), ''
        ) = {{ letters }}
    )[1]
{%- endmacro %}
