{# The rules of one group with their named parts filled in, read from the seeds when SQL is made.

Rows of (rule_id, words_before, lead, excludes, words_after). `lead` is words_before without the
`<words><q>$` at its end, and empty where it ends otherwise. Patterns must be constants: an engine
compiles a constant regular expression once, and one from a column once per row. Before the seeds
are loaded there are no rules and the list is empty. A rule whose words before can never stand, since
another model reads it, is left out. #}
{% macro rule_rows(rule_group) %}
    {% set rows = [] %}
    {% if execute %}
        {% set rules = adapter.get_relation(target.database, 'reference', 'ref_method_rules') %}
        {% set parts = adapter.get_relation(target.database, 'reference', 'ref_rule_parts') %}
        {% if rules and parts %}
            {% set named = {} %}
            {% for part in run_query('select part, pattern from ' ~ parts ~ ' order by part_order') %}
                {% do named.update({part[0]: fill_parts(part[1], named)}) %}
            {% endfor %}
            {% for rule in run_query(
                "select rule_id, coalesce(words_before, ''), coalesce(excludes, ''),"
                ~ " coalesce(words_after, '') from " ~ rules
                ~ " where rule_group = '" ~ rule_group ~ "'"
                ~ " and coalesce(words_before, '') != '[^\\s\\S]' order by rule_order, rule_id"
            ) %}
                {% set has_lead = rule[1].startswith('^.*') and rule[1].endswith('<words><q>$') %}
                {% do rows.append((
                    rule[0],
                    fill_parts(rule[1], named),
                    fill_parts(rule[1][:-11], named) if has_lead else '',
                    fill_parts(rule[2], named),
                    fill_parts(rule[3], named),
                )) %}
            {% endfor %}
        {% endif %}
    {% endif %}
    {{ return(rows) }}
{% endmacro %}
