with

candidates as (

    select * from {{ ref('int_method_candidates_named') }}

),

roles as (

    select * from {{ ref('int_method_roles') }}

),

rules as (

    select * from {{ ref('ref_method_rules') }}

),

{# The occurrence whose words say it best, the short form before other spellings. #}
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
    from candidates
    inner join roles
        on
            candidates.text_hash = roles.text_hash
            and candidates.name_folded = roles.name_folded
    left join rules as before_rules on candidates.introduced_rule_id = before_rules.rule_id
    left join rules as after_rules on candidates.after_rule_id = after_rules.rule_id
    qualify
        row_number() over (
            partition by candidates.text_hash, candidates.name_folded
            order by
                case
                    when roles.role = 'introduces'
                        then greatest(
                            coalesce(before_rules.confidence, 0),
                            coalesce(after_rules.confidence, 0)
                        )
                    else 0
                end desc,
                coalesce(
                    candidates.relation_after_rule_id, candidates.relation_rule_id
                ) is not null desc,
                candidates.written_folded = candidates.name_folded desc,
                candidates.field asc,
                candidates.name_start asc
        ) = 1

)

select * from chosen
