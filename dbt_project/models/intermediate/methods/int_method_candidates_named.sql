{{ config(materialized='table') }}

{# A candidate with the name it is one with: short for long form, singular for plural. #}
with

candidates as (

    select
        *,
        {{ fold_name('name') }} as name_folded,
        {{ fold_name('long_name') }} as long_folded
    from {{ ref('int_method_candidates') }}
    where candidate_type = 'name'

),

{# A long form stands for the short form it was written beside. #}
long_forms as (

    select
        text_hash,
        long_folded as other_folded,
        min(name_folded) as name_folded
    from candidates
    where long_name is not null
    group by text_hash, long_folded

),

names as (

    select distinct
        text_hash,
        name_folded
    from candidates

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

variants as (

    select * from long_forms
    union all
    select plurals.*
    from plurals
    left join long_forms
        on
            plurals.text_hash = long_forms.text_hash
            and plurals.other_folded = long_forms.other_folded
    where long_forms.other_folded is null

),

named as (

    select
        candidates.* exclude (name_folded),
        candidates.name_folded as written_folded,
        coalesce(variants.name_folded, candidates.name_folded) as name_folded
    from candidates
    left join variants
        on
            candidates.text_hash = variants.text_hash
            and candidates.name_folded = variants.other_folded
    where candidates.name_folded != ''

)

select * from named
