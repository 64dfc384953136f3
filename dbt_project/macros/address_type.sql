{#
    What an address holds. A list of papers is `other`. Where the host says little: its usual kind
    if the words before the address name it, else the first other kind that they name, code last.
    A repository on a host of models is a model, whatever else its sentence names.
#}
{% macro address_type(usual_type, is_by_content, named_types, is_paper_list, repository) -%}
    case
        when
            {{ usual_type }} = 'code'
            and (
                {{ is_paper_list }}
                or regexp_matches(
                    coalesce({{ repository }}, ''), {{ link_pattern('paper_list_name') }}
                )
            )
            then 'other'
        when not {{ is_by_content }} then {{ usual_type }}
        when {{ usual_type }} = 'model' and {{ repository }} is not null then {{ usual_type }}
        when {{ named_types }} like '%' || {{ usual_type }} || '%' then {{ usual_type }}
        when regexp_matches({{ named_types }}, 'dataset|model|demo')
            then regexp_extract({{ named_types }}, '(dataset|model|demo)', 1)
        when {{ named_types }} like '%benchmark%' then 'dataset'
        when {{ usual_type }} <> 'model' and {{ named_types }} like '%code%' then 'code'
        else {{ usual_type }}
    end
{%- endmacro %}
