{{ config(materialized='table') }}

with

papers as (

    select * from {{ ref('int_paper_texts') }}

),

surveyed as (

    select * from {{ ref('int_papers_surveyed') }}

),

chosen as (

    select * from {{ ref('int_method_occurrences_chosen') }}

),

kinds as (

    select * from {{ ref('ref_method_kinds') }}

),

{# Where no head noun stands beside a name, its long form or its own ending may hold one. #}
ended as (

    select
        *,
        case
            when regexp_matches(name, 'Bench(?:-.*)?$') then 'benchmark'
            when regexp_matches(name, '(?:Net|GPT|BERT|[a-z]LM|LLM|[Ff]ormer|[0-9]B)s?$')
                then 'model'
            else lower(regexp_extract(coalesce(long_name, name), '([A-Za-z]+?)s?$', 1))
        end as ending
    from chosen

),

kinded as (

    select
        ended.*,
        papers.paper_key,
        kinds.method_kind is not null or ended.known_kind is not null as is_kind_read,
        case
            when ended.role = 'introduces' and surveyed.is_survey then 'concept'
            when ended.role = 'introduces'
                then coalesce(kinds.method_kind, ending_kinds.method_kind, 'method')
            else
                coalesce(ended.known_kind, kinds.method_kind, ending_kinds.method_kind, 'method')
        end as method_kind,
        case
            when ended.role != 'introduces' and surveyed.is_survey then 'mentions'
            else ended.role
        end as fact_role
    from ended
    inner join papers on ended.text_hash = papers.text_hash
    inner join surveyed on papers.paper_key = surveyed.paper_key
    left join kinds on ended.kind_word = kinds.kind_word
    left join kinds as ending_kinds on ended.ending = ending_kinds.kind_word

),

facts as (

    select
        paper_key,
        text_hash,
        name_folded,
        name as method_name,
        long_name,
        method_kind,
        is_kind_read,
        fact_role as role,
        is_primary,
        field as evidence_field,
        name_start,
        name_end,
        evidence_start,
        evidence_end,
        case
            when role = 'introduces'
                then coalesce(introduced_rule_id, 'title_' || title_place, 'name_repeated')
            when relation_rule_id is not null then relation_rule_id
            when known_kind is not null then 'known_name'
            when is_known_elsewhere then 'corpus_name'
            else 'coined_name'
        end as rule_id,
        -- Calibrated: the share that was right of labelled abstracts (docs/extraction.md).
        case
            when role = 'introduces' then 0.62 + 0.35 * introduced_confidence
            when known_kind is not null then 0.94
            else 0.62
        end as confidence
    from kinded

)

select * from facts
