with

records as (

    select * from {{ ref('int_records_credited') }}

),

account_sources as (

    select * from {{ ref('ref_link_account_sources') }}

),

{# The authors of one record: the best that names any, so that two spellings never meet. #}
best as (

    select *
    from records
    where len(authors) > 0
    qualify row_number() over (partition by paper_key order by record_rank) = 1

),

unnested as (

    select
        paper_key,
        source,
        unnest(authors) as author
    from best

),

read as (

    select
        paper_key,
        source,
        trim(author.name) as author_name,
        author.position as author_position,
        nullif(trim(author.affiliation), '') as author_affiliation,
        nullif(trim(author.account), '') as account_name
    from unnested
    where trim(author.name) <> ''
    qualify
        row_number() over (
            partition by paper_key, author.position, trim(author.name)
            order by author.account nulls last, author.affiliation nulls last
        ) = 1

),

{# An account counts only where its source says on which host it is. #}
hosted as (

    select
        read.paper_key,
        read.source,
        read.author_name,
        read.author_position,
        read.author_affiliation,
        case when account_sources.account_host is not null then read.account_name end
            as account_name,
        case when read.account_name is not null then account_sources.account_host end
            as account_host
    from read
    left join account_sources on read.source = account_sources.source

)

select * from hosted
