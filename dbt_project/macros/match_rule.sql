{# The id of the first rule of a group that holds between two stretches of text, else null.

One alternation over all rules is tried first, since most texts match none. The first group of
`words_before` is the words between cue and name; the rule does not hold where `excludes` matches
these. Quotes inside patterns are doubled, as SQL needs. #}
{% macro match_rule(rule_group, before, after) %}
    {%- set rules = rule_rows(rule_group) -%}
    {%- if not rules -%}
    cast(null as varchar)
    {%- else -%}
    {%- set column = before if rules[0][1] else after -%}
    {%- set place = 1 if rules[0][1] else 3 -%}
    {%- set gate = rules | map(attribute=place) | join('|') | replace("'", "''") -%}
    case
        when not regexp_matches({{ column }}, '{{ gate }}') then null
        {%- for rule_id, words_before, excludes, words_after in rules %}
        when
            {% if words_before -%}
            regexp_matches({{ before }}, '{{ words_before | replace("'", "''") }}')
            {%- if words_after %} and {% endif %}
            {%- endif %}
            {%- if words_after %}
            regexp_matches({{ after }}, '{{ words_after | replace("'", "''") }}')
            {%- endif %}
            {%- if excludes %}
            and not regexp_matches(
                regexp_extract({{ before }}, '{{ words_before | replace("'", "''") }}', 1),
                '{{ excludes | replace("'", "''") }}'
            )
            {%- endif %}
            then '{{ rule_id }}'
        {%- endfor %}
    end
    {%- endif -%}
{% endmacro %}
