{{ config(materialized='table') }}

{# A candidate with the name it is one with: short for long form, singular for plural. Evidence is
wide and joined again where facts are made. #}
with

candidates as (

    select * exclude (evidence_text) from {{ ref('int_method_candidates') }}
    where candidate_type = 'name'

),

variants as (

    select * from {{ ref('int_method_variants') }}

),

known_names as (

    select * from {{ ref('ref_known_names') }}

),

{# What stands inside a long form is a part of it; what opens before it and ends with it is more of
it, but for a long-known short form: Selective Low Rank Adaptation (LoRA) is a thing of its own. #}
covered as (

    select distinct
        candidates.text_hash,
        candidates.field,
        candidates.name_start
    from candidates
    inner join candidates as holders
        on
            candidates.text_hash = holders.text_hash
            and candidates.field = holders.field
            and candidates.name_end <= holders.long_end
            and candidates.written_folded != holders.long_folded
    left join known_names on holders.written_folded = known_names.name_folded
    where
        holders.long_name is not null
        and (
            candidates.name_start >= holders.long_start
            or (
                candidates.name_end = holders.long_start + length(holders.long_name)
                and known_names.name_folded is null
            )
        )

),

named as (

    select
        candidates.*,
        coalesce(variants.name_folded, candidates.written_folded) as name_folded
    from candidates
    left join variants
        on
            candidates.text_hash = variants.text_hash
            and candidates.written_folded = variants.other_folded
    left join covered
        on
            candidates.text_hash = covered.text_hash
            and candidates.field = covered.field
            and candidates.name_start = covered.name_start
    where
        candidates.written_folded != ''
        and covered.text_hash is null

)

select * from named
