with

regions as (

    select * from {{ ref('int_link_regions') }}

),

link_words as (

    select * from {{ ref('ref_link_words') }}

),

listed as (

    select
        text_hash,
        evidence_field,
        predicate_start,
        {{ words_of("replace(region, 'data set', 'dataset')") }} as words
    from regions

),

numbered as (

    select
        text_hash,
        evidence_field,
        predicate_start,
        unnest(words) as word,
        unnest(range(1, len(words) + 1)) as word_number
    from listed

),

{# A list is read item by item: commas and conjunctions part the items. #}
itemised as (

    select
        *,
        lead(word) over (
            partition by text_hash, evidence_field, predicate_start
            order by word_number
        ) as next_word,
        count(*) filter (where regexp_matches(word, {{ link_pattern('separator') }})) over (
            partition by text_hash, evidence_field, predicate_start
            order by word_number
            rows between unbounded preceding and current row
        ) as item_number
    from numbered

),

counted as (

    select
        *,
        count(*) filter (where regexp_matches(word, {{ link_pattern('preposition') }})) over (
            partition by text_hash, evidence_field, predicate_start, item_number
            order by word_number
            rows between unbounded preceding and current row
        ) as preposition_count
    from itemised

),

{# In a chain of nouns the last one says what the thing is: a benchmark dataset is a dataset. #}
heads as (

    select
        counted.text_hash,
        counted.evidence_field,
        counted.predicate_start,
        counted.item_number,
        counted.word_number,
        counted.next_word is null as is_last,
        case
            when regexp_matches(counted.word, {{ link_pattern('benchmark_name') }}) then 'benchmark'
            else link_words.link_type
        end as link_type
    from counted
    left join link_words on counted.word = link_words.word
    where
        counted.preposition_count = 0
        and (
            counted.next_word is null
            or regexp_matches(counted.next_word, {{ link_pattern('head_follows') }})
        )

),

first_heads as (

    select *
    from heads
    where link_type is not null
    qualify
        row_number() over (
            partition by text_hash, evidence_field, predicate_start, item_number
            order by word_number
        ) = 1

),

things as (

    select
        text_hash,
        evidence_field,
        predicate_start,
        link_type,
        bool_or(is_last) as is_last
    from first_heads
    group by text_hash, evidence_field, predicate_start, link_type

)

select * from things
