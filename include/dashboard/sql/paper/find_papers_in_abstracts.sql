select
    title,
    first_seen_date,
    best_feed_position,
    introduced_method_count,
    has_code,
    has_code_promise,
    paper_key
from marts.fct_papers
where contains(lower(title), lower($words)) or contains(lower(abstract), lower($words))
order by
    contains(lower(title), lower($words)) desc,
    first_seen_date desc,
    best_feed_position nulls last,
    title
limit $row_limit
