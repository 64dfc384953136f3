-- depends_on: {{ ref('ref_method_rules') }}
-- depends_on: {{ ref('ref_rule_parts') }}
with

spans as (

    select * from {{ ref('int_method_spans_expanded') }}

),

shaped as (

    select
        *,
        case
            when regexp_matches(
                regexp_replace(name, '{{ rule_part("field_token") }}', '', 'g'),
                '[{{ rule_part("upper") }}][{{ rule_part("upper") }}]|[{{ rule_part("lower") }}][{{ rule_part("upper") }}]|[0-9]|_|^[{{ rule_part("lower") }}]'
            )
                then 'coined'
            when contains(name, ' ') or regexp_matches(name, '-[{{ rule_part("upper") }}]') then 'phrase'
            when regexp_matches(name, '^[{{ rule_part("upper") }}][{{ rule_part("lower") }}]+$') then 'word'
            else 'other'
        end as shape,
        case
            when field != 'title' then null
            when name_start = 0 and regexp_matches(words_after, '^ ?\+?:') then 'head'
            when name_start < strpos(title, ': ') then 'in_head'
            when is_bracketed then 'bracketed'
            else 'inside'
        end as title_place
    from spans

),

cued as (

    select
        *,
        case
            when field = 'abstract' then {{ match_rule('introduced', 'cue_before', 'cue_after') }}
        end as introduced_rule_id,
        case
            when field = 'abstract' then {{ match_rule('introduced_after', 'cue_before', 'cue_after') }}
        end as after_rule_id,
        case
            when field = 'abstract' then {{ match_rule('veto', 'cue_before', 'cue_after') }}
        end as veto_rule_id,
        case
            when field = 'abstract' then {{ match_rule('prior', 'cue_before', 'cue_after') }}
        end as prior_rule_id,
        case
            when field = 'abstract' then {{ match_rule('relation', 'cue_before', 'cue_after') }}
        end as relation_rule_id,
        case
            when field = 'abstract' then {{ match_rule('relation_after', 'cue_before', 'cue_after') }}
        end as relation_after_rule_id,
        case
            when regexp_matches(cue_before, '{{ rule_part("head_before") }}')
                then regexp_extract(cue_before, '{{ rule_part("head_before") }}', 1)
        end as head_before,
        case
            when regexp_matches(cue_after, '{{ rule_part("head_after") }}')
                then regexp_extract(cue_after, '{{ rule_part("head_after") }}', 2)
        end as head_after,
        case
            when regexp_matches(cue_after, '{{ rule_part("head_after") }}')
                then regexp_extract(cue_after, '{{ rule_part("head_after") }}', 1)
        end as head_after_filler
    from shaped

),

headed as (

    select
        * exclude (head_after, head_after_filler, head_before),
        lower(case
            when head_before is not null then head_before
            when head_after is not null
                and not regexp_matches(' ' || head_after_filler, '{{ rule_part("stop") }}')
                then head_after
        end) as kind_word
    from cued

)

select * from headed
