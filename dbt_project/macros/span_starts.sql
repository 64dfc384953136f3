{# Where each match starts, 0-based, given the matches and the pieces between them.

The start of match i is the length of pieces 1..i plus that of matches 1..i-1: exact, where a
search for the same letters would find their first place only. Both lists are short, because a
text is read to a limit. #}
{% macro span_starts(matches, pieces) -%}
    list_transform(
        range(1, len({{ matches }}) + 1),
        lambda i: cast(
            list_sum({{ pieces }}[1:i]) + coalesce(list_sum({{ matches }}[1:i - 1]), 0) as integer
        )
    )
{%- endmacro %}
