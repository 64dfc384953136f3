with

records as (

    select * from {{ ref('int_records_identified') }}

),

source_ranks as (

    select * from {{ ref('ref_source_ranks') }}

),

{# The same order in which a paper's other columns choose their record. #}
ranked as (

    select
        records.paper_key,
        records.source,
        records.authors,
        records.links,
        row_number() over (
            partition by records.paper_key
            order by
                source_ranks.text_rank,
                coalesce(
                    records.updated_at, cast(records.delivery_date as timestamp with time zone)
                ) desc,
                records.delivery_date desc,
                records.text_hash,
                records.delivery_key,
                records.record_index
        ) as record_rank
    from records
    inner join source_ranks on records.source = source_ranks.source
    where len(records.authors) > 0 or len(records.links) > 0

)

select * from ranked
