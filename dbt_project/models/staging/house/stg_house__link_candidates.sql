with

cached as (

    select * from {{ source('house', 'link_candidates') }}

),

listed as (

    select
        text_hash,
        candidate_kind,
        evidence_field,
        sentence_start,
        place_start,
        evidence_start,
        evidence_end,
        evidence_text,
        link_type,
        link_status,
        rule_id,
        url,
        named_types,
        is_paper_list
    from cached

)

select * from listed
