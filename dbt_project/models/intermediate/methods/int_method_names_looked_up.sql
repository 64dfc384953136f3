{# What the lists and the other texts know of a name and of its long form. #}
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

{# What several texts explain by the same words is a term that they share. #}
shared_long_forms as (

    select long_folded
    from grouped
    where long_folded != ''
    group by long_folded
    having count(*) >= 2

),

looked_up as (

    select
        grouped.*,
        not_names.reason as not_name_reason,
        known_names.method_kind as known_kind,
        known_names.name as known_name,
        long_known_names.name as long_known_name,
        coalesce(
            grouped.long_folded in (select shared_long_forms.long_folded from shared_long_forms),
            false
        ) as is_shared_long_form,
        coalesce(grouped.long_name, '') != ''
        and not grouped.is_lower_long_form
        and long_not_names.term_folded is null
        and long_known_names.name_folded is null as is_own_short_form
    from grouped
    left join not_names on grouped.name_folded = not_names.term_folded
    left join not_names as long_not_names on grouped.long_folded = long_not_names.term_folded
    left join known_names on grouped.name_folded = known_names.name_folded
    left join known_names as long_known_names
        on grouped.long_folded = long_known_names.name_folded

)

select * from looked_up
