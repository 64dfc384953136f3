{#
    What an address holds. A list of papers is `other`; where the host says little, the first kind
    of thing that the words before it name, code last; else the host's usual kind.
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
        when {{ is_by_content }} and regexp_matches({{ named_types }}, 'model|dataset|demo')
            then regexp_extract({{ named_types }}, '(model|dataset|demo)', 1)
        when {{ is_by_content }} and {{ usual_type }} <> 'model' and {{ named_types }} like 'code%'
            then 'code'
        else {{ usual_type }}
    end
{%- endmacro %}
