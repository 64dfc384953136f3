with

positions as (

    select * from {{ ref('int_feed_positions') }}

),

entries as (

    select
        {{ hash_key(['source', 'feed_list', 'feed_date', 'measured_at', 'paper_key']) }}
            as feed_entry_key,
        paper_key,
        delivery_key,
        source,
        feed_list,
        feed_date,
        is_feed_date_inferred,
        measured_at,
        -- The day after the list's own date is still its day somewhere on earth.
        cast(measured_at as date) > feed_date + 1 as is_backfilled,
        cast(record_index as integer) as feed_position,
        upvotes,
        comment_count,
        star_count,
        {{ first_link('links', 'code') }} as repository_url,
        {{ first_link('links', 'project_page') }} as project_page_url,
        line_start,
        line_end
    from positions

)

select * from entries
