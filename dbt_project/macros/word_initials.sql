{# The first letters of each word's hyphenated parts, in lower case; none for little words. #}
{% macro word_initials(words) -%}
    list_transform(
        {{ words }},
        lambda w: case
            when lower(w) in (
                'of', 'the', 'for', 'and', 'with', 'in', 'to', 'on', 'a', 'an', 'via', 'by', 'from',
                'at', 'as', 'or', 'is', '&'
            ) then ''
            when regexp_matches(w, '^[A-Za-z]+$') then lower(left(w, 1))
            else lower(regexp_replace(w, '[^A-Za-z0-9]*([A-Za-z0-9])[A-Za-z0-9.'']*', '\1', 'g'))
        end
    )
{%- endmacro %}
