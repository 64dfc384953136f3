{# An arXiv id without its version, from a source's own id; null where that is none of arXiv's. #}
{% macro arxiv_id(source_id) -%}
    nullif(
        regexp_extract(
            {{ source_id }},
            '^(?:arXiv:)?([0-9]{4}[.][0-9]{4,5}|[a-z-]+(?:[.][A-Z]{2})?/[0-9]{7})(?:v[0-9]+)?$',
            1
        ),
        ''
    )
{%- endmacro %}
