{# The first address of one type in a record's list of links; null where there is none. #}
{% macro first_link(links, link_type) -%}
    list_filter({{ links }}, lambda link: link['link_type'] = '{{ link_type }}')[1]['url']
{%- endmacro %}
