{# One named part of the rules as a SQL text, read from its seed when SQL is made. #}
{% macro rule_part(name) %}
    {%- set filled = namespace(text='[^\\s\\S]') -%}
    {%- if execute -%}
        {%- set parts = adapter.get_relation(target.database, 'reference', 'ref_rule_parts') -%}
        {%- if parts -%}
            {%- set named = {} -%}
            {%- for part in run_query('select part, pattern from ' ~ parts ~ ' order by part_order') -%}
                {%- do named.update({part[0]: fill_parts(part[1], named)}) -%}
            {%- endfor -%}
            {%- set filled.text = named[name] -%}
        {%- endif -%}
    {%- endif -%}
    {{- return(filled.text | replace("'", "''")) -}}
{% endmacro %}
