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
    group by gate, subject, judged_at, is_gate_open

)

select
    judged.judged_at,
    judged.gate,
    coalesce(deliveries.original_name, deliveries.request, judged.subject) as subject_name,
    case
        when not judged.is_gate_open then 'closed'
        when judged.warning_count > 0 then 'warning'
        else 'open'
    end as verdict,
    releases.release_id is not null as is_released,
    judged.expectation_count,
    judged.met_count,
    judged.warning_count,
    judged.critical_count
from judged
left join meta.releases as releases on judged.subject = releases.release_id
left join marts.dim_deliveries as deliveries on judged.subject = deliveries.delivery_key
order by judged.judged_at desc, judged.gate
limit $row_limit
