with

facts as (

    select * from {{ ref('fct_methods') }}

),

papers as (

    select * from {{ ref('int_papers_described') }}

),

dated as (

    select
        facts.*,
        papers.published_date,
        papers.first_seen_date,
        coalesce(papers.published_date, papers.first_seen_date) as paper_date
    from facts
    inner join papers on facts.paper_key = papers.paper_key

),

spellings as (

    select
        method_key,
        method_name,
        count(*) as spelling_count,
        count(*) filter (where role = 'introduces') as introduced_count
    from dated
    group by method_key, method_name

),

{# The spelling of the papers that introduce it, then the most used one. #}
canonical_names as (

    select
        method_key,
        method_name as canonical_name
    from spellings
    qualify
        row_number() over (
            partition by method_key
            order by introduced_count desc, spelling_count desc, method_name asc
        ) = 1

),

{# What the earliest paper that introduces it says of it; else the earliest paper that names it. #}
first_facts as (

    select
        method_key,
        method_kind,
        case when role = 'introduces' then paper_key end as first_introduced_by
    from dated
    qualify
        row_number() over (
            partition by method_key
            order by role = 'introduces' desc, paper_date asc, paper_key asc, role asc
        ) = 1

),

counted as (

    select
        method_key,
        min(long_name) filter (where role = 'introduces') as introduced_long_name,
        min(long_name) as long_name,
        min(first_seen_date) as first_seen_date,
        count(distinct paper_key) as paper_count,
        count(*) filter (where role = 'introduces') as introducing_paper_count,
        count(*) filter (where role = 'builds_on') as building_paper_count,
        count(*) filter (where role = 'compares_with') as comparing_paper_count,
        count(*) filter (where role = 'evaluated_on') as evaluating_paper_count,
        count(*) filter (where role = 'mentions') as mentioning_paper_count
    from dated
    group by method_key

),

methods as (

    select
        counted.method_key,
        canonical_names.canonical_name,
        coalesce(counted.introduced_long_name, counted.long_name) as long_name,
        first_facts.method_kind,
        first_facts.first_introduced_by,
        counted.first_seen_date,
        counted.paper_count,
        counted.introducing_paper_count,
        counted.building_paper_count,
        counted.comparing_paper_count,
        counted.evaluating_paper_count,
        counted.mentioning_paper_count
    from counted
    inner join canonical_names on counted.method_key = canonical_names.method_key
    inner join first_facts on counted.method_key = first_facts.method_key

)

select * from methods
