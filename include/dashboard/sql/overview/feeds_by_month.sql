select
    cast(date_trunc('month', feed_date) as date) as month,
    source,
    feed_list,
    count(distinct feed_date) as feed_date_count,
    count(*) as entry_count,
    count(distinct paper_key) as paper_count
from marts.fct_feed_entries
group by month, source, feed_list
order by month desc, source, feed_list
