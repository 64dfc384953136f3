-- depends_on: {{ ref('ref_rule_parts') }}
{# Names in lower case: only a naming verb or quotes behind a verb of coining make one. #}
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

named as (

    select
        text_hash,
        cue_start,
        cue,
        length(regexp_extract(cue, '{{ rule_part("coining_lead") }}')) as lead_length,
        substr(abstract, greatest(cue_start - 120, 0) + 1, least(120, cue_start)) as words_before,
        substr(abstract, cue_start + length(cue) + 1, 60) as words_after
    from found

),

cut as (

    select
        *,
        regexp_replace(
            regexp_replace(
                substr(cue, lead_length + 1),
                '(?:[\s,]+(?:that|which|where|to|for|in|by|and|with|when'
                || '|of|on|from|as|is|are|or|can|we|whose|without|via|through|using|based|at'
                || '|has|have|the)\b.*|["”’''`}]+.*)$',
                ''
            ),
            '[\s,."”’''`}]+$',
            ''
        ) as name
    from named

),

rows_made as (

    select
        text_hash,
        'name' as candidate_type,
        'abstract' as field,
        name,
        {{ fold_name('name') }} as written_folded,
        cast(cue_start + lead_length as integer) as name_start,
        cast(cue_start + lead_length + length(name) as integer) as name_end,
        'lower' as shape,
        false as is_sentence_initial,
        false as is_bracketed,
        case
            when regexp_matches(cue || words_before, '{{ rule_part("phenomenon") }}')
                then 'phenomenon'
        end as kind_word,
        case
            when regexp_matches(cue, '["“‘`]') then 'coined_in_quotes'
            when regexp_matches(cue, '^(?:called|named|titled|entitled|denoted|abbreviated|namely)')
                then 'called_phrase'
            else 'coined_phrase'
        end as introduced_rule_id,
        cast(cue_start as integer) as evidence_start,
        cast(cue_start + lead_length + length(name) as integer) as evidence_end,
        left(cue, lead_length + length(name)) as evidence_text
    from cut
    where
        length(name) between 5 and 50
        and contains(name, ' ')
        and not contains(name, ',')
        and not starts_with(cue, 'named entity')
        -- They call for work, and what is called on is no name.
        and not regexp_matches(name, '^(?:for|on|upon|to|into|in|by|with|as|it|this|these|such) ')
        -- Those few are found as spans: no place is a candidate twice.
        and not regexp_matches(name, '^{{ rule_part("known_lower") }}$')

)

select * from rows_made
