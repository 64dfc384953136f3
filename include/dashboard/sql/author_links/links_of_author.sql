select
    papers.title,
    links.link_type,
    links.link_status,
    links.author_name,
    links.url,
    links.evidence_text,
    links.rule_id,
    papers.first_seen_date,
    links.paper_key
from marts.fct_author_links as links
inner join marts.fct_papers as papers on links.paper_key = papers.paper_key
where links.author_key = $author_key
order by papers.first_seen_date desc, papers.title, links.url, links.author_link_key
limit $row_limit
