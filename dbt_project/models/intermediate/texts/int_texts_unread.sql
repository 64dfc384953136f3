{{ config(materialized='table') }}

with

papers as (

    select * from {{ ref('int_paper_texts') }}

),

texts_read as (

    select * from {{ ref('stg_house__texts_read') }}

),

{# Two papers with the same text are read once. #}
texts as (

    select
        text_hash,
        min(paper_key) as paper_key
    from papers
    group by text_hash

),

unread as (

    select
        texts.text_hash,
        texts.paper_key
    from texts
    left join texts_read on texts.text_hash = texts_read.text_hash
    where texts_read.text_hash is null

)

select * from unread
