select
    paper_key,
    count(*) as headline_count
from {{ ref('fct_methods') }}
where is_primary
group by paper_key
having count(*) > 2
