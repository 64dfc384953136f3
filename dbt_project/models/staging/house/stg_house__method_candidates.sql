with

cached as (

    select * from {{ source('house', 'method_candidates') }}

)

select * from cached
