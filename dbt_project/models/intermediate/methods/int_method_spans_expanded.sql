-- depends_on: {{ ref('ref_rule_parts') }}
with

settled as (

    select * from {{ ref('int_method_spans_settled') }}

),

expanded as (

    select
        *,
        case
            when left_count is not null then array_to_string(words_left[-left_count:], ' ')
            when headless_count is not null
                then array_to_string(words_headless[-headless_count:], ' ')
            when right_count is not null then array_to_string(words_right[1:right_count], ' ')
        end as long_name,
        case
            when left_count is not null
                then length(array_to_string(words_left[-left_count:], ' '))
            when headless_count is not null
                then length(array_to_string(words_left[-(headless_count + 1):], ' '))
            else 0
        end as long_length
    from settled

),

reached as (

    select
        text_hash,
        field,
        title,
        name,
        name_start,
        name_end,
        is_sentence_initial,
        is_known,
        is_bracketed,
        long_name,
        written_before,
        written_after,
        words_before,
        words_after,
        case
            when is_bracketed and long_name is not null
                then left(
                    words_before,
                    greatest(
                        length(words_before) - long_length
                        - length(regexp_extract(words_before, '{{ rule_part("opening") }}')),
                        0
                    )
                )
            else words_before
        end as cue_before,
        words_after as cue_after,
        case
            when is_bracketed and long_name is not null
                then
                    name_start
                    - length(regexp_extract(words_before, '{{ rule_part("opening") }}'))
                    - long_length
            when long_name is not null then name_end
            else name_start
        end as long_start,
        case
            when not is_bracketed and long_name is not null then name_end + 3 + length(long_name)
            else name_start
        end as long_end
    from expanded

),

{# Cues are sought in the sentence of the name. #}
cut as (

    select
        * exclude (cue_before),
        regexp_extract(cue_before, '[^.;!?]*$') as cue_before
    from reached

)

select * from cut
