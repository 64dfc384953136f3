{# How many words, counted from one side of a list, have the letters of a short form as initials.

`initials` holds the first letters of each word's hyphenated parts, none for little words, and
`firsts` those of the words alone. The fewest words win; null where none fit. Both lists joined
are looked at first, since few texts in brackets are a short form of what stands before them. #}
{% macro exact_long_form(letters, initials, firsts, side) -%}
    {%- set from = '[-n:]' if side == 'end' else '[1:n]' -%}
    {%- set meets = 'ends_with' if side == 'end' else 'starts_with' -%}
    case
        when
            {{ meets }}(array_to_string({{ initials }}, ''), {{ letters }})
            or {{ meets }}(array_to_string({{ firsts }}, ''), {{ letters }})
            then list_filter(
                range(1, len({{ initials }}) + 1),
                lambda n: array_to_string({{ initials }}{{ from }}, '') = {{ letters }}
                or array_to_string({{ firsts }}{{ from }}, '') = {{ letters }}
            )[1]
    end
{%- endmacro %}
