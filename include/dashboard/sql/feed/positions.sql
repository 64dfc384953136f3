with

entries as (

    select
        feed_date,
        paper_key,
        arg_max(feed_position, measured_at) as feed_position
    from marts.fct_feed_entries
    where
        source = $source
        and feed_list = $feed_list
        and feed_date between cast($first_date as date) and cast($feed_date as date)
        and paper_key in (
            select there.paper_key from marts.fct_feed_entries as there
            where
                there.source = $source
                and there.feed_list = $feed_list
                and there.feed_date = cast($feed_date as date)
                and there.feed_position <= $line_limit
        )
    group by feed_date, paper_key

),

foremost as (

    select paper_key
    from entries
    where feed_date = cast($feed_date as date)
    order by feed_position, paper_key
    limit $line_limit

)

select
    entries.feed_date,
    entries.feed_position,
    papers.title,
    entries.paper_key
from entries
inner join foremost on entries.paper_key = foremost.paper_key
inner join marts.fct_papers as papers on entries.paper_key = papers.paper_key
order by entries.feed_date desc, entries.feed_position
