{{ config(materialized='table') }}

with

predicates as (

    select * from {{ ref('int_link_predicates') }}

),

{# What a subject stands in: the words before the verb, without an earlier clause. #}
cut as (

    select
        *,
        case
            when shape in ('passive', 'nominal')
                then regexp_replace(
                    regexp_extract(text_before, {{ link_pattern('subject') }}, 1),
                    {{ link_pattern('introduction') }}, ''
                )
            when shape = 'make'
                then regexp_extract(text_after, {{ link_pattern('made_available') }}, 1)
            else regexp_extract(text_after, {{ link_pattern('object') }}, 1)
        end as region
    from predicates

),

{# The phrase that is shown: subject, verb and place, or verb and object. #}
spanned as (

    select
        *,
        case
            when shape in ('passive', 'nominal')
                then
                    region || predicate
                    || regexp_extract(text_after, {{ link_pattern('place') }}, 1)
            when shape = 'make'
                then
                    predicate
                    || regexp_extract(text_after, {{ link_pattern('made_available') }}, 0)
            else predicate || region
        end as phrase,
        case
            when shape in ('passive', 'nominal') then predicate_start - length(region)
            else predicate_start
        end as phrase_start
    from cut
    where
        region <> ''
        and length(region) <= 240

),

{# Other people's things, refusals, and a verb of design that shares its object. #}
own as (

    select
        text_hash,
        evidence_field,
        sentence_start,
        has_address,
        predicate_start,
        region,
        shape,
        tense,
        is_weak,
        phrase_start as evidence_start,
        regexp_replace(phrase, {{ link_pattern('phrase_end') }}, '') as evidence_text
    from spanned
    where
        (
            tense = 'future'
            or shape not in ('passive', 'nominal')
            or not regexp_matches(region || predicate, {{ link_pattern('foreign') }})
        )
        and not (
            shape = 'active'
            and starts_with(lower(predicate), 'and')
            and (
                regexp_matches(rtrim(text_before), {{ link_pattern('design') }})
                or not regexp_matches(region, {{ link_pattern('own_object') }})
            )
        )
        and not (
            is_weak
            and shape = 'active'
            and tense = 'present'
            and not regexp_matches(region, {{ link_pattern('weak_object') }})
        )
        and (tense = 'future' or not has_address)

)

select * from own
