with

records as (

    select * from {{ ref('int_records_identified') }}

),

ranks as (

    select * from {{ ref('int_records_ranked') }}

),

credited as (

    select
        records.paper_key,
        records.source,
        records.authors,
        records.links,
        ranks.record_rank
    from records
    inner join ranks
        on
            records.delivery_key = ranks.delivery_key
            and records.record_index = ranks.record_index
    where len(records.authors) > 0 or len(records.links) > 0

)

select * from credited
