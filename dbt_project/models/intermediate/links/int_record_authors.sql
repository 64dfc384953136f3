with

records as (

    select * from {{ ref('int_records_credited') }}

),

accounts as (

    select * from {{ ref('int_author_accounts') }}

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
        nullif(trim(struct_extract(author, 'affiliation')), '') as author_affiliation
    from unnested

),

named as (

    select *
    from read
    where author_name <> ''
    qualify
        row_number() over (
            partition by paper_key, author_position, author_name
            order by author_affiliation nulls last
        ) = 1

),

{# A claimed account is kept whichever record names the authors, where place and name agree. #}
claimed as (

    select
        named.paper_key,
        named.source,
        named.author_name,
        named.author_position,
        named.author_affiliation,
        accounts.account_name,
        accounts.account_host
    from named
    left join accounts
        on
            named.paper_key = accounts.paper_key
            and named.author_position = accounts.author_position
            and {{ fold_name('named.author_name') }} = accounts.name_folded

)

select * from claimed
