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

{# The occurrence whose words say it best, the short form before other spellings: the least
of structures whose first members are what they are compared by. #}
best as (

    select
        candidates.text_hash,
        candidates.name_folded,
        min({
            'unsureness': case
                when roles.role = 'introduces'
                    then -greatest(
                        coalesce(before_rules.confidence, 0), coalesce(after_rules.confidence, 0)
                    )
                else 0
            end,
            -- Words of another relation are no evidence of this one.
            'is_otherwise': role_rules.rule_id is null,
            'is_unrelated': coalesce(
                candidates.relation_after_rule_id, candidates.relation_rule_id
            ) is null,
            'is_variant': candidates.written_folded != candidates.name_folded,
            'field': candidates.field,
            'name_start': candidates.name_start,
            'name_end': candidates.name_end,
            'evidence_start': candidates.evidence_start,
            'evidence_end': candidates.evidence_end,
            'name': candidates.name,
            'relation_rule_id': coalesce(
                role_rules.rule_id,
                candidates.relation_after_rule_id,
                candidates.relation_rule_id
            )
        }) as place
    from candidates
    inner join roles
        on
            candidates.text_hash = roles.text_hash
            and candidates.name_folded = roles.name_folded
    left join rules as before_rules on candidates.introduced_rule_id = before_rules.rule_id
    left join rules as after_rules on candidates.after_rule_id = after_rules.rule_id
    left join rules as role_rules
        on
            roles.role = role_rules.relation
            and role_rules.rule_id
            in (candidates.relation_after_rule_id, candidates.relation_rule_id)
    group by candidates.text_hash, candidates.name_folded

)

select * from best
