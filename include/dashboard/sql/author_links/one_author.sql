select
    name,
    author_type,
    host,
    account_name,
    is_name_only,
    paper_count,
    first_seen_date
from marts.dim_authors
where author_key = $author_key
