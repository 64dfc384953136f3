{{ config(materialized='table') }}

{# One row per text and name that counts, with its role. #}
with

candidates as (

    select * from {{ ref('int_method_candidates_named') }}

),

names as (

    select * from {{ ref('int_method_names_weighed') }}

),

rules as (

    select * from {{ ref('ref_method_rules') }}

),

introduced_anywhere as (

    select
        name_folded,
        max(introduced_confidence) as confidence
    from names
    where introduced_confidence >= 0.85
    group by name_folded

),

related as (

    select
        candidates.text_hash,
        candidates.name_folded,
        arg_min(
            coalesce(after_rules.relation, before_rules.relation),
            case coalesce(after_rules.relation, before_rules.relation)
                when 'compares_with' then 1
                when 'builds_on' then 2
                when 'evaluated_on' then 3
            end
        ) filter (where coalesce(after_rules.relation, before_rules.relation) is not null) as relation,
        min(coalesce(candidates.relation_after_rule_id, candidates.relation_rule_id)) as relation_rule_id,
        mode(candidates.kind_word) as kind_word,
        bool_or(not candidates.is_sentence_initial and candidates.field = 'abstract') as is_inside,
        bool_or(candidates.relation_after_rule_id = 'data_noun_after') as is_data
    from candidates
    left join rules as before_rules on candidates.relation_rule_id = before_rules.rule_id
    left join rules as after_rules on candidates.relation_after_rule_id = after_rules.rule_id
    group by candidates.text_hash, candidates.name_folded

),

decided as (

    select
        names.*,
        related.relation,
        related.relation_rule_id,
        related.kind_word,
        case
            when names.introduced_confidence >= 0.5 then 'introduces'
            when names.not_name_reason is not null then null
            when not names.is_in_abstract then null
            when names.known_kind is not null then coalesce(related.relation, 'mentions')
            when introduced_anywhere.name_folded is not null and names.is_coined
                then coalesce(related.relation, 'mentions')
            when names.is_coined and length(names.name_folded) > 2 then coalesce(related.relation, 'mentions')
            when related.is_data then related.relation
        end as role
    from names
    inner join related
        on names.text_hash = related.text_hash and names.name_folded = related.name_folded
    left join introduced_anywhere on names.name_folded = introduced_anywhere.name_folded

)

select * from decided
where role is not null
