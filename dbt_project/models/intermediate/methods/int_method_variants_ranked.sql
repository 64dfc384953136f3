{# Long forms, plurals and longer title forms, each with the name it may be one with. #}
with

candidates as (

    select
        *,
        written_folded as name_folded
    from {{ ref('int_method_candidates') }}
    where candidate_type = 'name'

),

names as (

    select
        text_hash,
        name_folded,
        bool_or(introduced_rule_id is not null) as is_introduced,
        bool_or(ends_with(name, 's')) as is_like_plural
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
    inner join names as longer_names
        on
            names.text_hash = longer_names.text_hash
            and names.name_folded || 's' = longer_names.name_folded
    where length(names.name_folded) > 2 and longer_names.is_like_plural

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

    select
        *,
        1 as variant_rank
    from long_forms
    union all
    select
        *,
        2 as variant_rank
    from plurals
    union all
    select
        *,
        3 as variant_rank
    from title_forms

)

select * from ranked
