{{ config(materialized='table') }}

with

candidates as (

    select * from {{ ref('int_link_candidates') }}

),

typed as (

    select * from {{ ref('int_link_addresses_typed') }}

),

paper_texts as (

    select * from {{ ref('int_paper_texts') }}

),

record_links as (

    select * from {{ ref('int_record_links') }}

),

hosts as (

    select * from {{ ref('int_link_hosts_matched') }}

),

{# A promise before an address of its sentence, or just behind it, is about that address. #}
promised as (

    select
        typed.text_hash,
        typed.evidence_field,
        typed.place_start,
        min(statements.rule_id) as promise_rule_id
    from typed
    inner join candidates as statements
        on
            typed.text_hash = statements.text_hash
            and typed.evidence_field = statements.evidence_field
            and typed.sentence_start = statements.sentence_start
    where
        statements.link_status = 'promised'
        and statements.place_start < typed.evidence_end + 25
        and (statements.link_type is null or statements.link_type = typed.address_type)
    group by typed.text_hash, typed.evidence_field, typed.place_start

),

in_texts as (

    select
        paper_texts.paper_key,
        typed.url,
        typed.address,
        typed.address_type as link_type,
        case when promised.promise_rule_id is null then 'given' else 'promised' end as link_status,
        typed.evidence_field,
        typed.evidence_start,
        typed.evidence_end,
        typed.evidence_text,
        coalesce(promised.promise_rule_id, typed.host_rule_id) as rule_id,
        paper_texts.source,
        typed.text_hash,
        typed.sentence_start
    from typed
    inner join paper_texts on typed.text_hash = paper_texts.text_hash
    left join promised
        on
            typed.text_hash = promised.text_hash
            and typed.evidence_field = promised.evidence_field
            and typed.place_start = promised.place_start

),

in_records as (

    select
        record_links.paper_key,
        record_links.url,
        hosts.address,
        {{ record_link_type('record_links.record_link_type', 'hosts.link_type') }} as link_type,
        'given' as link_status,
        'record' as evidence_field,
        hosts.rule_id,
        record_links.source
    from record_links
    inner join hosts on record_links.url = hosts.url

),

together as (

    select * from in_texts
    union all by name
    select * from in_records

)

select * from together
