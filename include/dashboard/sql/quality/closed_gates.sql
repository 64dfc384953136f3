select
    judged_at,
    gate,
    data_set,
    expectation,
    column_name,
    observed,
    severity,
    outcome,
    subject
from meta.quality_results
where
    not is_gate_open
    and (outcome = 'could not run' or (outcome = 'not met' and severity = 'critical'))
order by judged_at desc, data_set, expectation
limit $row_limit
