{{ config(materialized='table') }}

with

addresses as (

    select * from {{ ref('int_link_addresses_read') }}

),

statements as (

    select * from {{ ref('int_availability_statements_read') }}

),

link_words as (

    select * from {{ ref('ref_link_words') }}

),

listed as (

    select
        text_hash,
        evidence_field,
        url_start,
        {{ words_of('lead_text') }} as words
    from addresses

),

numbered as (

    select
        text_hash,
        evidence_field,
        url_start,
        unnest(words) as word,
        unnest(range(1, len(words) + 1)) as word_number
    from listed

),

typed as (

    select
        numbered.text_hash,
        numbered.evidence_field,
        numbered.url_start,
        numbered.word_number,
        case
            when regexp_matches(numbered.word, {{ link_pattern('benchmark_name') }})
                then 'benchmark'
            else link_words.link_type
        end as link_type
    from numbered
    left join link_words on numbered.word = link_words.word

),

{# What the words before an address say that it holds, in their order. #}
named as (

    select
        text_hash,
        evidence_field,
        url_start,
        string_agg(link_type, ',' order by word_number) as named_types
    from typed
    where link_type is not null
    group by text_hash, evidence_field, url_start

),

candidates as (

    select
        addresses.text_hash,
        'address' as candidate_kind,
        addresses.evidence_field,
        addresses.sentence_start,
        addresses.url_start as place_start,
        addresses.evidence_start,
        addresses.evidence_end,
        addresses.evidence_text,
        cast(null as varchar) as link_type,
        'given' as link_status,
        cast(null as varchar) as rule_id,
        addresses.url,
        coalesce(named.named_types, '') as named_types,
        regexp_matches(addresses.lead_text, {{ link_pattern('paper_list') }}) as is_paper_list
    from addresses
    left join named
        on
            addresses.text_hash = named.text_hash
            and addresses.evidence_field = named.evidence_field
            and addresses.url_start = named.url_start
    union all
    select
        text_hash,
        'statement' as candidate_kind,
        evidence_field,
        sentence_start,
        predicate_start as place_start,
        evidence_start,
        evidence_end,
        evidence_text,
        link_type,
        link_status,
        rule_id,
        null as url,
        '' as named_types,
        false as is_paper_list
    from statements

)

select * from candidates
