{#
    The label of a host that somebody registered: nlpedia of pretrain.nlpedia.ai. Where a country
    parts its names by purpose (ac.uk, edu.tw), the label before that.
#}
{% macro registrable_label(host) -%}
    coalesce(
        nullif(
            regexp_extract(
                {{ host }},
                '([^.]+)[.](?:ac|co|com|edu|go|gob|gov|gouv|ne|net|or|org)[.][a-z]{2}$', 1
            ), ''
        ),
        nullif(regexp_extract({{ host }}, '([^.]+)[.][^.]+$', 1), '')
    )
{%- endmacro %}
