{{ config(materialized='table') }}

with

records as (

    select * from {{ ref('int_records_identified') }}

),

source_ranks as (

    select * from {{ ref('ref_source_ranks') }}

),

{# The best source first, then the newest text; the rest makes ties impossible. #}
ranked as (

    select
        records.delivery_key,
        records.record_index,
        records.paper_key,
        row_number() over (
            partition by records.paper_key
            order by
                source_ranks.text_rank asc,
                coalesce(records.updated_at, cast(records.delivery_date as timestamptz)) desc,
                records.delivery_date desc,
                records.text_hash asc,
                records.delivery_key asc,
                records.record_index asc
        ) as record_rank
    from records
    inner join source_ranks on records.source = source_ranks.source

)

select * from ranked
