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
        title,
        abstract,
        comment
    from papers
    qualify row_number() over (partition by text_hash order by paper_key) = 1

),

unread as (

    select
        texts.text_hash,
        texts.title,
        texts.abstract,
        texts.comment
    from texts
    left join texts_read on texts.text_hash = texts_read.text_hash
    where texts_read.text_hash is null

)

select * from unread
