-- depends_on: {{ ref('ref_rule_parts') }}
with

spans as (

    select * from {{ ref('int_method_spans_surrounded') }}

),

shaped as (

    select
        *,
        ends_with(words_before, '(')
        and (
            starts_with(words_after, ')')
            or starts_with(words_after, ',')
            or starts_with(words_after, ';')
        )
        -- A short form may keep one word whole: Shell Sorting Net (SS Net).
        and not regexp_matches(name, ' .* ') as is_bracketed,
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
            when is_bracketed or is_followed
                then lower(regexp_replace(
                    regexp_replace(name, 's$', ''), '[^A-Za-z0-9]', '', 'g'
                ))
        end as written_letters,
        case
            when is_bracketed
                then string_split(
                    trim(regexp_extract(
                        words_before, '([^.;:!?(){}]*){{ rule_part("opening") }}', 1
                    )),
                    ' '
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

initialled as (

    select
        *,
        case when words_left is not null then {{ word_initials('words_left') }} end
            as initials_left,
        case when words_headless is not null then {{ word_initials('words_headless') }} end
            as initials_headless,
        case when words_right is not null then {{ word_initials('words_right') }} end
            as initials_right
    from headless

),

firsts as (

    select
        *,
        list_transform(initials_left, lambda w: left(w, 1)) as firsts_left,
        list_transform(initials_headless, lambda w: left(w, 1)) as firsts_headless,
        list_transform(initials_right, lambda w: left(w, 1)) as firsts_right
    from initialled

)

select * from firsts
