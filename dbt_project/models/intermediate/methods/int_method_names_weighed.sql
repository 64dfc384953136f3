{{ config(materialized='table') }}

with

names as (

    select * from {{ ref('int_method_names_looked_up') }}

),

scored as (

    select
        *,
        (
            1 - (1 - before_confidence)
            * (1 - after_confidence)
            * (1 - title_confidence)
            * case when is_coined and span_count >= 3 then 0.8 else 1 end
        )
        -- A plain capitalised word that is written once may be no name at all.
        * case
            when is_word and span_count = 1 and before_confidence < 0.7 and not is_title_head
                then 0.5
            else 1
        end
        * case
            when
                is_lower_long_form
                and greatest(before_confidence, after_confidence)
                < case when span_count < 2 then 0.7 else 0.58 end
                then 0.7
            else 1
        end
        * case
            when is_shared_long_form and before_confidence < 0.7 and not is_coined_head then 0.5
            else 1
        end
        * case
            when
                is_lower_long_form
                and is_field_long_form
                and span_count = 1
                and after_confidence < 0.7
                then 0.5
            else 1
        end
        * case
            when
                is_explained_before
                and not is_coined_head
                and before_confidence < 0.9
                and after_confidence < 0.7
                then 0.4
            else 1
        end as raw_confidence
    from names

),

{# Long-known names are rarely introduced: only where the words leave no doubt. #}
damped as (

    select
        *,
        case
            when
                not_name_reason is not null
                and not (is_own_short_form and before_confidence >= 0.55)
                and not (is_coined_head and before_confidence >= 0.9 and long_name is null)
                then 0
            when
                known_kind is not null
                and not is_title_head
                and not (is_long_title_head and before_confidence >= 0.9)
                and not (
                    is_own_short_form and greatest(before_confidence, after_confidence) >= 0.7
                )
                and not (known_name != any_name and after_confidence >= 0.7)
                and not (
                    known_name != any_name and is_own_short_form and before_confidence >= 0.55
                )
                and (
                    before_confidence < 0.9
                    or (known_name = any_name and after_confidence < 0.3)
                    or long_known_name is not null
                )
                then raw_confidence * 0.4
            else raw_confidence
        end as introduced_confidence
    from scored

)

select * from damped
