with

candidates_read as (

    select * from {{ ref('int_method_candidates_read') }}

),

candidates_cached as (

    select * from {{ ref('stg_house__method_candidates') }}

),

texts as (

    select distinct text_hash from {{ ref('int_paper_texts') }}

),

unioned as (

    select * from candidates_read
    union all by name
    select candidates_cached.*
    from candidates_cached
    inner join texts on candidates_cached.text_hash = texts.text_hash

)

select * from unioned
