with

ranked as (

    select
        method_key,
        canonical_name,
        case $role
            when 'introduces' then introducing_paper_count
            when 'builds_on' then building_paper_count
            when 'compares_with' then comparing_paper_count
            when 'evaluated_on' then evaluating_paper_count
            when 'mentions' then mentioning_paper_count
        end as ranked_paper_count
    from marts.dim_methods
    order by ranked_paper_count desc, paper_count desc, canonical_name, method_key
    limit $line_limit

)

select
    cast(date_trunc('month', papers.first_seen_date) as date) as month,
    ranked.canonical_name,
    count(*) as paper_count,
    ranked.method_key
from ranked
inner join marts.fct_methods as facts on ranked.method_key = facts.method_key
inner join marts.fct_papers as papers on facts.paper_key = papers.paper_key
where facts.role = $role
group by month, ranked.canonical_name, ranked.method_key
order by month desc, paper_count desc, ranked.canonical_name
