with

withdrawals as (

    select * from {{ ref('stg_arxiv_oai__withdrawals') }}

),

records as (

    select * from {{ ref('stg_arxiv_oai__records') }}

),

last_withdrawals as (

    select
        arxiv_id,
        max(withdrawn_date) as withdrawn_date
    from withdrawals
    where arxiv_id is not null
    group by arxiv_id

),

last_records as (

    select
        arxiv_id,
        max(delivery_date) as last_listed_date
    from records
    group by arxiv_id

),

{# A paper that arXiv lists again after it was deleted has come back. #}
withdrawn as (

    select
        {{ paper_key('last_withdrawals.arxiv_id', 'last_withdrawals.arxiv_id') }} as paper_key,
        last_withdrawals.arxiv_id,
        last_withdrawals.withdrawn_date
    from last_withdrawals
    left join last_records on last_withdrawals.arxiv_id = last_records.arxiv_id
    where
        last_records.last_listed_date is null
        or last_records.last_listed_date <= last_withdrawals.withdrawn_date

)

select * from withdrawn
