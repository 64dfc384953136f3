with

weighed as (

    select * from {{ ref('int_method_candidates_weighed') }}

),

grouped as (

    select
        text_hash,
        name_folded,
        count(*) as span_count,
        max(before_confidence) as before_confidence,
        max(after_confidence) as after_confidence,
        max(title_confidence) as title_confidence,
        min(
            case when greatest(before_confidence, after_confidence) >= 0.75 then name_start end
        ) as introduced_start,
        min(case when field = 'abstract' then name_start end) as first_start,
        coalesce(bool_or(is_explained_before), false) as is_explained_before,
        coalesce(bool_or(is_lower_long_form), false) as is_lower_long_form,
        coalesce(bool_or(is_field_long_form), false) as is_field_long_form,
        bool_or(is_long_title_head) as is_long_title_head,
        min(name) as any_name,
        bool_or(field = 'title') as is_in_title,
        coalesce(bool_or(title_place = 'in_head'), false) as is_in_title_head,
        bool_or(field = 'abstract') as is_in_abstract,
        coalesce(bool_or(title_place = 'head'), false) as is_title_head,
        coalesce(bool_or(title_place = 'head' and shape = 'coined'), false) as is_coined_head,
        bool_or(shape = 'coined') as is_coined,
        bool_and(shape = 'word') as is_word,
        max(long_name) as long_name,
        max(long_folded) as long_folded,
        max(kind_word) filter (where before_confidence > 0.5 or after_confidence > 0.3)
            as introduced_kind_word,
        max(
            case
                when weighing_rule_id is not null
                    then { 'confidence': before_confidence, 'rule_id': weighing_rule_id }
            end
        ).rule_id as introduced_rule_id,
        max(after_rule_id) as after_rule_id,
        max(title_place) as title_place
    from weighed
    group by text_hash, name_folded

)

select * from grouped
