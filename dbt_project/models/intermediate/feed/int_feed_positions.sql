with

records as (

    select * from {{ ref('int_records_identified') }}

),

{# A paper listed twice in one measurement keeps its better position. #}
best_positions as (

    select *
    from records
    where feed_list is not null
    qualify
        row_number() over (
            partition by source, feed_list, feed_date, measured_at, paper_key
            order by record_index, delivery_key
        ) = 1

)

select * from best_positions
