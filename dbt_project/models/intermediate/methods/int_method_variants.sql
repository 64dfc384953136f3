{{ config(materialized='table') }}

{# One row per text and spelling that is another name's: long form, plural, title's longer form. #}
with

candidates as (

    select
        *,
        {{ fold_name('name') }} as name_folded,
        {{ fold_name('long_name') }} as long_folded
    from {{ ref('int_method_candidates') }}
    where candidate_type = 'name'

),

names as (

    select
        text_hash,
        name_folded,
        bool_or(introduced_rule_id is not null) as is_introduced
    from candidates
    group by text_hash, name_folded

),

long_forms as (

    select
        text_hash,
        long_folded as other_folded,
        min(name_folded) as name_folded
    from candidates
    where long_name is not null
    group by text_hash, long_folded

),

{# A plural is one with its singular where both are written in one text. #}
plurals as (

    select
        names.text_hash,
        names.name_folded || 's' as other_folded,
        names.name_folded
    from names
    inner join names as others
        on
            names.text_hash = others.text_hash
            and names.name_folded || 's' = others.name_folded
    where length(names.name_folded) > 2

),

{# A title that opens with an introduced name and goes on in capitals means the same thing. #}
title_forms as (

    select
        candidates.text_hash,
        candidates.name_folded as other_folded,
        max(names.name_folded) as name_folded
    from candidates
    inner join names
        on
            candidates.text_hash = names.text_hash
            and starts_with(candidates.name_folded, names.name_folded)
            and candidates.name_folded != names.name_folded
    where
        candidates.title_place = 'head'
        and contains(candidates.name, ' ')
        and names.is_introduced
        and length(names.name_folded) > 2
    group by candidates.text_hash, candidates.name_folded

),

ranked as (

    select *, 1 as variant_rank from long_forms
    union all
    select *, 2 as variant_rank from plurals
    union all
    select *, 3 as variant_rank from title_forms

),

{# A spelling is another form of one name only. #}
chosen as (

    select
        text_hash,
        other_folded,
        name_folded
    from ranked
    where other_folded != name_folded
    qualify
        row_number() over (
            partition by text_hash, other_folded
            order by variant_rank, name_folded
        ) = 1

),

{# The short form of a long form may itself be written as a plural. #}
resolved as (

    select
        chosen.text_hash,
        chosen.other_folded,
        coalesce(others.name_folded, chosen.name_folded) as name_folded
    from chosen
    left join chosen as others
        on
            chosen.text_hash = others.text_hash
            and chosen.name_folded = others.other_folded
            and others.name_folded != chosen.other_folded

)

select * from resolved
