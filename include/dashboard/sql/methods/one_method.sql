select
    methods.canonical_name,
    methods.long_name,
    methods.method_kind,
    methods.paper_count,
    methods.introducing_paper_count,
    methods.building_paper_count,
    methods.comparing_paper_count,
    methods.evaluating_paper_count,
    methods.mentioning_paper_count,
    methods.first_seen_date,
    methods.first_introduced_by,
    papers.title as first_title
from marts.dim_methods as methods
left join marts.fct_papers as papers on methods.first_introduced_by = papers.paper_key
where methods.method_key = $method_key
