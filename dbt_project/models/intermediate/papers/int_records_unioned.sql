with

arxiv_oai as (

    select * from {{ ref('stg_arxiv_oai__records') }}

),

jsonl as (

    select * from {{ ref('stg_jsonl__records') }}

),

hf_daily as (

    select * from {{ ref('stg_hf_daily__records') }}

),

hf_pages as (

    select * from {{ ref('stg_hf_pages__records') }}

),

{# All staging models of records have the same columns in the same order. #}
unioned as (

    select * from arxiv_oai
    union all
    select * from jsonl
    union all
    select * from hf_daily
    union all
    select * from hf_pages

)

select * from unioned
