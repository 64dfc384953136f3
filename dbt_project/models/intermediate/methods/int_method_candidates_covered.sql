with

candidates as (

    select * from {{ ref('int_method_candidates') }}
    where candidate_type = 'name'

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
        candidates.name_start,
        candidates.name_end
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
    union
    -- And what stands inside a title that is one name as a whole.
    select
        candidates.text_hash,
        candidates.field,
        candidates.name_start,
        candidates.name_end
    from candidates
    inner join candidates as holders
        on
            candidates.text_hash = holders.text_hash
            and candidates.field = holders.field
            and candidates.name_start >= holders.name_start
            and candidates.name_end <= holders.name_end
            and candidates.written_folded != holders.written_folded
    where holders.introduced_rule_id = 'title_repeated'

)

select * from covered
