-- depends_on: {{ ref('ref_method_rules') }}
-- depends_on: {{ ref('ref_rule_parts') }}
with

spans as (

    select * from {{ ref('int_method_spans_cued') }}

),

{# Without a coined form, a list or a cue that knows it, a span is just a capitalised word. A list
of one or of none is laid out here, and not a filter, since a filter would be moved before the
rules and have all of them tried twice. #}
worthy as (

    select
        *,
        unnest(
            case
                when
                    is_known
                    or introduced_rule_id is not null
                    or after_rule_id is not null
                    or shape = 'coined'
                    or coalesce(title_place, 'inside') != 'inside'
                    -- Any name may be that of data: the Wayfair dataset.
                    or (
                        field = 'abstract'
                        and not is_sentence_initial
                        and regexp_matches(cue_after, '{{ rule_part("data_after") }}')
                    )
                    then [true]
                else []
            end
        ) as is_worthy
    from spans

),

cued as (

    select
        *,
        case
            when field = 'abstract' then {{ match_rule('veto', 'cue_before', 'cue_after') }}
        end as veto_rule_id,
        case
            when field = 'abstract' then {{ match_rule('relation', 'cue_before', 'cue_after') }}
        end as relation_rule_id,
        case
            when field = 'abstract'
                then {{ match_rule('relation_after', 'cue_before', 'cue_after') }}
        end as relation_after_rule_id,
        case
            when regexp_matches(cue_before, '{{ rule_part("head_before") }}')
                then regexp_extract(cue_before, '{{ rule_part("head_before") }}', 1)
        end as head_before,
        case
            when regexp_matches(cue_after, '{{ rule_part("head_after") }}')
                then
                    regexp_extract(
                        cue_after, '{{ rule_part("head_after") }}', ['filler', 'head']
                    )
        end as head_after
    from worthy

),

headed as (

    select
        * exclude (head_after, head_before),
        lower(case
            when head_before is not null then head_before
            when
                head_after is not null
                and not regexp_matches(' ' || head_after['filler'], '{{ rule_part("stop") }}')
                then head_after['head']
        end) as kind_word
    from cued

)

select * from headed
