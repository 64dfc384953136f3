with

firsts as (

    select * from {{ ref('int_method_spans_initialled') }}

),

{# The exact are cheap and most often enough: the loose are tried only where they are not. #}
exact as (

    select
        *,
        case
            -- The capitals of one word: SandShellNet (SSN).
            when
                length(letters) > 1
                and lower(regexp_replace(words_left[-1], '[^A-Z]', '', 'g')) = letters
                then 1
            when len(words_left) > 0
                then {{ exact_long_form('letters', 'initials_left', 'firsts_left', 'end') }}
        end as exact_left_count,
        case
            when len(words_headless) > 0
                then {{ exact_long_form('letters', 'initials_headless', 'firsts_headless', 'end') }}
        end as exact_headless_count,
        case
            when len(words_right) > 1
                then {{ exact_long_form('letters', 'initials_right', 'firsts_right', 'start') }}
        end as exact_right_count
    from firsts

),

headless as (

    select
        *,
        case
            when
                len(words_headless) > 1
                and exact_left_count is null
                and exact_headless_count is null
                then {{ loose_long_form('written_letters', 'words_headless', 'end') }}
        end as loose_headless_count
    from exact

),

counted as (

    select
        *,
        case
            when
                len(words_left) > 0
                and exact_left_count is null
                and exact_headless_count is null
                and loose_headless_count is null
                then {{ loose_long_form('written_letters', 'words_left', 'end') }}
        end as loose_left_count,
        case
            when len(words_right) > 1 and starts_with(words_after, ': ')
                then {{ loose_long_form('written_letters', 'words_right', 'start') }}
            when len(words_right) > 1
                then {{ loose_long_form('written_letters', 'words_right', 'start', longest=true) }}
        end as loose_right_count
    from headless

)

select * from counted
