-- depends_on: {{ ref('ref_rule_parts') }}
{# Names in lower case: only a naming verb, or quotes beside a word of coining, make one. #}
with

found as (

    select * from {{ ref('int_method_phrases_found') }}

),

cut as (

    select
        *,
        regexp_replace(
            regexp_replace(
                substr(cue, lead_length + 1),
                '(?:(?:,|:| --)\s.*|[\s,]+(?:that|which|where|to|for|in|by|and|with|when'
                || '|of|on|from|as|is|are|or|can|we|whose|without|via|through|using|based|at'
                || '|has|have|the)\b.*|["”’''`}]+.*)$',
                ''
            ),
            '[\s,."”’''`}]+$',
            ''
        ) as name
    from found

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
            when regexp_matches(cue, '^["“`]') then 'quoted_thing'
            when regexp_matches(cue, '["“‘`{]') then 'coined_in_quotes'
            when regexp_matches(cue, '^{{ rule_part("propose") }}') then 'headed_phrase'
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
        and regexp_matches(name, '[ -]')
        and not contains(name, ',')
        and not starts_with(cue, 'named entity')
        -- They call for work, and what is called on is no name.
        and not regexp_matches(name, '^(?:for|on|upon|to|into|in|by|with|as|it|this|these|such) ')
        -- What follows the verb of proposing may be no noun: a framework, combining shells.
        and not (
            regexp_matches(cue, '^{{ rule_part("propose") }} [^"“‘`{]*$')
            and (
                regexp_matches(name, '^(?:{{ rule_part("no_phrase") }})[ -]')
                or (
                    regexp_matches(cue, '^{{ rule_part("propose") }} (?:an?|our) ')
                    and regexp_matches(name, '^[a-z]+(?:ed|ing)[ -]')
                )
            )
        )
        -- Those few are found as spans: no place is a candidate twice.
        and not regexp_matches(name, '^{{ rule_part("known_lower") }}$')

)

select * from rows_made
