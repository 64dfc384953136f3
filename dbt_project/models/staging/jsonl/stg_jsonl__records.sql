with

landed as (

    select * from {{ source('jsonl', 'jsonl') }}

),

renamed as (

    select
        {{ record_columns(arxiv_id('source_paper_id')) }}
    from landed

)

select * from renamed
