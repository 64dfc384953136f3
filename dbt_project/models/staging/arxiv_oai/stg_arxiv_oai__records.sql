with

landed as (

    select * from {{ source('arxiv_oai', 'arxiv_oai') }}

),

renamed as (

    select
        {{ record_columns(arxiv_id('source_paper_id')) }}
    from landed
    where not is_withdrawn

)

select * from renamed
