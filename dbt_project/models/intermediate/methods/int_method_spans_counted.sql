with

firsts as (

    select * from {{ ref('int_method_spans_initialled') }}

),

counted as (

    select
        *,
        case
            when len(words_left) > 0
                then {{ exact_long_form('letters', 'initials_left', 'firsts_left', 'end') }}
        end as exact_left_count,
        case
            when len(words_headless) > 0
                then {{ exact_long_form('letters', 'initials_headless', 'firsts_headless', 'end') }}
        end as exact_headless_count,
        case
            when len(words_headless) > 1
                then {{ loose_long_form('written_letters', 'words_headless', 'end') }}
        end as loose_headless_count,
        case
            when len(words_left) > 1
                then {{ loose_long_form('written_letters', 'words_left', 'end') }}
        end as loose_left_count,
        case
            when len(words_right) > 1
                then coalesce(
                    {{ exact_long_form('letters', 'initials_right', 'firsts_right', 'start') }},
                    case
                        when starts_with(words_after, ': ')
                            then {{ loose_long_form('written_letters', 'words_right', 'start') }}
                        else
                            {{ loose_long_form(
                                'written_letters', 'words_right', 'start', longest=true
                            ) }}
                    end
                )
        end as right_count
    from firsts

)

select * from counted
