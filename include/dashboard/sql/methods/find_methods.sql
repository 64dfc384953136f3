select
    canonical_name,
    long_name,
    method_kind,
    introducing_paper_count,
    building_paper_count,
    comparing_paper_count,
    evaluating_paper_count,
    mentioning_paper_count,
    first_seen_date,
    method_key
from marts.dim_methods
where
    contains(lower(canonical_name), lower($words))
    or contains(lower(long_name), lower($words))
order by
    lower(canonical_name) = lower($words) desc,
    lower(long_name) = lower($words) desc nulls last,
    paper_count desc,
    canonical_name,
    method_key
limit $row_limit
