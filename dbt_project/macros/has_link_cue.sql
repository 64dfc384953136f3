{# Whether a text may hold an address or a word of availability: cheap, and may say yes too often. #}
{% macro has_link_cue(column) -%}
    (
        {%- for cue in [
            'ttp', 'eleas', 'vailab', 'valiab', 'pen-sourc', 'pensourc', 'pen sourc',
            'ccessible', 'ublic', 'oming soon', 'rovide', 'hare '
        ] %}
        {{ 'or ' if not loop.first }}contains({{ column }}, '{{ cue }}')
        {%- endfor %}
    )
{%- endmacro %}
