with

entries as (

    select
        paper_key,
        arg_max(feed_position, measured_at) as feed_position
    from marts.fct_feed_entries
    where
        source = $source
        and feed_list = $feed_list
        and feed_date = cast($previous_date as date)
        and paper_key not in (
            select there.paper_key from marts.fct_feed_entries as there
            where
                there.source = $source
                and there.feed_list = $feed_list
                and there.feed_date = cast($feed_date as date)
        )
    group by paper_key

)

select
    entries.feed_position as previous_position,
    papers.title,
    papers.paper_key
from entries
inner join marts.fct_papers as papers on entries.paper_key = papers.paper_key
order by entries.feed_position, papers.title
limit $row_limit
