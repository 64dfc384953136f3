with

cached as (

    select * from {{ source('house', 'link_candidates') }}

)

select * from cached
