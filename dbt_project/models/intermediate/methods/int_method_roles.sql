-- depends_on: {{ ref('ref_rule_parts') }}
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

texts as (

    select
        text_hash,
        own_start,
        title_folded
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
        bool_or(coalesce(before_relation = 'compares_with' or after_relation = 'compares_with', false)
            and not is_background) as is_compared,
        bool_or(coalesce(before_relation = 'builds_on' or after_relation = 'builds_on', false)
            and not is_background) as is_built_on,
        bool_or(coalesce(before_relation = 'evaluated_on' or after_relation = 'evaluated_on', false)
            and not is_background) as is_evaluated,
        min(coalesce(relation_after_rule_id, relation_rule_id)) as relation_rule_id,
        mode(kind_word) as kind_word,
        bool_or(not is_sentence_initial) as is_inside,
        bool_or(
            is_bracketed and long_name is not null and (
                lower(long_name) = long_name
                or regexp_matches(long_name, '{{ rule_part("field_head") }}')
            )
        ) as is_lower_short_form,
        bool_or(coalesce(relation_after_rule_id = 'data_noun_after', false)) as is_data,
        bool_or(veto_rule_id is null or shape = 'coined') as is_whole
    from cued
    group by text_hash, name_folded

),

decided as (

    select
        names.*,
        related.relation_rule_id,
        related.kind_word,
        case
            when names.known_kind in ('dataset', 'benchmark') or (names.known_kind is null and related.is_data)
                then case
                    when related.is_background then 'mentions'
                    when related.is_evaluated then 'evaluated_on'
                    when related.is_built_on then 'builds_on'
                    else 'evaluated_on'
                end
            when related.is_background then 'mentions'
            when related.is_compared then 'compares_with'
            when related.is_built_on then 'builds_on'
            when related.is_evaluated then 'evaluated_on'
            when names.known_kind = 'model' then 'evaluated_on'
            when names.known_kind is not null then 'builds_on'
            else 'mentions'
        end as relation,
        case
            when names.introduced_confidence >= 0.5 then 'introduces'
            when names.not_name_reason is not null then null
            when not names.is_in_abstract then null
            when names.known_kind is not null then 'other'
            when related.is_lower_short_form then null
            when names.is_coined and introduced_anywhere.name_folded is not null then 'other'
            when names.is_coined and length(names.name_folded) > 2 then 'other'
        end as role_type
    from names
    left join related
        on names.text_hash = related.text_hash and names.name_folded = related.name_folded
    left join introduced_anywhere on names.name_folded = introduced_anywhere.name_folded

),

ranked as (

    select
        decided.*,
        case when decided.role_type = 'introduces' then 'introduces' else decided.relation end as role,
        decided.role_type = 'introduces' and (
            contains(texts.title_folded, decided.name_folded)
            or coalesce(contains(texts.title_folded, decided.long_folded), false)
        ) as is_of_title,
        case
            when decided.role_type != 'introduces' then 9
            when decided.is_title_head or decided.is_in_title_head then 1
            when contains(texts.title_folded, decided.name_folded)
                and length(decided.name_folded) > 2 then 2
            when contains(texts.title_folded, decided.long_folded) then 2
            when decided.introduced_start is not null then 3
            else 4
        end as headline_rank
    from decided
    inner join texts on decided.text_hash = texts.text_hash
    where decided.role_type is not null

),

placed as (

    select
        *,
        row_number() over (
            partition by text_hash
            order by headline_rank, introduced_start nulls last, first_start, name_folded
        ) as headline_place,
        min(headline_rank) over (partition by text_hash) as best_rank
    from ranked

),

{# The headline is what the title names; where it names nothing, what is proposed first. #}
roles as (

    select
        *,
        role = 'introduces' and headline_rank = best_rank and (
            (headline_rank <= 2 and headline_place <= 2)
            or (headline_rank = 3 and headline_place = 1)
        ) as is_primary
    from placed

)

select * from roles
