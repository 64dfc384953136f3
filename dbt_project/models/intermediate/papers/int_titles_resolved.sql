with

records as (

    select * from {{ ref('int_records_unioned') }}

),

titles_with_id as (

    select
        title_normalised,
        min(arxiv_id) as arxiv_id,
        count(distinct arxiv_id) as arxiv_id_count
    from records
    where arxiv_id is not null
    group by title_normalised

)

select * from titles_with_id
