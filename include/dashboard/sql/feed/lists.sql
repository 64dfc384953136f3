select
    source,
    feed_list,
    count(*) as entry_count,
    max(feed_date) as last_feed_date
from marts.fct_feed_entries
group by source, feed_list
order by last_feed_date desc, source, feed_list
