with

records as (

    select * from {{ ref('int_records_unioned') }}

),

titles as (

    select * from {{ ref('int_titles_resolved') }}

),

resolved as (

    select
        records.* exclude (arxiv_id),
        -- A title that stands for two ids says nothing about which of them a page means.
        coalesce(
            records.arxiv_id,
            case when titles.arxiv_id_count = 1 then titles.arxiv_id end
        ) as arxiv_id,
        {{ paper_key('records.arxiv_id', 'records.title_normalised') }} as own_paper_key
    from records
    left join titles on records.title_normalised = titles.title_normalised

),

keyed as (

    select
        *,
        {{ paper_key('arxiv_id', 'title_normalised') }} as paper_key
    from resolved

)

select * from keyed
