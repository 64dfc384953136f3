with

landed as (

    select * from {{ source('hf_pages', 'hf_pages') }}

),

renamed as (

    select
        {{ record_columns('cast(null as varchar)') }}
    from landed

)

select * from renamed
