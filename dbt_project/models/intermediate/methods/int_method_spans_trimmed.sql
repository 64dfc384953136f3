-- depends_on: {{ ref('ref_rule_parts') }}
with

led as (

    select * from {{ ref('int_method_spans_led') }}

),

known_names as (

    select name_folded from {{ ref('ref_known_names') }}

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

looked_up as (

    select
        ended.*,
        known_names.name_folded is not null as is_known
    from ended
    left join known_names on {{ plain_name('ended.name') }} = known_names.name_folded

),

{# Most spans inside a title are just capitalised words: only a coined or known name counts. #}
counting as (

    select *
    from looked_up
    where
        field = 'abstract'
        or is_known
        or name_start = 0
        or name_start < strpos(title, ': ')
        or substr(title, cast(name_start as integer), 1) = '('
        or {{ is_coined('name') }}

)

select * from counting
