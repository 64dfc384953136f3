with

texts as (

    select * from {{ ref('int_paper_texts') }}

),

descriptions as (

    select * from {{ ref('int_papers_described') }}

),

link_counts as (

    select * from {{ ref('int_paper_link_counts') }}

),

methods as (

    select * from {{ ref('fct_methods') }}

),

method_counts as (

    select
        paper_key,
        count(distinct method_key) as introduced_method_count
    from methods
    where role = 'introduces'
    group by paper_key

),

surveys as (

    select * from {{ ref('int_papers_surveyed') }}

),

papers as (

    select
        texts.paper_key,
        descriptions.arxiv_id,
        descriptions.doi,
        'https://arxiv.org/abs/' || descriptions.arxiv_id as paper_url,
        texts.title,
        texts.abstract,
        texts.comment,
        descriptions.categories[1] as primary_category,
        descriptions.categories,
        descriptions.published_date,
        descriptions.first_seen_date,
        descriptions.last_seen_date,
        descriptions.author_count,
        coalesce(link_counts.link_count, 0) as link_count,
        coalesce(link_counts.has_code, false) as has_code,
        coalesce(link_counts.has_code_promise, false) as has_code_promise,
        coalesce(method_counts.introduced_method_count, 0) as introduced_method_count,
        coalesce(surveys.is_survey, false) as is_survey,
        descriptions.best_feed_position,
        descriptions.is_withdrawn,
        texts.source
    from texts
    inner join descriptions on texts.paper_key = descriptions.paper_key
    left join link_counts on texts.paper_key = link_counts.paper_key
    left join method_counts on texts.paper_key = method_counts.paper_key
    left join surveys on texts.paper_key = surveys.paper_key

)

select * from papers
