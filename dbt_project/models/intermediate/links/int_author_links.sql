{{ config(materialized='table') }}

with

authors as (

    select * from {{ ref('int_record_authors') }}

),

addresses as (

    select * from {{ ref('int_paper_addresses_deduplicated') }}

),

availability as (

    select * from {{ ref('int_paper_availability') }}

),

authorships as (

    select
        {{ hash_key(['paper_key', "'authorship'", 'author_position', 'author_name']) }}
            as author_link_key,
        paper_key,
        'authorship' as link_type,
        'given' as link_status,
        author_position,
        author_name,
        author_affiliation,
        coalesce(account_name, author_name) as identity_name,
        account_host,
        'person' as author_type,
        'record' as evidence_field,
        'record_author' as rule_id,
        source
    from authors

),

places as (

    select
        {{ hash_key(['paper_key', "'address'", 'address']) }} as author_link_key,
        paper_key,
        link_type,
        link_status,
        case when account_host is not null then url_owner end as identity_name,
        account_host,
        'account' as author_type,
        url,
        url_host,
        url_owner,
        url_repository,
        evidence_field,
        evidence_start,
        evidence_end,
        evidence_text,
        rule_id,
        source
    from addresses

),

statements as (

    select
        {{ hash_key(['paper_key', "'statement'", 'link_type']) }} as author_link_key,
        paper_key,
        link_type,
        link_status,
        evidence_field,
        evidence_start,
        evidence_end,
        evidence_text,
        rule_id,
        source
    from availability

),

together as (

    select * from authorships
    union all by name
    select * from places
    union all by name
    select * from statements

),

{# A name alone is a name; an account is the same whoever writes it, and however. #}
identified as (

    select
        *,
        case
            when identity_name is not null
                then {{ hash_key(["coalesce(account_host, 'name')", 'lower(identity_name)']) }}
        end as author_key
    from together

)

select * from identified
