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
            when regexp_matches(written, '^(?:The|An?) [^ ]*(?:[A-Z][A-Z]|[a-z][A-Z]|[0-9])')
                then length(regexp_extract(written, '^(?:The|An?) '))
            else length(regexp_extract(written, '^(?:(?:Our|This|These|In|For|On|We|With|[0-9.]+[BMKT]?) )+'))
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
    where length(name) > 1 and not regexp_matches(name, '{{ rule_part("not_a_span") }}')
        -- A field's short form, one span in five, matters only beside its long form.
        and not (
            regexp_matches(name, '^(?:{{ rule_part("field_token") }})$')
            and substr(field_text, cast(name_start as integer), 1) != '('
        )

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

),

{# An owner or repository inside an address is no name in the text. #}
outside_addresses as (

    select *
    from contexts
    where not regexp_matches(words_before, '(?:https?:|www\.|\.com|\.io|\.org|\.co)\S*$')

),

{# A full stop inside a number or an abbreviation ends no sentence: it is shown as another dot. #}
dotted as (

    select
        * exclude (words_before, words_after),
        case
            when regexp_matches(words_before, '\.[0-9,a-z)]')
                then regexp_replace(words_before, '\.([0-9,a-z)])', '·\1', 'g')
            else words_before
        end as words_before,
        case
            when regexp_matches(words_after, '\.[0-9,a-z)]')
                then regexp_replace(words_after, '\.([0-9,a-z)])', '·\1', 'g')
            else words_after
        end as words_after
    from outside_addresses

)

select * from dotted
