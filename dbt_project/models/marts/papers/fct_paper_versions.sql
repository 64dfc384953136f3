with

records as (

    select * from {{ ref('int_records_identified') }}

),

papers as (

    select * from {{ ref('int_paper_texts') }}

),

compared as (

    select
        records.paper_key,
        records.text_hash,
        records.title,
        records.abstract,
        records.source,
        records.delivery_key,
        records.updated_at,
        coalesce(records.feed_date, records.delivery_date) as seen_date,
        records.text_hash = papers.text_hash as is_current
    from records
    inner join papers on records.paper_key = papers.paper_key

),

{# The same words from several records, sources or days are one version, seen several times. #}
text_versions as (

    select
        {{ hash_key(['paper_key', 'text_hash']) }} as paper_version_key,
        paper_key,
        text_hash,
        min(title) as title,
        -- Kept once: fct_papers has the current abstract, and a million of them are a gigabyte.
        min(case when not is_current then abstract end) as abstract,
        min(source) as source,
        is_current,
        count(distinct delivery_key) as delivery_count,
        min(seen_date) as first_seen_date,
        max(seen_date) as last_seen_date,
        max(updated_at) as updated_at
    from compared
    group by paper_key, text_hash, is_current

)

select * from text_versions
