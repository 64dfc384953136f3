-- depends_on: {{ ref('ref_rule_parts') }}
with

counted as (

    select * from {{ ref('int_method_spans_counted') }}

),

paired as (

    select
        *,
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
    from counted

),

{# The exact before the loose, before what stands beside each other in capitals where something is
proposed; and a head noun such as framework left out before kept. #}
settled as (

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
    from paired

)

select * from settled
