with

author_links as (

    select * from {{ ref('int_author_links') }}

),

counted as (

    select
        paper_key,
        count(url) as link_count,
        bool_or(link_type = 'code' and link_status = 'given' and url is not null) as has_code,
        bool_or(link_type = 'code' and link_status = 'promised') as has_code_promise
    from author_links
    group by paper_key

)

select * from counted
