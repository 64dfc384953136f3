with

cached as (

    select * from {{ source('house', 'texts_read') }}

)

select * from cached
