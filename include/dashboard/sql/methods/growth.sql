select
    cast(date_trunc('month', papers.first_seen_date) as date) as month,
    methods.role,
    count(*) as paper_count
from marts.fct_methods as methods
inner join marts.fct_papers as papers on methods.paper_key = papers.paper_key
where methods.method_key = $method_key
group by month, methods.role
order by month desc, methods.role
