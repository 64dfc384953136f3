select
    link_type,
    link_status,
    author_position,
    author_name,
    url,
    url_owner,
    evidence_field,
    evidence_start,
    evidence_end,
    evidence_text,
    rule_id,
    source,
    author_key
from marts.fct_author_links
where paper_key = $paper_key
order by author_position nulls last, evidence_field = 'title' desc, evidence_start, link_type
