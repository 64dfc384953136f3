with

hf_pages as (

    select * from {{ ref('stg_hf_pages__records') }}

)

select * from hf_pages
