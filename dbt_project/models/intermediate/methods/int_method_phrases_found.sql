-- depends_on: {{ ref('ref_rule_parts') }}
{# Where verbs of naming and quotes may coin a phrase: the cue with what follows it, and the words
around. #}
with

texts as (

    select * from {{ ref('int_texts_to_read') }}

),

split as (

    select
        text_hash,
        left(abstract, 20000) as abstract,
        regexp_extract_all(left(abstract, 20000), '{{ rule_part("coining") }}')[:50] as matches,
        regexp_split_to_array(left(abstract, 20000), '{{ rule_part("coining") }}')[:50] as pieces
    from texts
    where regexp_matches(abstract, '{{ rule_part("coining") }}')

),

measured as (

    select
        text_hash,
        abstract,
        matches,
        list_transform(matches, lambda m: length(m)) as match_lengths,
        list_transform(pieces, lambda p: length(p)) as piece_lengths
    from split

),

found as (

    select
        text_hash,
        abstract,
        unnest(matches) as cue,
        unnest({{ span_starts('match_lengths', 'piece_lengths') }}) as cue_start
    from measured

),

placed as (

    select
        text_hash,
        cue_start,
        cue,
        length(regexp_extract(cue, '{{ rule_part("coining_lead") }}')) as lead_length,
        substr(abstract, greatest(cue_start - 120, 0) + 1, least(120, cue_start)) as words_before,
        substr(abstract, cue_start + length(cue) + 1, 60) as words_after
    from found

)

select * from placed
