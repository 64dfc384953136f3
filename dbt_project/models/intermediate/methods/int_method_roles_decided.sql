with

names as (

    select * from {{ ref('int_method_names_weighed') }}

),

related as (

    select * from {{ ref('int_method_relations_found') }}

),

introduced_anywhere as (

    select
        name_folded,
        max(introduced_confidence) as confidence
    from names
    where introduced_confidence >= 0.85
    group by name_folded

),

{# What two texts or more explain by a phrase in lower case is an abbreviation of the field. #}
abbreviations as (

    select name_folded
    from related
    where is_lower_short_form
    group by name_folded
    having count(*) >= 2

),

decided as (

    select
        names.*,
        related.kind_word,
        introduced_anywhere.name_folded is not null as is_known_elsewhere,
        case
            when
                names.known_kind in ('dataset', 'benchmark')
                or (names.known_kind is null and related.is_data)
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
            when abbreviations.name_folded is not null and introduced_anywhere.name_folded is null
                then null
            when names.is_coined and introduced_anywhere.name_folded is not null then 'other'
            when names.is_coined and length(names.name_folded) > 2 then 'other'
        end as role_type
    from names
    left join related
        on names.text_hash = related.text_hash and names.name_folded = related.name_folded
    left join introduced_anywhere on names.name_folded = introduced_anywhere.name_folded
    left join abbreviations on names.name_folded = abbreviations.name_folded

),

roles as (

    select *
    from decided
    where role_type is not null

)

select * from roles
