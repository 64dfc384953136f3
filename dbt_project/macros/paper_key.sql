{# The key of a paper: by its arXiv id where it has one, else by its normalised title. #}
{% macro paper_key(arxiv_id, title_normalised) -%}
    md5(coalesce('arxiv:' || {{ arxiv_id }}, 'title:' || {{ title_normalised }}))
{%- endmacro %}
