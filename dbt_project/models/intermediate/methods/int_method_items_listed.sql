-- depends_on: {{ ref('ref_rule_parts') }}
{# Names of a list behind a counted noun: three modules: Shell sorting, Sand washing and Drying. #}
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
            regexp_extract(list_text, '^[^:(]*?(?:: | \(|, including )(?:the |an? )?')
        ) as lead_length
    from lists

),

parted as (

    select
        *,
        regexp_split_to_array(
            substr(list_text, lead_length + 1), ',? and (?:the |an? )?|, (?:the |an? )?'
        ) as items,
        regexp_extract_all(
            substr(list_text, lead_length + 1), ',? and (?:the |an? )?|, (?:the |an? )?'
        ) as joints
    from led

),

placed as (

    select
        text_hash,
        list_start,
        list_text,
        unnest(items) as item,
        unnest(list_transform(
            range(1, len(items) + 1),
            lambda i: cast(
                list_start + lead_length
                + coalesce(list_sum(list_transform(items[1:i - 1], lambda p: length(p))), 0)
                + coalesce(list_sum(list_transform(joints[1:i - 1], lambda p: length(p))), 0)
                as integer
            )
        )) as name_start
    from parted

),

named as (

    select
        *,
        regexp_replace(item, ' \(.*$', '') as name
    from placed

),

rows_made as (

    select
        text_hash,
        'name' as candidate_type,
        'abstract' as field,
        name,
        {{ fold_name('name') }} as written_folded,
        name_start,
        cast(name_start + length(name) as integer) as name_end,
        case when contains(name, ' ') then 'phrase' else 'word' end as shape,
        false as is_sentence_initial,
        false as is_bracketed,
        regexp_extract(list_text, '([a-z-]+?)s?(?:: | \(|, including )', 1) as kind_word,
        'items_listed' as introduced_rule_id,
        cast(list_start as integer) as evidence_start,
        cast(list_start + length(list_text) as integer) as evidence_end,
        list_text as evidence_text
    from named
    -- A plain word such as Metrics is mostly no name.
    where regexp_matches(name, '^[A-Z].*(?:[ 0-9-]|[a-z][A-Z]|[A-Z][A-Z])')

)

select * from rows_made
