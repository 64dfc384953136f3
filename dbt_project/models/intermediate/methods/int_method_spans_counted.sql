-- depends_on: {{ ref('ref_rule_parts') }}
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

loosest as (

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
            when
                exact_left_count is null
                and exact_headless_count is null
                and loose_headless_count is null
                and regexp_matches(words_before, '{{ rule_part("own_cue") }}')
                then coalesce(
                    len(string_split(
                        nullif(regexp_extract(
                            array_to_string(words_left, ' '),
                            '(?:^| )({{ rule_part("capitals") }})$',
                            1
                        ), ''),
                        ' '
                    )),
                    -- SandShellNet (S3N)
                    case
                        when
                            regexp_matches(words_left[-1], '[a-z0-9-][A-Z]')
                            and regexp_matches(name, '[A-Z].*[A-Z0-9]')
                            and length(name) < length(words_left[-1])
                            then 1
                    end
                )
        end as capital_left_count,
        case
            when len(words_right) > 1 and starts_with(words_after, ': ')
                then {{ loose_long_form('written_letters', 'words_right', 'start') }}
            when len(words_right) > 1
                then {{ loose_long_form('written_letters', 'words_right', 'start', longest=true) }}
        end as loose_right_count,
        case
            when
                is_followed
                and exact_right_count is null
                and regexp_matches(words_before, '{{ rule_part("own_cue") }}')
                then len(string_split(
                    nullif(regexp_extract(
                        words_after,
                        '^ \(((?:{{ rule_part("capitals") }}|[A-Z][^ ()]*-[A-Z][^ ()]*))\)',
                        1
                    ), ''),
                    ' '
                ))
        end as capital_right_count
    from headless

),

{# The exact before the loose, before what stands beside each other in capitals where something is
proposed; and a head noun such as framework left out before kept. #}
counted as (

    select
        * exclude (
            exact_left_count,
            exact_headless_count,
            exact_right_count,
            loose_headless_count,
            loose_left_count,
            loose_right_count,
            capital_left_count,
            capital_right_count
        ),
        coalesce(exact_left_count, loose_left_count, capital_left_count) as left_count,
        coalesce(exact_right_count, loose_right_count, capital_right_count) as right_count,
        case
            when exact_left_count is null then coalesce(exact_headless_count, loose_headless_count)
        end as headless_count
    from loosest

)

select * from counted
