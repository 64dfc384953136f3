-- depends_on: {{ ref('ref_rule_parts') }}
{{ config(materialized='table') }}

with

candidates as (

    select * from {{ ref('int_method_candidates_named') }}

),

rules as (

    select * from {{ ref('ref_method_rules') }}

),

texts as (

    select
        text_hash,
        own_start
    from {{ ref('int_method_candidates') }}
    where candidate_type = 'text'

),

cued as (

    select
        candidates.*,
        after_rules.relation as after_relation,
        before_rules.relation as before_relation,
        candidates.name_start < texts.own_start as is_background
    from candidates
    left join texts on candidates.text_hash = texts.text_hash
    left join rules as before_rules on candidates.relation_rule_id = before_rules.rule_id
    left join rules as after_rules on candidates.relation_after_rule_id = after_rules.rule_id
    where candidates.field = 'abstract'

),

related as (

    select
        text_hash,
        name_folded,
        bool_and(is_background) as is_background,
        bool_or(
            coalesce(before_relation = 'compares_with' or after_relation = 'compares_with', false)
            and not is_background
        ) as is_compared,
        bool_or(
            coalesce(before_relation = 'builds_on' or after_relation = 'builds_on', false)
            and not is_background
        ) as is_built_on,
        bool_or(
            not is_background
            and coalesce(
                before_relation = 'evaluated_on'
                -- Trained on the NAME dataset
                or (
                    after_relation = 'evaluated_on'
                    and before_relation is distinct from 'builds_on'
                ),
                false
            )
        ) as is_evaluated,
        max(kind_word) as kind_word,
        bool_or(not is_sentence_initial) as is_inside,
        bool_or(is_bracketed and long_name is not null) as is_explained,
        bool_or(
            is_bracketed and long_name is not null and (
                not regexp_matches(long_name, '^[^ -]+[ -](?:.*[ -])?[A-Z]')
                or regexp_matches(long_name, '{{ rule_part("field_head") }}')
            )
        ) as is_lower_short_form,
        bool_or(coalesce(relation_after_rule_id in ('data_named', 'data_noun_after'), false))
            as is_data,
        bool_or(coalesce(relation_after_rule_id = 'data_named', false)) as is_named_data,
        bool_or(veto_rule_id is null or shape = 'coined') as is_whole
    from cued
    group by text_hash, name_folded

)

select * from related
