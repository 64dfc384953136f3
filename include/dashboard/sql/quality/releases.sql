select
    released_at,
    release_id,
    delivery_count,
    code_version,
    extractor_version,
    base_release_id
from meta.releases
order by released_at desc
limit $row_limit
