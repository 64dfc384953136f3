with

records as (

    select * from {{ ref('int_records_credited') }}

),

account_sources as (

    select * from {{ ref('ref_link_account_sources') }}

),

{# An account counts only where its source says on which host it is. #}
unnested as (

    select
        records.paper_key,
        records.record_rank,
        account_sources.account_host,
        unnest(records.authors) as author
    from records
    inner join account_sources on records.source = account_sources.source
    where len(records.authors) > 0

),

read as (

    select
        paper_key,
        record_rank,
        account_host,
        struct_extract(author, 'position') as author_position,
        {{ fold_name("struct_extract(author, 'name')") }} as name_folded,
        nullif(trim(struct_extract(author, 'account')), '') as account_name
    from unnested

),

claimed as (

    select *
    from read
    where account_name is not null and name_folded <> ''
    qualify
        row_number() over (
            partition by paper_key, author_position, name_folded
            order by record_rank, account_name
        ) = 1

)

select * from claimed
