with

results as (

    select
        gate,
        data_set,
        coalesce(column_name, '') as column_name,
        expectation,
        severity,
        case when outcome = 'not met' and severity = 'warning' then 'warning' else outcome end
            as outcome,
        observed,
        unexpected_count,
        notes,
        judged_at
    from meta.quality_results

)

select
    gate,
    data_set,
    column_name,
    expectation,
    severity,
    arg_max(outcome, judged_at) as last_outcome,
    arg_max(observed, judged_at) as last_observed,
    count(*) as judged_count,
    count(*) filter (where outcome <> 'met') as unmet_count,
    max(judged_at) filter (where outcome <> 'met') as last_unmet_at,
    arg_max(notes, judged_at) as notes
from results
where $gate = 'any' or gate = $gate
group by gate, data_set, column_name, expectation, severity
order by
    last_outcome <> 'met' desc,
    unmet_count desc,
    gate,
    data_set,
    column_name,
    expectation
limit $row_limit
