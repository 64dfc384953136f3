with

ranked as (

    select
        author_key,
        count(*) as code_link_count
    from marts.fct_author_links
    where link_type = 'code' and link_status = 'given' and author_key is not null
    group by author_key

)

select
    authors.name,
    authors.author_type,
    authors.host,
    authors.paper_count,
    ranked.code_link_count,
    authors.first_seen_date,
    authors.author_key
from ranked
inner join marts.dim_authors as authors on ranked.author_key = authors.author_key
where
    ($author_type = 'any' or authors.author_type = $author_type)
    and ($words = '' or contains(lower(authors.name), lower($words))
        or contains(lower(authors.account_name), lower($words)))
order by
    lower(authors.name) = lower($words) desc,
    ranked.code_link_count desc,
    authors.name,
    authors.author_key
limit $row_limit
