{{ config(materialized='table') }}

with

records as (

    select * from {{ ref('int_records_identified') }}

),

ranks as (

    select * from {{ ref('int_records_ranked') }}

),

withdrawn as (

    select * from {{ ref('int_papers_withdrawn') }}

),

ranked as (

    select
        records.*,
        ranks.record_rank,
        coalesce(records.feed_date, records.delivery_date) as seen_date
    from records
    inner join ranks
        on
            records.delivery_key = ranks.delivery_key
            and records.record_index = ranks.record_index

),

{# Each column from the best record that has it. #}
described as (

    select
        paper_key,
        min(arxiv_id) as arxiv_id,
        arg_min(doi, record_rank) filter (where doi is not null) as doi,
        arg_min(categories, record_rank) filter (where len(categories) > 0) as categories,
        min(published_date) as published_date,
        min(seen_date) as first_seen_date,
        max(seen_date) as last_seen_date,
        cast(
            arg_min(len(authors), record_rank) filter (where len(authors) > 0) as integer
        ) as author_count,
        cast(
            min(record_index) filter (where feed_list is not null) as integer
        ) as best_feed_position
    from ranked
    group by paper_key

),

completed as (

    select
        described.*,
        withdrawn.paper_key is not null as is_withdrawn
    from described
    left join withdrawn on described.paper_key = withdrawn.paper_key

)

select * from completed
