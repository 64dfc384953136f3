select
    cast(date_trunc('month', first_seen_date) as date) as month,
    source,
    count(*) as paper_count,
    count(*) filter (where has_code) as code_paper_count,
    count(*) filter (where has_code_promise) as promise_paper_count,
    round(100.0 * count(*) filter (where has_code) / count(*), 1) as code_pct,
    round(100.0 * count(*) filter (where has_code_promise) / count(*), 1) as promise_pct
from marts.fct_papers
group by month, source
order by month desc, source
