with

records as (

    select * from {{ ref('int_records_credited') }}

),

{# The links of one record: the best that has any. #}
best as (

    select *
    from records
    where len(links) > 0
    qualify row_number() over (partition by paper_key order by record_rank) = 1

),

unnested as (

    select
        paper_key,
        source,
        unnest(links) as link
    from best

),

cleaned as (

    select
        paper_key,
        source,
        trim(struct_extract(link, 'url')) as url,
        struct_extract(link, 'link_type') as record_link_type
    from unnested

),

web as (

    select *
    from cleaned
    where regexp_matches(url, {{ link_pattern('web_host') }})
    qualify
        row_number() over (
            partition by paper_key, url
            order by record_link_type nulls last
        ) = 1

)

select * from web
