with

judged as (

    select
        gate,
        subject,
        judged_at,
        is_gate_open,
        count(*) as expectation_count,
        count(*) filter (where outcome = 'met') as met_count,
        count(*) filter (where outcome = 'not met' and severity = 'warning') as warning_count,
        count(*) filter (where outcome <> 'met' and (severity <> 'warning' or outcome <> 'not met'))
            as critical_count
    from meta.quality_results
    where
        subject = $release_id
        or subject in (select delivery_key from marts.dim_deliveries)
    group by gate, subject, judged_at, is_gate_open

),

newest as (

    select *
    from judged
    qualify row_number() over (partition by gate, subject order by judged_at desc) = 1

)

select
    gate,
    count(*) as subject_count,
    bool_and(is_gate_open) as is_gate_open,
    case
        when not bool_and(is_gate_open) then 'closed'
        when sum(warning_count) > 0 then 'warning'
        else 'open'
    end as verdict,
    cast(sum(expectation_count) as bigint) as expectation_count,
    cast(sum(met_count) as bigint) as met_count,
    cast(sum(warning_count) as bigint) as warning_count,
    cast(sum(critical_count) as bigint) as critical_count,
    max(judged_at) as judged_at
from newest
group by gate
order by max(judged_at)
