-- depends_on: {{ ref('ref_rule_parts') }}
{# Lists behind a counted noun: three modules: Shell sorting, Sand washing and Drying. #}
with

texts as (

    select * from {{ ref('int_texts_to_read') }}

),

split as (

    select
        text_hash,
        regexp_extract_all(left(abstract, 20000), '{{ rule_part("listing") }}')[:20] as matches,
        regexp_split_to_array(left(abstract, 20000), '{{ rule_part("listing") }}')[:20] as pieces
    from texts
    where regexp_matches(abstract, '{{ rule_part("listing") }}')

),

measured as (

    select
        *,
        list_transform(matches, lambda m: length(m)) as match_lengths,
        list_transform(pieces, lambda p: length(p)) as piece_lengths
    from split

),

lists as (

    select
        text_hash,
        unnest(matches) as list_text,
        unnest({{ span_starts('match_lengths', 'piece_lengths') }}) as list_start
    from measured

),

led as (

    select
        *,
        length(
            regexp_extract(list_text, '^[^:(]*?(?:: | \(|, including |, namely |, )(?:the |an? )?')
        ) as lead_length,
        regexp_replace(
            regexp_extract(
                list_text, '([a-z-]+?)s?(?:: | \(|, including |, namely |, )', 1
            ),
            'ie$',
            'y'
        ) as kind_word
    from lists

)

select * from led
