with

landed as (

    select * from {{ source('arxiv_oai', 'arxiv_oai') }}

),

renamed as (

    select
        delivery_key,
        record_index,
        {{ arxiv_id('source_paper_id') }} as arxiv_id,
        delivery_date as withdrawn_date
    from landed
    where is_withdrawn

)

select * from renamed
