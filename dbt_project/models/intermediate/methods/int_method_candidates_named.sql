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

covered as (

    select * from {{ ref('int_method_candidates_covered') }}

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
    anti join covered
        on
            candidates.text_hash = covered.text_hash
            and candidates.field = covered.field
            and candidates.name_start = covered.name_start
            and candidates.name_end = covered.name_end
    where candidates.written_folded != ''

)

select * from named
