{{ config(materialized='table') }}

with

cached as (

    select * from {{ ref('stg_house__link_candidates') }}

),

just_read as (

    select * from {{ ref('int_link_candidates_read') }}

),

paper_texts as (

    select * from {{ ref('int_paper_texts') }}

),

{# The cache may hold texts that no paper has any more. #}
current_cached as (

    select cached.*
    from cached
    where cached.text_hash in (select paper_texts.text_hash from paper_texts)

),

candidates as (

    select * from current_cached
    union all by name
    select * from just_read

)

select * from candidates
