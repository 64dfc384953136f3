select
    source,
    last_delivered_at,
    last_delivery_date,
    delivery_count,
    record_count
from meta.freshness
order by source
