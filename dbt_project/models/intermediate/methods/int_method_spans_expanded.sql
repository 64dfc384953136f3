{# A span with its long form, and the words before both: cues stand before the long form. #}
with

spans as (

    select * from {{ ref('int_method_spans_found') }}

),

shaped as (

    select
        *,
        right(words_before, 1) = '('
        and left(words_after, 1) in (')', ',', ';')
        and not contains(name, ' ') as is_bracketed,
        not contains(name, ' ') and (
            starts_with(words_after, ' (')
            or starts_with(words_after, ', short for ')
            or starts_with(words_after, ', which stands for ')
            or (field = 'title' and starts_with(words_after, ': '))
        ) as is_followed
    from spans

),

worded as (

    select
        *,
        case
            when is_bracketed or is_followed
                then replace(replace(lower(regexp_replace(
                    regexp_replace(name, 's$', ''), '[^A-Za-z0-9]', '', 'g'
                )), '2', 't'), '4', 'f')
        end as letters,
        case
            when is_bracketed
                then string_split(
                    trim(regexp_extract(words_before, '([^.;:!?()]*)["“‘''`]*\($', 1)), ' '
                )[-12:]
        end as words_left,
        case
            when is_followed
                then string_split(
                    trim(regexp_extract(
                        words_after, '^(?: \(|, short for |, which stands for |: )([^().;:,]+)', 1
                    )),
                    ' '
                )[:12]
        end as words_right
    from shaped

),

headless as (

    select
        *,
        case
            when regexp_matches(words_left[-1], '^{{ rule_part("head") }}s?$')
                then words_left[:-2]
        end as words_headless
    from worded

),

counted as (

    select
        *,
        case
            when len(words_left) > 0
                then {{ acronym_long_form('letters', 'words_left', word_initials('words_left'), 'end') }}
        end as left_count,
        case
            when len(words_headless) > 0
                then {{ acronym_long_form('letters', 'words_headless', word_initials('words_headless'), 'end') }}
        end as headless_count,
        case
            when len(words_right) > 1
                then {{ acronym_long_form('letters', 'words_right', word_initials('words_right'), 'start') }}
        end as right_count
    from headless

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
    from counted

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
        is_bracketed,
        long_name,
        words_before,
        words_after,
        case
            when is_bracketed
                then left(
                    words_before,
                    greatest(
                        length(words_before) - long_length
                        - length(regexp_extract(words_before, ' ?["“‘''`]*\($')),
                        0
                    )
                )
            else words_before
        end as cue_before,
        case when is_bracketed then substr(words_after, 2) else words_after end as cue_after
    from expanded

)

select * from reached
