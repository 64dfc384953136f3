with

deliveries as (

    select * from {{ ref('stg_house__deliveries') }}

),

records as (

    select * from {{ ref('int_records_identified') }}

),

paper_counts as (

    select
        delivery_key,
        count(distinct paper_key) as paper_count,
        min(feed_date) as feed_date
    from records
    group by delivery_key

),

described as (

    select
        deliveries.delivery_key,
        deliveries.source,
        deliveries.original_name,
        deliveries.request,
        deliveries.page,
        deliveries.delivery_date,
        deliveries.delivered_at,
        paper_counts.feed_date,
        deliveries.parser_version,
        deliveries.record_count,
        deliveries.refused_count,
        coalesce(paper_counts.paper_count, 0) as paper_count
    from deliveries
    left join paper_counts on deliveries.delivery_key = paper_counts.delivery_key

)

select * from described
