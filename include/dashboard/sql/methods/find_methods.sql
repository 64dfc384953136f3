with

matching as (

    select
        method_key,
        max(lower(method_name) = lower($words) or lower(long_name) = lower($words)) as is_exact,
        count(*) as row_count
    from marts.fct_methods
    where
        contains(lower(method_name), lower($words))
        or contains(lower(long_name), lower($words))
    group by method_key
    order by is_exact desc nulls last, row_count desc, method_key
    limit $row_limit

),

described as (

    select
        matching.method_key,
        matching.is_exact,
        matching.row_count,
        mode(methods.method_name order by methods.method_name) as method_name,
        max(methods.long_name) as long_name,
        mode(methods.method_kind order by methods.method_kind) as method_kind,
        count(*) filter (where methods.role = 'introduces') as introducing_paper_count,
        count(*) filter (where methods.role = 'builds_on') as building_paper_count,
        count(*) filter (where methods.role = 'compares_with') as comparing_paper_count,
        count(*) filter (where methods.role = 'evaluated_on') as evaluating_paper_count,
        count(*) filter (where methods.role = 'mentions') as mentioning_paper_count
    from matching
    inner join marts.fct_methods as methods on matching.method_key = methods.method_key
    group by matching.method_key, matching.is_exact, matching.row_count

)

select * exclude (is_exact, row_count) from described
order by is_exact desc nulls last, row_count desc, method_name
