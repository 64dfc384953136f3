{{ config(materialized='table') }}

with

spans as (

    select * from {{ ref('int_method_spans_cued') }}

),

coined as (

    select * from {{ ref('int_method_phrases_coined') }}

),

texts as (

    select * from {{ ref('int_texts_to_read') }}

),

{# One row per text, so that a text without any name is known to be read. #}
text_rows as (

    select
        text_hash,
        'text' as candidate_type,
        cast(null as varchar) as field,
        cast(null as varchar) as name,
        cast(null as integer) as name_start,
        cast(null as integer) as name_end,
        cast(null as varchar) as shape,
        cast(null as varchar) as title_place,
        cast(null as varchar) as long_name,
        cast(null as boolean) as is_sentence_initial,
        cast(null as boolean) as is_bracketed,
        cast(null as varchar) as introduced_rule_id,
        cast(null as varchar) as after_rule_id,
        cast(null as varchar) as veto_rule_id,
        cast(null as varchar) as prior_rule_id,
        cast(null as varchar) as relation_rule_id,
        cast(null as varchar) as relation_after_rule_id,
        cast(null as varchar) as kind_word,
        cast(null as integer) as long_start,
        cast(null as integer) as long_end,
        cast(null as integer) as evidence_start,
        cast(null as integer) as evidence_end,
        cast(null as varchar) as evidence_text,
        regexp_matches(title, '{{ rule_part("survey_title") }}')
        or coalesce(regexp_matches(abstract, '{{ rule_part("survey_abstract") }}'), false)
            as is_survey,
        case
            when regexp_matches(left(abstract, 20000), '{{ rule_part("own_work") }}')
                then cast(length(regexp_split_to_array(left(abstract, 20000), '{{ rule_part("own_work") }}')[1]) as integer)
            else 0
        end as own_start,
        {{ fold_name('title') }} as title_folded
    from texts

),

{# The clause around a name, cut at whole words. #}
clauses as (

    select
        *,
        regexp_extract(words_before, '[^.;!?]*$') as clause_before,
        regexp_extract(words_after, '^[^.;!?]*') as clause_after
    from spans

),

evidenced as (

    select
        *,
        case
            when length(clause_before) > 110
                then regexp_replace(right(clause_before, 110), '^[^ ]* ', '')
            else ltrim(clause_before)
        end as evidence_before,
        case
            when length(clause_after) > 50 then regexp_replace(left(clause_after, 50), ' [^ ]*$', '')
            else clause_after
        end as evidence_after
    from clauses

),

name_rows as (

    select
        text_hash,
        'name' as candidate_type,
        field,
        name,
        cast(name_start as integer) as name_start,
        cast(name_end as integer) as name_end,
        shape,
        title_place,
        long_name,
        is_sentence_initial,
        is_bracketed,
        introduced_rule_id,
        after_rule_id,
        veto_rule_id,
        prior_rule_id,
        relation_rule_id,
        relation_after_rule_id,
        kind_word,
        cast(long_start as integer) as long_start,
        cast(long_end as integer) as long_end,
        cast(name_start - length(evidence_before) as integer) as evidence_start,
        cast(name_end + length(evidence_after) as integer) as evidence_end,
        replace(evidence_before || name || evidence_after, '·', '.') as evidence_text,
        cast(null as boolean) as is_survey,
        cast(null as integer) as own_start,
        cast(null as varchar) as title_folded
    from evidenced
    where
        shape != 'word'
        or introduced_rule_id is not null
        or after_rule_id is not null
        or relation_rule_id is not null
        or relation_after_rule_id is not null
        or title_place is not null
        or not is_sentence_initial

),

unioned as (

    select * from text_rows
    union all by name
    select * from name_rows
    union all by name
    select * from coined

)

select * from unioned
