with

papers as (

    select * from {{ ref('int_paper_texts') }}

),

texts as (

    select * from {{ ref('int_method_candidates') }}
    where candidate_type = 'text'

),

surveyed as (

    select
        papers.paper_key,
        coalesce(texts.is_survey, false) as is_survey
    from papers
    left join texts on papers.text_hash = texts.text_hash

)

select * from surveyed
