select
    link_type,
    link_status,
    count(*) as link_count
from marts.fct_author_links
group by link_type, link_status
order by link_count desc, link_type, link_status
