select
    paper_key,
    title,
    abstract,
    comment,
    arxiv_id,
    doi,
    paper_url,
    primary_category,
    published_date,
    first_seen_date,
    last_seen_date,
    author_count,
    link_count,
    has_code,
    has_code_promise,
    introduced_method_count,
    is_survey,
    best_feed_position,
    source
from marts.fct_papers
where paper_key = $paper_key
