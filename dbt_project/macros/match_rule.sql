{# The id of the first rule of a group that holds between two stretches of text, else null.

Rules are tried one by one: each alone is a small automaton that reads a stretch once, while one
alternation of all grows too large to keep and reads it many times over. The words between cue and
name must not match `excludes`: they are what is left when all up to the last cue is cut off, or,
where a rule does not end in `<words>`, its first group, which costs several times more. Quotes
inside patterns are doubled, as SQL needs. #}
{% macro match_rule(rule_group, before, after) %}
    {%- set rules = rule_rows(rule_group) -%}
    {%- if not rules -%}
    cast(null as varchar)
    {%- else -%}
    case
        {%- for rule_id, words_before, lead, excludes, words_after in rules %}
        {%- set pattern = words_before | replace("'", "''") %}
        when
            {% if words_after -%}
            regexp_matches({{ after }}, '{{ words_after | replace("'", "''") }}')
            {%- if words_before %} and {% endif %}
            {%- endif %}
            {%- if words_before %}
            regexp_matches({{ before }}, '{{ pattern | replace("^.*", "") }}')
            {%- endif %}
            {%- if excludes %}
            and not regexp_matches(
                {% if lead -%}
                regexp_replace({{ before }}, '{{ lead | replace("'", "''") }}', '')
                {%- else -%}
                regexp_extract({{ before }}, '{{ pattern }}', 1)
                {%- endif %},
                '{{ excludes | replace("'", "''") }}'
            )
            {%- endif %}
            then '{{ rule_id }}'
        {%- endfor %}
    end
    {%- endif -%}
{% endmacro %}
