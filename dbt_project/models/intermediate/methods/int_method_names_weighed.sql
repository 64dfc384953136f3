{{ config(materialized='table') }}

with

grouped as (

    select * from {{ ref('int_method_names_grouped') }}

),

not_names as (

    select * from {{ ref('ref_not_names') }}

),

known_names as (

    select * from {{ ref('ref_known_names') }}

),

scored as (

    select
        grouped.*,
        not_names.reason as not_name_reason,
        known_names.method_kind as known_kind,
        known_names.name as known_name,
        coalesce(grouped.long_name, '') != ''
        and not grouped.is_lower_long_form
        and long_not_names.term_folded is null as is_own_short_form,
        -- A plain capitalised word that is written once may be no name at all.
        (
            1 - (1 - grouped.before_confidence)
            * (1 - grouped.after_confidence)
            * (1 - grouped.title_confidence)
            * case when grouped.is_coined and grouped.span_count >= 3 then 0.8 else 1 end
        )
        * case
            when
                grouped.is_word
                and grouped.span_count = 1
                and grouped.before_confidence < 0.7
                and not grouped.is_title_head
                then 0.5
            else 1
        end
        * case
            when
                grouped.is_lower_long_form
                and grouped.before_confidence
                < case when grouped.span_count < 2 then 0.7 else 0.58 end
                then 0.7
            else 1
        end
        * case
            when
                grouped.is_explained_before
                and not grouped.is_coined_head
                and grouped.before_confidence < 0.95
                then 0.4
            else 1
        end as raw_confidence
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
                and not (
                    is_own_short_form
                    and before_confidence
                    > case when not_name_reason = 'field' then 0.5 else 0.85 end
                )
                then 0
            when not_name_reason is not null then raw_confidence * 0.8
            when
                known_kind is not null
                and not is_title_head
                and (before_confidence < 0.9 or known_name = any_name)
                then raw_confidence * 0.4
            else raw_confidence
        end as introduced_confidence
    from scored

)

select * from damped
