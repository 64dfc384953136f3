{{ config(materialized='table') }}

with

texts as (

    select * from {{ ref('int_texts_to_read') }}

),

fields as (

    select
        text_hash,
        'title' as evidence_field,
        title as field_text
    from texts
    union all
    select
        text_hash,
        'abstract' as evidence_field,
        abstract as field_text
    from texts
    union all
    select
        text_hash,
        'comment' as evidence_field,
        comment as field_text
    from texts

),

{# Plain substring searches, so that patterns run on few texts; first letters may be capitals. #}
promising as (

    select *
    from fields
    where {{ has_link_cue('field_text') }}

),

split as (

    select
        text_hash,
        evidence_field,
        string_split(field_text, '. ') as sentences
    from promising

),

numbered as (

    select
        text_hash,
        evidence_field,
        unnest(sentences) as sentence_text,
        unnest(range(1, len(sentences) + 1)) as sentence_number
    from split

),

{# A full stop and a space stand between two sentences: the lengths before give the place. #}
placed as (

    select
        text_hash,
        evidence_field,
        sentence_text,
        sentence_number,
        coalesce(
            sum(length(sentence_text) + 2) over (
                partition by text_hash, evidence_field
                order by sentence_number
                rows between unbounded preceding and 1 preceding
            ), 0
        ) as sentence_start
    from numbered

),

kept as (

    select
        text_hash,
        evidence_field,
        sentence_text,
        {{ as_offset('sentence_start') }} as sentence_start
    from placed
    where {{ has_link_cue('sentence_text') }}

)

select * from kept
