{{ config(materialized='table') }}

with

texts as (

    select
        text_hash,
        title_folded
    from {{ ref('int_method_candidates') }}
    where candidate_type = 'text'

),

decided as (

    select
        roles_decided.*,
        case
            when roles_decided.role_type = 'introduces' then 'introduces'
            else roles_decided.relation
        end as role
    from {{ ref('int_method_roles_decided') }} as roles_decided
    semi join texts on roles_decided.text_hash = texts.text_hash

),

introduced as (

    select
        decided.text_hash,
        decided.name_folded,
        decided.introduced_start,
        decided.first_start,
        case
            when decided.is_title_head or decided.is_in_title_head then 1
            when
                contains(texts.title_folded, decided.name_folded)
                and length(decided.name_folded) > 2
                then 2
            when contains(texts.title_folded, decided.long_folded) then 2
            when decided.introduced_start is not null then 3
            else 4
        end as headline_rank
    from decided
    inner join texts on decided.text_hash = texts.text_hash
    where decided.role = 'introduces'

),

placed as (

    select
        text_hash,
        name_folded,
        headline_rank,
        row_number() over (
            partition by text_hash
            order by headline_rank, introduced_start nulls last, first_start, name_folded
        ) as headline_place,
        min(headline_rank) over (partition by text_hash) as best_rank
    from introduced

),

{# The headline is what the title names; where it names nothing, what is proposed first. #}
headlines as (

    select
        text_hash,
        name_folded
    from placed
    where
        headline_rank = best_rank
        and (
            (headline_rank <= 2 and headline_place <= 2)
            or (headline_rank = 3 and headline_place = 1)
        )

),

roles as (

    select
        decided.*,
        headlines.text_hash is not null as is_primary
    from decided
    left join headlines
        on decided.text_hash = headlines.text_hash and decided.name_folded = headlines.name_folded

)

select * from roles
