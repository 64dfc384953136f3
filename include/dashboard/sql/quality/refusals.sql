select
    source,
    coalesce(original_name, request) as delivery_name,
    delivery_date,
    record_count,
    refused_count,
    delivery_key
from marts.dim_deliveries
where refused_count > 0
order by delivery_date desc, source, delivery_name
limit $row_limit
