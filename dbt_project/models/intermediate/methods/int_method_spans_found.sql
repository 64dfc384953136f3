-- depends_on: {{ ref("ref_rule_parts") }}
with

texts as (

    select * from {{ ref('int_texts_to_read') }}

),

{# A text is read to 20,000 characters: beyond that it is no abstract, and work stays linear. #}
fields as (

    select
        text_hash,
        'title' as field,
        title as title,
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
        list_transform(matches, lambda m: length(m)) as match_lengths,
        list_transform(pieces, lambda p: length(p)) as piece_lengths
    from split

),

spans as (

    select
        text_hash,
        field,
        title,
        field_text,
        unnest(matches) as written,
        unnest({{ span_starts('match_lengths', 'piece_lengths') }}) as written_start
    from measured

),

placed as (

    select
        *,
        field = 'abstract' and (
            written_start = 0
            or regexp_matches(
                substr(field_text, greatest(written_start - 4, 0) + 1, least(4, written_start)),
                '[.!?:]["”’)]*\s["“(]?$'
            )
        ) as is_sentence_initial
    from spans

),

{# The first words of a sentence are capitalised for another reason than being a name. #}
led as (

    select
        *,
        case
            when is_sentence_initial or field = 'title'
                then length(regexp_extract(written, '^(?:{{ rule_part("starter") }} (?:of (?:the )?)?)+'))
            else length(regexp_extract(written, '^(?:(?:Our|This|These|In|For|On|We|With) )+'))
        end as lead_length
    from placed

),

trimmed as (

    select
        text_hash,
        field,
        title,
        field_text,
        is_sentence_initial and lead_length = 0 as is_sentence_initial,
        written_start + lead_length as name_start,
        regexp_replace(substr(written, lead_length + 1), '{{ rule_part("suffix") }}', '') as name
    from led
    where
        not (
            (is_sentence_initial and lead_length = 0)
            and regexp_matches(written, '^{{ rule_part("starter") }}$')
        )
        and written not in ('I', 'A', 'We', 'The')

),

ended as (

    select
        *,
        name_start + length(name) as name_end
    from trimmed
    where length(name) > 1

),

contexts as (

    select
        text_hash,
        field,
        name,
        name_start,
        name_end,
        is_sentence_initial,
        substr(field_text, greatest(name_start - 170, 0) + 1, least(170, name_start)) as words_before,
        substr(field_text, name_end + 1, 120) as words_after,
        title
    from ended

)

select * from contexts
