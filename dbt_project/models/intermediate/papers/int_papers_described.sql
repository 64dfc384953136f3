with

records as (

    select * from {{ ref('int_records_identified') }}

),

source_ranks as (

    select * from {{ ref('ref_source_ranks') }}

),

ranked as (

    select
        records.*,
        row_number() over (
            partition by records.paper_key
            order by
                source_ranks.text_rank,
                coalesce(records.updated_at, cast(records.delivery_date as timestamp with time zone)) desc,
                records.delivery_date desc,
                records.text_hash,
                records.delivery_key,
                records.record_index
        ) as record_rank
    from records
    inner join source_ranks on records.source = source_ranks.source

),

{# Each column from the best record that has it. #}
described as (

    select
        paper_key,
        min(arxiv_id) as arxiv_id,
        arg_min(doi, record_rank) filter (where doi is not null) as doi,
        arg_min(categories, record_rank) filter (where len(categories) > 0) as categories,
        min(published_date) as published_date,
        min(coalesce(feed_date, delivery_date)) as first_seen_date,
        max(coalesce(feed_date, delivery_date)) as last_seen_date,
        cast(
            arg_min(len(authors), record_rank) filter (where len(authors) > 0) as integer
        ) as author_count,
        cast(
            min(record_index) filter (where feed_list is not null) as integer
        ) as best_feed_position
    from ranked
    group by paper_key

)

select * from described
