with

candidates as (

    select * from {{ ref('int_link_candidates') }}

),

addresses as (

    select * from {{ ref('int_paper_addresses') }}

),

paper_texts as (

    select * from {{ ref('int_paper_texts') }}

),

statements as (

    select
        paper_texts.paper_key,
        paper_texts.source,
        candidates.link_type,
        candidates.link_status,
        candidates.evidence_field,
        candidates.evidence_start,
        candidates.evidence_end,
        candidates.evidence_text,
        candidates.place_start,
        candidates.rule_id
    from candidates
    inner join paper_texts on candidates.text_hash = paper_texts.text_hash
    where
        candidates.candidate_kind = 'statement'
        and candidates.link_type is not null

),

{# A promised address of the same kind is the promise's own row. #}
promised_addresses as (

    select distinct
        paper_key,
        link_type
    from addresses
    where link_status = 'promised'

),

{# What is stated needs no row where the same field gives the address, or the project's own page. #}
given_addresses as (

    select distinct
        paper_key,
        link_type,
        evidence_field
    from addresses
    where link_status = 'given'

),

without_address as (

    select statements.*
    from statements
    left join promised_addresses
        on
            statements.paper_key = promised_addresses.paper_key
            and statements.link_type = promised_addresses.link_type
    left join given_addresses
        on
            statements.paper_key = given_addresses.paper_key
            and given_addresses.link_type in (statements.link_type, 'project_page')
            and statements.evidence_field = given_addresses.evidence_field
            and statements.link_status = 'stated'
    where
        promised_addresses.paper_key is null
        and given_addresses.paper_key is null

),

{# One row per kind of thing: what is promised is not yet there, whatever else is said. #}
most_telling as (

    select *
    from without_address
    qualify
        row_number() over (
            partition by paper_key, link_type
            order by
                link_status,
                evidence_field,
                place_start,
                evidence_start
        ) = 1

)

select * from most_telling
