-- depends_on: {{ ref('ref_rule_parts') }}
with

led as (

    select * from {{ ref('int_method_spans_led') }}

),

trimmed as (

    select
        text_hash,
        field,
        title,
        field_text,
        is_sentence_initial and lead_length = 0 as is_sentence_initial,
        written_start + lead_length as name_start,
        case
            when contains(written, '-') or contains(written, ' ')
                then regexp_replace(
                    regexp_replace(
                        substr(written, lead_length + 1), '{{ rule_part("suffix") }}$', ''
                    ),
                    '{{ rule_part("metric_tail") }}', ''
                )
            else substr(written, lead_length + 1)
        end as name
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
    where
        length(name) > 1
        and not regexp_matches(name, '{{ rule_part("not_a_span") }}')
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
        substr(field_text, greatest(name_start - 170, 0) + 1, least(170, name_start))
            as written_before,
        substr(field_text, name_end + 1, 120) as written_after,
        title
    from ended

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
