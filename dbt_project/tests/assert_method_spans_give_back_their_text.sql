with

facts as (

    select * from {{ ref('fct_methods') }}

),

texts as (

    select * from {{ ref('int_paper_texts') }}

),

shown as (

    select
        facts.*,
        case facts.evidence_field when 'title' then texts.title else texts.abstract end
            as field_text
    from facts
    inner join texts on facts.paper_key = texts.paper_key

)

select
    paper_method_key,
    method_name,
    evidence_text
from shown
where
    substr(field_text, name_start + 1, name_end - name_start) != method_name
    or substr(field_text, evidence_start + 1, evidence_end - evidence_start) != evidence_text
    or evidence_start > name_start
    or evidence_end < name_end
