{{ config(materialized='table') }}

with

text_rows as (

    select * from {{ ref('int_method_texts_marked') }}

),

name_rows as (

    select * from {{ ref('int_method_spans_evidenced') }}

),

phrase_rows as (

    select * from {{ ref('int_method_phrases_coined') }}

),

item_rows as (

    select * from {{ ref('int_method_items_listed') }}

),

title_rows as (

    select * from {{ ref('int_method_titles_repeated') }}

),

unioned as (

    select * from text_rows
    union all by name
    select * from name_rows
    union all by name
    select * from phrase_rows
    union all by name
    select * from item_rows
    union all by name
    select * from title_rows

)

select * from unioned
