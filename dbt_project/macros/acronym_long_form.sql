{# How many words a short form abbreviates, from the end (or the start) of a list of words, or null.

`words` is a list of words, `initials` the first letters of each word's hyphenated parts (empty for
little words such as "of"), `letters` the short form in lower case. Tried in turn, fewest words
first: initials of all parts or of the words alone equal the letters; else the letters stand in the
phrase in order, with the same first letter, in two words or more. #}
{% macro acronym_long_form(letters, words, initials, side) -%}
    {%- set from = '[-n:]' if side == 'end' else '[1:n]' -%}
    coalesce(
        list_filter(
            range(1, len({{ words }}) + 1),
            lambda n: array_to_string({{ initials }}{{ from }}, '') = {{ letters }}
            or array_to_string(
                list_transform({{ initials }}{{ from }}, lambda w: left(w, 1)), ''
            ) = {{ letters }}
        )[1],
        list_filter(
            range(2, least(len({{ words }}), length({{ letters }}) + 2) + 1),
            lambda n: length({{ letters }}) >= 3
            and left(lower({{ words }}{{ from }}[1]), 1) = left({{ letters }}, 1)
            and lower(array_to_string({{ words }}{{ from }}, ' '))
                like array_to_string(string_split({{ letters }}, ''), '%') || '%'
        )[1]
    )
{%- endmacro %}
