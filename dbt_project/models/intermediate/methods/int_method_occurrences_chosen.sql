with

candidates as (

    select * from {{ ref('int_method_candidates_named') }}

),

roles as (

    select * from {{ ref('int_method_roles') }}

),

best as (

    select * from {{ ref('int_method_places_best') }}

),

chosen as (

    select
        roles.text_hash,
        roles.name_folded,
        roles.role,
        roles.is_primary,
        roles.known_kind,
        roles.is_known_elsewhere,
        roles.title_place,
        nullif(roles.long_name, '') as long_name,
        coalesce(roles.introduced_kind_word, roles.kind_word) as kind_word,
        roles.introduced_confidence,
        coalesce(roles.introduced_rule_id, roles.after_rule_id) as introduced_rule_id,
        coalesce(candidates.relation_after_rule_id, candidates.relation_rule_id)
            as relation_rule_id,
        candidates.name,
        candidates.field,
        candidates.name_start,
        candidates.name_end,
        candidates.evidence_start,
        candidates.evidence_end,
        candidates.evidence_text
    from best
    inner join roles on best.text_hash = roles.text_hash and best.name_folded = roles.name_folded
    inner join candidates
        on
            best.text_hash = candidates.text_hash
            and best.name_folded = candidates.name_folded
            and best.place.field = candidates.field
            and best.place.name_start = candidates.name_start
            and best.place.name_end = candidates.name_end
            and best.place.evidence_start = candidates.evidence_start
            and best.place.evidence_end = candidates.evidence_end

)

select * from chosen
