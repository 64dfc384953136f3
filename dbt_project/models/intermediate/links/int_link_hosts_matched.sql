{{ config(materialized='table') }}

with

candidates as (

    select * from {{ ref('int_link_candidates') }}

),

record_links as (

    select * from {{ ref('int_record_links') }}

),

hosts as (

    select * from {{ ref('ref_link_hosts') }}

),

urls as (

    select url
    from candidates
    where url is not null
    union
    select url
    from record_links

),

parsed as (

    select
        url,
        {{ url_host('url') }} as url_host,
        regexp_replace({{ url_host('url') }}, '^www[.]', '') as bare_host,
        {{ url_segment('url', 1) }} as segment_1,
        {{ url_segment('url', 2) }} as segment_2,
        {{ url_segment('url', 3) }} as segment_3
    from urls

),

{# The host itself, then any host under the same name, then any host that begins so, then any. #}
keyed as (

    select
        *,
        unnest([
            bare_host,
            regexp_replace(bare_host, '^[^.]+', '*'),
            regexp_replace(bare_host, '[.].*$', '.*'),
            '*'
        ]) as host_key,
        unnest([1, 2, 3, 4]) as host_rank
    from parsed

),

matched as (

    select
        keyed.*,
        hosts.rule_id,
        hosts.link_type,
        hosts.is_by_content,
        hosts.owner_from,
        hosts.repository_from,
        nullif(hosts.account_host, '') as account_host
    from keyed
    inner join hosts on keyed.host_key = hosts.host
    where
        hosts.first_segment = '*'
        or hosts.first_segment = lower(keyed.segment_1)
    qualify
        row_number() over (
            partition by keyed.url
            order by keyed.host_rank, hosts.first_segment = '*', hosts.rule_id
        ) = 1

),

owned as (

    select
        url,
        url_host,
        rule_id,
        link_type,
        is_by_content,
        account_host,
        case owner_from
            when 'segment_1' then segment_1
            when 'segment_2' then segment_2
            when 'host_label' then regexp_extract(bare_host, '^[^.]+', 0)
            when 'registrable' then {{ registrable_label('bare_host') }}
        end as url_owner,
        regexp_replace(
            case repository_from
                when 'segment_1' then segment_1
                when 'segment_2' then segment_2
                when 'segment_3' then segment_3
                when 'host_label' then regexp_extract(bare_host, '^[^.]+', 0)
            end, '[.]git$', ''
        ) as url_repository,
        -- One address, however it is written.
        lower(
            regexp_replace(
                regexp_replace(url, '^https?://(?:www[.])?', ''), '(?:/|[.]git)*$', ''
            )
        ) as address
    from matched

)

select * from owned
