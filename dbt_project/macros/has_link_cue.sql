{#
    Whether a text may hold an address or a word of availability. Plain substrings, because they
    cost a tenth of a pattern: they pass a third of all abstracts, and may say yes too often.
#}
{% macro has_link_cue(column) -%}
    (
        {%- for cue in [
            'ttp', 'eleas', 'vailab', 'valiab', 'pen-sourc', 'pen sourc', 'ublicly', 'e public',
            'oming soon'
        ] %}
        {{ 'or ' if not loop.first }}contains({{ column }}, '{{ cue }}')
        {%- endfor %}
        or (
            (contains({{ column }}, 'code') or contains({{ column }}, 'Code'))
            and regexp_matches({{ column }}, {{ link_pattern('weak_cue') }})
        )
    )
{%- endmacro %}
