with

sentences as (

    select * from {{ ref('int_link_sentences') }}

),

verbs as (

    select * from {{ ref('ref_availability_verbs') }}

),

{# Pieces and matches line up: match i stands between piece i and piece i + 1. #}
matched as (

    select
        text_hash,
        evidence_field,
        sentence_start,
        regexp_matches(sentence_text, {{ link_pattern('address_mark') }}) as has_address,
        regexp_extract_all(sentence_text, {{ link_pattern('availability') }}) as predicates,
        regexp_split_to_array(sentence_text, {{ link_pattern('availability') }}) as pieces
    from sentences

),

numbered as (

    select
        text_hash,
        evidence_field,
        sentence_start,
        has_address,
        unnest(predicates) as predicate,
        unnest(pieces[1:len(predicates)]) as text_before,
        unnest(pieces[2:]) as text_after,
        unnest(range(1, len(predicates) + 1)) as predicate_number
    from matched
    where len(predicates) > 0

),

placed as (

    select
        *,
        lower(predicate) as predicate_words,
        lead(predicate) over (
            partition by text_hash, evidence_field, sentence_start
            order by predicate_number
        ) as next_predicate,
        {{ as_offset("""
            sentence_start + sum(length(text_before) + length(predicate)) over (
                partition by text_hash, evidence_field, sentence_start
                order by predicate_number
            ) - length(predicate)
        """) }} as predicate_start
    from numbered

),

named as (

    select
        *,
        regexp_replace(
            coalesce(
                nullif(regexp_extract(predicate_words, {{ link_pattern('verb') }}, 1), ''), 'mak'
            ), 'open ?sourc', 'open-sourc'
        ) as verb,
        case
            when
                regexp_matches(predicate_words, {{ link_pattern('future') }})
                or regexp_matches(
                    right(predicate_words, 6) || text_after, {{ link_pattern('deferral') }}
                )
                then 'future'
            else 'present'
        end as tense
    from placed

),

shaped as (

    select
        named.text_hash,
        named.evidence_field,
        named.sentence_start,
        named.has_address,
        named.predicate,
        named.predicate_start,
        named.text_before,
        -- "make the code available on" ends in a word that is a match of its own.
        named.text_after
        || case when named.verb = 'mak' then coalesce(named.next_predicate, '') else '' end
            as text_after,
        named.tense,
        case
            when regexp_matches(named.predicate_words, {{ link_pattern('passive') }}) then 'passive'
            when regexp_matches(named.predicate_words, {{ link_pattern('bare') }}) then 'nominal'
            when named.verb = 'mak' then 'make'
            else 'active'
        end as shape,
        verbs.is_weak
    from named
    inner join verbs on named.verb = verbs.verb
    where
        not regexp_matches(named.text_after, {{ link_pattern('on_request') }})
        -- "not released", "was available": a verb of being stands before that no rule took.
        and not (
            regexp_matches(named.predicate_words, {{ link_pattern('bare') }})
            and regexp_matches(rtrim(named.text_before), {{ link_pattern('being') }})
        )

)

select * from shaped
