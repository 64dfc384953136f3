select
    mode(method_name order by method_name) as method_name,
    max(long_name) as long_name,
    mode(method_kind order by method_kind) as method_kind,
    count(distinct paper_key) as paper_count,
    count(*) filter (where role = 'introduces') as introducing_paper_count,
    count(*) filter (where role = 'builds_on') as building_paper_count,
    count(*) filter (where role = 'compares_with') as comparing_paper_count,
    count(*) filter (where role = 'evaluated_on') as evaluating_paper_count,
    count(*) filter (where role = 'mentions') as mentioning_paper_count
from marts.fct_methods
where method_key = $method_key
having count(*) > 0
