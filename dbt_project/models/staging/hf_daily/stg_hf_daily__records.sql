with

landed as (

    select * from {{ source('hf_daily', 'hf_daily') }}

),

renamed as (

    select
        {{ record_columns(arxiv_id('source_paper_id')) }}
    from landed

)

select * from renamed
