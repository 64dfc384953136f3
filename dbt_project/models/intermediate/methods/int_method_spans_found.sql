-- depends_on: {{ ref('ref_rule_parts') }}
with

texts as (

    select * from {{ ref('int_texts_to_read') }}

),

{# A text is read to 20,000 characters: beyond that it is no abstract, and work stays linear. #}
fields as (

    select
        text_hash,
        'title' as field,
        title,
        left(title, 2000) as field_text
    from texts
    where title is not null
    union all
    select
        text_hash,
        'abstract' as field,
        title,
        left(abstract, 20000) as field_text
    from texts
    where abstract is not null

),

split as (

    select
        text_hash,
        field,
        title,
        field_text,
        regexp_extract_all(field_text, '{{ rule_part("name") }}')[:400] as matches,
        regexp_split_to_array(field_text, '{{ rule_part("name") }}')[:400] as pieces
    from fields

),

measured as (

    select
        text_hash,
        field,
        title,
        field_text,
        matches,
        list_transform(pieces, lambda p: right(p, 4)) as piece_ends,
        list_transform(matches, lambda m: length(m)) as match_lengths,
        list_transform(pieces, lambda p: length(p)) as piece_lengths
    from split

),

spans_matched as (

    select
        text_hash,
        field,
        title,
        field_text,
        unnest(matches) as written,
        unnest(piece_ends[1:len(matches)]) as end_before,
        unnest({{ span_starts('match_lengths', 'piece_lengths') }}) as written_start
    from measured

),

{# A title opens with a capital, so that a first word without one was coined. #}
spans_in_lower_case as (

    select
        text_hash,
        field,
        title,
        field_text,
        regexp_extract(field_text, '^[a-z0-9_-]+') as written,
        '' as end_before,
        0 as written_start
    from fields
    where field = 'title' and regexp_matches(field_text, '^[a-z][a-z0-9_-]+ ?:')

),

spans as (

    select * from spans_matched
    union all
    select * from spans_in_lower_case

)

select * from spans
