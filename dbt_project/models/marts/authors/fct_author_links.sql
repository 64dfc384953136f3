with

author_links as (

    select * from {{ ref('int_author_links') }}

),

links as (

    select
        author_link_key,
        paper_key,
        author_key,
        link_type,
        link_status,
        author_position,
        author_name,
        author_affiliation,
        url,
        url_host,
        url_owner,
        url_repository,
        evidence_field,
        evidence_start,
        evidence_end,
        evidence_text,
        rule_id,
        source
    from author_links

)

select * from links
