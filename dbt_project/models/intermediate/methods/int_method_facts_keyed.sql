{# A fact with the key of the thing it names: its folded name, and whether that is data or not. #}
with

facts as (

    select * from {{ ref('int_method_facts_corrected') }}

),

sided as (

    select
        *,
        case
            when method_kind in ('dataset', 'benchmark', 'task', 'metric') then 'data' else 'thing'
        end as side
    from facts

),

{# The side on which a name stands in most papers whose text or a reference tells its kind. #}
usual_sides as (

    select
        name_folded,
        side
    from sided
    where is_kind_read
    group by name_folded, side
    qualify
        row_number() over (
            partition by name_folded
            order by count(*) desc, side
        ) = 1

),

keyed as (

    select
        sided.*,
        {{ hash_key([
            'sided.name_folded',
            'case when sided.is_kind_read then sided.side else coalesce(usual_sides.side, sided.side) end',
        ]) }} as method_key
    from sided
    left join usual_sides on sided.name_folded = usual_sides.name_folded

)

select * from keyed
