{# A view: the texts lie in int_paper_texts, and writing them once more costs more than the join. #}
with

papers as (

    select * from {{ ref('int_paper_texts') }}

),

unread as (

    select * from {{ ref('int_texts_unread') }}

),

texts as (

    select
        papers.text_hash,
        papers.title,
        papers.abstract,
        papers.comment
    from papers
    inner join unread on papers.paper_key = unread.paper_key

)

select * from texts
