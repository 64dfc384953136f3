with

ranked as (

    select
        method_key,
        count(*) as ranked_paper_count
    from marts.fct_methods
    where role = $role
    group by method_key
    order by ranked_paper_count desc, method_key
    limit $line_limit

)

select
    cast(date_trunc('month', papers.first_seen_date) as date) as month,
    methods.method_key,
    min(methods.method_name) as method_name,
    count(*) as paper_count
from ranked
inner join marts.fct_methods as methods on ranked.method_key = methods.method_key
inner join marts.fct_papers as papers on methods.paper_key = papers.paper_key
where methods.role = $role
group by month, methods.method_key
order by month desc, paper_count desc, method_name
