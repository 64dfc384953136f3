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
        trim(struct_extract(author, 'name')) as author_name,
        struct_extract(author, 'position') as author_position,
        nullif(trim(struct_extract(author, 'affiliation')), '') as author_affiliation,
        nullif(trim(struct_extract(author, 'account')), '') as account_name
    from unnested

),

named as (

    select *
    from read
    where author_name <> ''
    qualify
        row_number() over (
            partition by paper_key, author_position, author_name
            order by account_name nulls last, author_affiliation nulls last
        ) = 1

),

{# An account counts only where its source says on which host it is. #}
hosted as (

    select
        named.paper_key,
        named.source,
        named.author_name,
        named.author_position,
        named.author_affiliation,
        case when account_sources.account_host is not null then named.account_name end
            as account_name,
        case when named.account_name is not null then account_sources.account_host end
            as account_host
    from named
    left join account_sources on named.source = account_sources.source

)

select * from hosted
