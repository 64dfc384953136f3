with

spans as (

    select * from {{ ref('int_method_spans_trimmed') }}

),

contexts as (

    select
        text_hash,
        field,
        name,
        name_start,
        name_end,
        is_sentence_initial,
        is_known,
        substr(field_text, greatest(name_start - 170, 0) + 1, least(170, name_start))
            as written_before,
        substr(field_text, name_end + 1, 120) as written_after,
        title
    from spans

),

{# An owner or repository inside an address is no name in the text. #}
outside_addresses as (

    select *
    from contexts
    where
        -- A part of a word set in bold, and a group such as SIM(3), are none either.
        not regexp_matches(written_after, '^(?:\}-?[a-z\\]|\([0-9nd]\))')
        and not regexp_matches(
            written_before, '[\^_\\]$|(?:https?:|www\.|\.com|\.io|\.org|\.co)\S*$'
        )

),

{# A full stop inside a number or an abbreviation ends no sentence: it is shown as another dot. #}
dotted as (

    select
        *,
        case
            when regexp_matches(written_before, '\.[0-9,a-z)]')
                then regexp_replace(written_before, '\.([0-9,a-z)])', '·\1', 'g')
            else written_before
        end as words_before,
        case
            when regexp_matches(written_after, '\.[0-9,a-z)]')
                then regexp_replace(written_after, '\.([0-9,a-z)])', '·\1', 'g')
            else written_after
        end as words_after
    from outside_addresses

)

select * from dotted
