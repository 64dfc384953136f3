{{ config(materialized='table') }}

with

decided as (

    select * from {{ ref('int_method_roles_decided') }}

),

texts as (

    select
        text_hash,
        title_folded
    from {{ ref('int_method_candidates') }}
    where candidate_type = 'text'

),

ranked as (

    select
        decided.*,
        case when decided.role_type = 'introduces' then 'introduces' else decided.relation end
            as role,
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
    from ranked
    where role = 'introduces'

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
        ranked.* exclude (headline_rank),
        headlines.text_hash is not null as is_primary
    from ranked
    left join headlines
        on ranked.text_hash = headlines.text_hash and ranked.name_folded = headlines.name_folded

)

select * from roles
