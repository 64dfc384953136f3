select
    feed_date,
    source,
    feed_list,
    measured_at,
    feed_position,
    upvotes,
    comment_count,
    is_feed_date_inferred,
    is_backfilled
from marts.fct_feed_entries
where paper_key = $paper_key
order by feed_date desc, source, feed_list, measured_at desc
