{{ config(materialized='table') }}

with

records as (

    select * from {{ ref('int_records_identified') }}

),

source_ranks as (

    select * from {{ ref('ref_source_ranks') }}

),

ranked as (

    select
        records.paper_key,
        records.source,
        records.title,
        records.abstract,
        records.comment,
        records.text_hash,
        source_ranks.text_rank,
        coalesce(records.updated_at, cast(records.delivery_date as timestamp with time zone)) as text_at,
        records.delivery_key,
        records.record_index
    from records
    inner join source_ranks on records.source = source_ranks.source

),

{# Title and abstract come together from one record: the best source, then the newest text. #}
chosen as (

    select
        paper_key,
        source,
        title,
        abstract,
        comment,
        text_hash
    from ranked
    qualify
        row_number() over (
            partition by paper_key
            order by
                text_rank, text_at desc, text_hash, delivery_key, record_index
        ) = 1

)

select * from chosen
