{{ config(materialized='table') }}

{# One row per text and spelling that is another name's: long form, plural, title's longer form. #}
with

ranked as (

    select * from {{ ref('int_method_variants_ranked') }}

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
        coalesce(resolved_forms.name_folded, chosen.name_folded) as name_folded
    from chosen
    left join chosen as resolved_forms
        on
            chosen.text_hash = resolved_forms.text_hash
            and chosen.name_folded = resolved_forms.other_folded
            and resolved_forms.name_folded != chosen.other_folded

)

select * from resolved
