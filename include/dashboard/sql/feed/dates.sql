select
    feed_date,
    count(*) as entry_count,
    max(measured_at) as measured_at,
    bool_or(is_feed_date_inferred) as is_feed_date_inferred,
    bool_or(is_backfilled) as is_backfilled
from marts.fct_feed_entries
where source = $source and feed_list = $feed_list
group by feed_date
order by feed_date desc
limit $row_limit
