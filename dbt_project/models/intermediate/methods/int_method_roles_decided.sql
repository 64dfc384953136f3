with

settled as (

    select * from {{ ref('int_method_names_settled') }}

),

related as (

    select * from {{ ref('int_method_relations_found') }}

),

introduced_anywhere as (

    select
        name_folded,
        max(introduced_confidence) as confidence
    from settled
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
        settled.*,
        related.kind_word,
        introduced_anywhere.name_folded is not null as is_known_elsewhere,
        case
            when
                settled.known_kind in ('dataset', 'benchmark')
                or (settled.known_kind is null and related.is_data)
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
            when settled.known_kind = 'model' then 'evaluated_on'
            when settled.known_kind is not null then 'builds_on'
            else 'evaluated_on'
        end as relation,
        case
            when settled.introduced_confidence >= 0.5 then 'introduces'
            when settled.not_name_reason is not null then null
            when not settled.is_in_abstract then null
            when settled.known_kind is not null then 'other'
            when related.is_lower_short_form then null
            -- Short forms in the plural are things of a field, and these endings are measures'.
            when regexp_matches(settled.any_name, '^[A-Z]{2,}s$|(?:Score|Dice|EER|AUC|Acc)$')
                then null
            when abbreviations.name_folded is not null and introduced_anywhere.name_folded is null
                then null
            -- A name of another paper, unless the text itself says what it is short for.
            when
                settled.is_coined
                and introduced_anywhere.name_folded is not null
                and length(settled.name_folded) > 2
                and not related.is_explained
                then 'other'
            -- Several words, or a short form, without a word of use: no name of others.
            when
                (contains(settled.any_name, ' ') or related.is_explained)
                and not (related.is_compared or related.is_built_on or related.is_evaluated)
                then null
            when settled.is_coined and length(settled.name_folded) > 2 then 'other'
            when related.is_named_data and length(settled.name_folded) > 2 then 'other'
        end as role_type
    from settled
    left join related
        on settled.text_hash = related.text_hash and settled.name_folded = related.name_folded
    left join introduced_anywhere on settled.name_folded = introduced_anywhere.name_folded
    left join abbreviations on settled.name_folded = abbreviations.name_folded

),

roles as (

    select *
    from decided
    where role_type is not null

)

select * from roles
