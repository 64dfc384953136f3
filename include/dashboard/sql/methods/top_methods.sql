with

measured as (

    select
        *,
        case $role
            when 'introduces' then introducing_paper_count
            when 'builds_on' then building_paper_count
            when 'compares_with' then comparing_paper_count
            when 'evaluated_on' then evaluating_paper_count
            when 'mentions' then mentioning_paper_count
        end as ranked_paper_count
    from marts.dim_methods

)

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
from measured
where ranked_paper_count > 0
order by ranked_paper_count desc, paper_count desc, canonical_name, method_key
limit $row_limit
