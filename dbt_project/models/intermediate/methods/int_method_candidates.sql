with

candidates as (

    select * from {{ ref('int_method_candidates_unioned') }}

),

doubled as (

    select * from {{ ref('int_method_candidates_doubled') }}

),

placed as (

    select candidates.*
    from candidates
    anti join doubled
        on
            candidates.text_hash = doubled.text_hash
            and candidates.field = doubled.field
            and candidates.name_start = doubled.name_start
            and candidates.name_end = doubled.name_end
            and coalesce(candidates.introduced_rule_id, '') = doubled.introduced_rule_id

)

select * from placed
