with

records as (

    select * from {{ ref('int_records_identified') }}

),

{# The same words from several records, sources or days are one version, seen several times. #}
versions as (

    select
        paper_key,
        text_hash,
        min(title) as title,
        min(abstract) as abstract,
        min(source) as source,
        count(distinct delivery_key) as delivery_count,
        min(coalesce(feed_date, delivery_date)) as first_seen_date,
        max(coalesce(feed_date, delivery_date)) as last_seen_date,
        max(updated_at) as updated_at
    from records
    group by paper_key, text_hash

),

texts as (

    select * from {{ ref('int_paper_texts') }}

),

marked as (

    select
        {{ hash_key(['versions.paper_key', 'versions.text_hash']) }} as paper_version_key,
        versions.paper_key,
        versions.text_hash,
        versions.title,
        versions.abstract,
        versions.source,
        versions.text_hash = texts.text_hash as is_current,
        versions.delivery_count,
        versions.first_seen_date,
        versions.last_seen_date,
        versions.updated_at
    from versions
    inner join texts on versions.paper_key = texts.paper_key

)

select * from marked
