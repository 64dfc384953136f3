{# Fails with every row whose span does not give its evidence back from the text of its paper. #}
{% test evidence_gives_back_its_text(model) %}

with

facts as (

    select * from {{ model }}

),

papers as (

    select * from {{ ref('int_paper_texts') }}

),

compared as (

    select
        facts.*,
        case facts.evidence_field
            when 'title' then papers.title
            when 'abstract' then papers.abstract
            when 'comment' then papers.comment
        end as field_text
    from facts
    left join papers on facts.paper_key = papers.paper_key
    where facts.evidence_field in ('title', 'abstract', 'comment')

),

wrong as (

    select *
    from compared
    where
        coalesce(
            substr(field_text, evidence_start + 1, evidence_end - evidence_start), ''
        ) <> coalesce(evidence_text, 'no evidence')

)

select * from wrong

{% endtest %}
