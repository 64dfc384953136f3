{# The kind of a record's link: as the record says where we know the word, else its host's. #}
{% macro record_link_type(given_type, usual_type) -%}
    case
        when
            {{ given_type }} in (
                'code', 'project_page', 'dataset', 'model', 'demo', 'benchmark', 'other'
            )
            then {{ given_type }}
        else {{ usual_type }}
    end
{%- endmacro %}
