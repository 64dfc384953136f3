with

-- The foremost places are picked first: a list of a million papers is shown as soon as one of ten.
shown as (

    select paper_key
    from marts.fct_feed_entries
    where
        source = $source
        and feed_list = $feed_list
        and feed_date = cast($feed_date as date)
        and feed_position <= $row_limit

),

newest as (

    select
        feed_date,
        paper_key,
        arg_max(
            {
                'feed_position': feed_position,
                'upvotes': upvotes,
                'comment_count': comment_count
            },
            measured_at
        ) as entry
    from marts.fct_feed_entries
    where
        source = $source
        and feed_list = $feed_list
        and feed_date in (cast($feed_date as date), cast($previous_date as date))
        and paper_key in (select shown.paper_key from shown)
    group by feed_date, paper_key

),

entries as (

    select
        feed_date,
        paper_key,
        entry.feed_position,
        entry.upvotes,
        entry.comment_count
    from newest

),

now_there as (

    select * from entries
    where feed_date = cast($feed_date as date)

),

there_before as (

    select * from entries
    where feed_date = cast($previous_date as date)

)

select
    now_there.feed_position,
    papers.title,
    there_before.feed_position as previous_position,
    case
        when cast($previous_date as date) is null then null
        when there_before.paper_key is null then 'entered'
        when there_before.feed_position = now_there.feed_position then 'unmoved'
        when there_before.feed_position > now_there.feed_position
            then 'up ' || (there_before.feed_position - now_there.feed_position)
        else 'down ' || (now_there.feed_position - there_before.feed_position)
    end as movement,
    now_there.upvotes,
    now_there.comment_count,
    now_there.paper_key
from now_there
inner join marts.fct_papers as papers on now_there.paper_key = papers.paper_key
left join there_before on now_there.paper_key = there_before.paper_key
order by now_there.feed_position, papers.title
limit $row_limit
