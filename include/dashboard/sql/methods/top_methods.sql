with

ranked as (

    select
        method_key,
        count(*) as ranked_paper_count
    from marts.fct_methods
    where role = $role
    group by method_key
    order by ranked_paper_count desc, method_key
    limit $row_limit

),

described as (

    select
        ranked.method_key,
        ranked.ranked_paper_count,
        mode(methods.method_name order by methods.method_name) as method_name,
        max(methods.long_name) as long_name,
        mode(methods.method_kind order by methods.method_kind) as method_kind,
        count(*) filter (where methods.role = 'introduces') as introducing_paper_count,
        count(*) filter (where methods.role = 'builds_on') as building_paper_count,
        count(*) filter (where methods.role = 'compares_with') as comparing_paper_count,
        count(*) filter (where methods.role = 'evaluated_on') as evaluating_paper_count,
        count(*) filter (where methods.role = 'mentions') as mentioning_paper_count
    from ranked
    inner join marts.fct_methods as methods on ranked.method_key = methods.method_key
    group by ranked.method_key, ranked.ranked_paper_count

)

select * from described
order by ranked_paper_count desc, method_name
