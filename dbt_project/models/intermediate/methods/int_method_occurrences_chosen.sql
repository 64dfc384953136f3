with

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
        best.place.relation_rule_id,
        best.place.name,
        best.place.field,
        best.place.name_start,
        best.place.name_end,
        best.place.evidence_start,
        best.place.evidence_end
    from best
    inner join roles on best.text_hash = roles.text_hash and best.name_folded = roles.name_folded

)

select * from chosen
