select
    methods.role,
    papers.title,
    papers.first_seen_date,
    methods.method_name,
    methods.evidence_text,
    methods.rule_id,
    methods.confidence,
    methods.paper_key
from marts.fct_methods as methods
inner join marts.fct_papers as papers on methods.paper_key = papers.paper_key
where methods.method_key = $method_key
order by
    methods.role = 'introduces' desc,
    methods.role = 'builds_on' desc,
    methods.role = 'compares_with' desc,
    methods.role = 'evaluated_on' desc,
    papers.first_seen_date,
    papers.title,
    methods.paper_key
limit $row_limit
