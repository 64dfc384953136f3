with

ranked as (

    select
        author_key,
        name,
        author_type,
        host,
        paper_count,
        first_seen_date
    from marts.dim_authors
    where
        ($author_type = 'any' or author_type = $author_type)
        and ($words = '' or contains(lower(name), lower($words))
            or contains(lower(account_name), lower($words)))
    order by lower(name) = lower($words) desc, paper_count desc, name, author_key
    limit $row_limit

),

counted as (

    select
        ranked.name,
        ranked.author_type,
        ranked.host,
        ranked.paper_count,
        count(links.author_key) filter (where links.link_type = 'code') as code_link_count,
        ranked.first_seen_date,
        ranked.author_key
    from ranked
    left join marts.fct_author_links as links
        on ranked.author_key = links.author_key and links.link_status = 'given'
    group by all

)

select * from counted
order by lower(name) = lower($words) desc, paper_count desc, name, author_key
