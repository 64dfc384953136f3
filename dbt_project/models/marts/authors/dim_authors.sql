with

author_links as (

    select * from {{ ref('int_author_links') }}

),

papers as (

    select * from {{ ref('int_papers_described') }}

),

used as (

    select
        author_key,
        author_type,
        coalesce(author_name, identity_name) as name,
        account_host as host,
        case when account_host is not null then identity_name end as account_name,
        count(*) as use_count
    from author_links
    where author_key is not null
    group by author_key, author_type, author_name, identity_name, account_host

),

{# A spelling per identity: a person's own name before an account's, then the most usual. #}
spellings as (

    select *
    from used
    qualify
        row_number() over (
            partition by author_key
            order by author_type desc, use_count desc, name asc, account_name asc
        ) = 1

),

counted as (

    select
        author_links.author_key,
        count(distinct author_links.paper_key) as paper_count,
        min(papers.first_seen_date) as first_seen_date
    from author_links
    inner join papers on author_links.paper_key = papers.paper_key
    where author_links.author_key is not null
    group by author_links.author_key

),

authors as (

    select
        spellings.author_key,
        spellings.author_type,
        spellings.name,
        spellings.host,
        spellings.account_name,
        spellings.host is null as is_name_only,
        counted.paper_count,
        counted.first_seen_date
    from spellings
    inner join counted on spellings.author_key = counted.author_key

)

select * from authors
