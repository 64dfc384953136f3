{# How many words, counted from one side of a list, hold the letters of a short form in their order.

Two words at least, or one with a hyphen or a capital inside, and the same first letter; the fewest words win, or the
most where `longest`; null where none fit. #}
{% macro loose_long_form(letters, words, side, longest=false) -%}
    {%- set from = '[-n:]' if side == 'end' else '[1:n]' -%}
    {%- set spread = "array_to_string(string_split(" ~ letters ~ ", ''), '%') || '%'" -%}
    case
        when
            length({{ letters }}) >= 3
            and lower(array_to_string({{ words }}, ' ')) like '%' || {{ spread }}
            then list_filter(
                range(1, least(len({{ words }}), length({{ letters }}) + 2) + 1),
                lambda n: starts_with(lower({{ words }}{{ from }}[1]), left({{ letters }}, 1))
                and lower(array_to_string({{ words }}{{ from }}, ' ')) like {{ spread }}
                and not contains(array_to_string({{ words }}{{ from }}, ' '), ',')
                and (n > 1 or regexp_matches({{ words }}{{ from }}[1], '-|[a-z0-9][A-Z]'))
            )[{{ '-1' if longest else '1' }}]
    end
{%- endmacro %}
