{{ config(materialized='table') }}

with

addresses as (

    select * from {{ ref('int_paper_addresses') }}

),

hosts as (

    select * from {{ ref('int_link_hosts_matched') }}

),

{# One row per paper and address: a promise tells most, then the place nearest to the reader. #}
first_mentions as (

    select *
    from addresses
    qualify
        row_number() over (
            partition by paper_key, address
            order by
                link_status desc,
                case evidence_field
                    when 'abstract' then 1
                    when 'title' then 2
                    when 'comment' then 3
                    else 4
                end asc,
                evidence_start asc,
                url asc
        ) = 1

),

described as (

    select
        first_mentions.paper_key,
        first_mentions.address,
        first_mentions.link_type,
        first_mentions.link_status,
        first_mentions.url,
        hosts.url_host,
        hosts.url_owner,
        hosts.url_repository,
        case when hosts.url_owner is not null then hosts.account_host end as account_host,
        first_mentions.evidence_field,
        first_mentions.evidence_start,
        first_mentions.evidence_end,
        first_mentions.evidence_text,
        first_mentions.rule_id,
        first_mentions.source
    from first_mentions
    inner join hosts on first_mentions.url = hosts.url

)

select * from described
