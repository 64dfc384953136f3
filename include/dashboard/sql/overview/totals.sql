select
    count(*) as paper_count,
    count(*) filter (where has_code) as code_paper_count,
    count(*) filter (where has_code_promise) as promise_paper_count,
    count(*) filter (where introduced_method_count > 0) as introducing_paper_count,
    count(*) filter (where is_survey) as survey_count,
    round(100.0 * count(*) filter (where has_code) / nullif(count(*), 0), 1) as code_pct,
    round(100.0 * count(*) filter (where has_code_promise) / nullif(count(*), 0), 1) as promise_pct,
    min(first_seen_date) as first_date,
    max(last_seen_date) as last_date
from marts.fct_papers
