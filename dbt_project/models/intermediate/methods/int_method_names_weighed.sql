{{ config(materialized='table') }}

{# One row per text and name: how sure it is that the text introduces it. #}
with

candidates as (

    select * from {{ ref('int_method_candidates_named') }}

),

rules as (

    select * from {{ ref('ref_method_rules') }}

),

title_weights as (

    select * from {{ ref('ref_title_places') }}

),

not_names as (

    select * from {{ ref('ref_not_names') }}

),

known_names as (

    select * from {{ ref('ref_known_names') }}

),

weighed as (

    select
        candidates.*,
        case
            when candidates.veto_rule_id is not null then 0 else coalesce(before_rules.confidence, 0)
        end as before_confidence,
        case
            when candidates.shape = 'word' and candidates.is_sentence_initial then 0
            else coalesce(after_rules.confidence, 0)
        end as after_confidence,
        coalesce(prior_rules.confidence, 0) as prior_confidence,
        coalesce(title_weights.confidence, 0) as title_confidence
    from candidates
    left join rules as before_rules on candidates.introduced_rule_id = before_rules.rule_id
    left join rules as after_rules on candidates.after_rule_id = after_rules.rule_id
    left join rules as prior_rules on candidates.prior_rule_id = prior_rules.rule_id
    left join title_weights
        on
            candidates.title_place = title_weights.title_place
            and candidates.shape = title_weights.shape

),

grouped as (

    select
        text_hash,
        name_folded,
        count(*) as span_count,
        max(before_confidence) as before_confidence,
        max(after_confidence) as after_confidence,
        max(title_confidence) as title_confidence,
        min(case when before_confidence >= 0.75 then name_start end) as introduced_start,
        min(case when field = 'abstract' then name_start end) as first_start,
        avg(prior_confidence) as prior_confidence,
        bool_or(field = 'title') as is_in_title,
        coalesce(bool_or(title_place = 'in_head'), false) as is_in_title_head,
        bool_or(field = 'abstract') as is_in_abstract,
        coalesce(bool_or(title_place = 'head'), false) as is_title_head,
        bool_or(shape = 'coined') as is_coined,
        bool_and(shape = 'word') as is_word,
        max(long_name) as long_name,
        max(long_folded) as long_folded,
        max(kind_word) filter (where before_confidence > 0.5 or after_confidence > 0.3) as introduced_kind_word,
        arg_max(introduced_rule_id, before_confidence) as introduced_rule_id,
        bool_or(is_bracketed and long_name is null) as is_bare_bracket
    from weighed
    group by text_hash, name_folded

),

scored as (

    select
        grouped.*,
        not_names.reason as not_name_reason,
        known_names.method_kind as known_kind,
        coalesce(grouped.long_name, '') != ''
        and regexp_matches(coalesce(grouped.long_name, ''), '[A-Z]')
        and long_not_names.term_folded is null as is_own_short_form,
        -- A plain capitalised word that is written once may be no name at all.
        (
            1 - (1 - grouped.before_confidence)
            * (1 - grouped.after_confidence)
            * (1 - grouped.title_confidence)
            * case when grouped.is_coined and grouped.span_count >= 3 then 0.7 else 1 end
        ) * case when grouped.is_word and grouped.span_count = 1 then 0.5 else 1 end
            as raw_confidence
    from grouped
    left join not_names on grouped.name_folded = not_names.term_folded
    left join not_names as long_not_names on grouped.long_folded = long_not_names.term_folded
    left join known_names on grouped.name_folded = known_names.name_folded

),

damped as (

    select
        *,
        case
            when
                not_name_reason is not null
                and not (is_own_short_form and before_confidence > 0.5)
                then 0
            when not_name_reason is not null then raw_confidence * 0.7
            when known_kind is not null and not is_title_head then raw_confidence * 0.4
            else raw_confidence
        end as introduced_confidence
    from scored

)

select * from damped
