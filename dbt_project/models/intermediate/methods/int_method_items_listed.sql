-- depends_on: {{ ref('ref_rule_parts') }}
{# Names of a list behind a counted noun: three modules: Shell sorting, Sand washing and Drying. #}
with

lists as (

    select * from {{ ref('int_method_lists_found') }}

),

parted as (

    select
        *,
        regexp_split_to_array(
            substr(list_text, lead_length + 1), '{{ rule_part("item_joint") }}'
        ) as items,
        regexp_extract_all(
            substr(list_text, lead_length + 1), '{{ rule_part("item_joint") }}'
        ) as joints
    from lists

),

placed as (

    select
        text_hash,
        list_start,
        list_text,
        kind_word,
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
        regexp_replace(item, ' (?:\(|(?:for|to|that|which|as|by|using) ).*$', '') as name
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
        case
            when contains(name, ' ') then 'phrase'
            when regexp_matches(name, '[a-z][A-Z]|[A-Z][A-Z]|[0-9]') then 'coined'
            else 'word'
        end as shape,
        false as is_sentence_initial,
        false as is_bracketed,
        kind_word,
        'items_listed' as introduced_rule_id,
        cast(list_start as integer) as evidence_start,
        cast(list_start + length(list_text) as integer) as evidence_end,
        list_text as evidence_text
    from named
    -- A plain word such as Metrics is mostly no name.
    where
        regexp_matches(name, '^[A-Z].*(?:[ 0-9-]|[a-z][A-Z]|[A-Z][A-Z])')
        and not regexp_matches(name, '[()]')

)

select * from rows_made
