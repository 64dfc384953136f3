with

spans as (

    select * from {{ ref('int_method_spans_related') }}

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
            when length(clause_after) > 50
                then regexp_replace(left(clause_after, 50), ' [^ ]*$', '')
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
        {{ fold_name('name') }} as written_folded,
        cast(name_start as integer) as name_start,
        cast(name_end as integer) as name_end,
        shape,
        title_place,
        long_name,
        {{ fold_name('long_name') }} as long_folded,
        is_sentence_initial,
        is_bracketed,
        introduced_rule_id,
        after_rule_id,
        veto_rule_id,
        relation_rule_id,
        relation_after_rule_id,
        kind_word,
        cast(long_start as integer) as long_start,
        cast(long_end as integer) as long_end,
        cast(name_start - length(evidence_before) as integer) as evidence_start,
        cast(name_end + length(evidence_after) as integer) as evidence_end,
        right(written_before, length(evidence_before)) || name
        || left(written_after, length(evidence_after)) as evidence_text,
        cast(null as boolean) as is_survey,
        cast(null as integer) as own_start,
        cast(null as varchar) as title_folded
    from evidenced

)

select * from name_rows
