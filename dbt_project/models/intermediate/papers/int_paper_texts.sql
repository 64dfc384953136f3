{{ config(materialized='table') }}

with

records as (

    select * from {{ ref('int_records_identified') }}

),

ranks as (

    select * from {{ ref('int_records_ranked') }}

),

{# Title, abstract and comment come together from one record. #}
chosen as (

    select
        records.paper_key,
        records.source,
        records.title,
        records.abstract,
        records.comment,
        records.text_hash
    from records
    inner join ranks
        on
            records.delivery_key = ranks.delivery_key
            and records.record_index = ranks.record_index
    where ranks.record_rank = 1

)

select * from chosen
