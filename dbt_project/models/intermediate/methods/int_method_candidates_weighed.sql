-- depends_on: {{ ref('ref_rule_parts') }}
with

candidates as (

    select * from {{ ref('int_method_candidates_named') }}

),

rules as (

    select * from {{ ref('ref_method_rules') }}

),

texts as (

    select
        text_hash,
        own_start,
        title_folded
    from {{ ref('int_method_candidates') }}
    where candidate_type = 'text'

),

title_weights as (

    select * from {{ ref('ref_title_places') }}

),

{# A short form explained in the paper's own part, in capitals, is mostly a part of its own. #}
explained as (

    select
        candidates.* replace (texts.own_start as own_start),
        coalesce(starts_with(texts.title_folded, nullif(candidates.long_folded, '')), false)
            as is_long_title_head,
        case
            when
                candidates.introduced_rule_id in (
                    'component_phrase', 'explained_subject', 'numbered_name', 'quoted_phrase'
                )
                and (candidates.name_start < texts.own_start or texts.own_start = 0)
                then null
            when
                candidates.introduced_rule_id = 'quoted_phrase'
                and not regexp_matches(candidates.name, '^[A-Z].*[a-z] (?:.* )?[A-Z]')
                then null
            when
                candidates.introduced_rule_id != 'part_with_acronym'
                or not candidates.is_bracketed
                or candidates.long_name is null
                or candidates.field != 'abstract'
                or candidates.name_start < texts.own_start
                or texts.own_start = 0
                or not regexp_matches(candidates.long_name, '^[A-Z]\S*[ -](?:.*[ -])?[A-Z]')
                then candidates.introduced_rule_id
            when regexp_matches(candidates.long_name, '{{ rule_part("component") }}')
                then 'explained_component'
            when
                candidates.introduced_rule_id is null
                and not regexp_matches(candidates.long_name, '{{ rule_part("field_head") }}')
                then 'explained_here'
            else candidates.introduced_rule_id
        end as weighing_rule_id
    from candidates
    left join texts on candidates.text_hash = texts.text_hash

),

weighed as (

    select
        explained.*,
        case
            when explained.veto_rule_id is not null then 0 else coalesce(before_rules.confidence, 0)
        end as before_confidence,
        case
            when explained.shape = 'word' and explained.is_sentence_initial then 0
            when explained.veto_rule_id is not null then 0
            else coalesce(after_rules.confidence, 0)
        end as after_confidence,
        -- A short form explained before the paper speaks of its own work is somebody else's.
        explained.is_bracketed
        and explained.long_name is not null
        and explained.field = 'abstract'
        and explained.name_start < explained.own_start
        and coalesce(before_rules.confidence, 0) < 0.5 as is_explained_before,
        explained.is_bracketed
        and regexp_matches(explained.long_name, '{{ rule_part("field_head") }}')
            as is_field_long_form,
        explained.is_bracketed
        and not regexp_matches(
            explained.long_name,
            '^[^a-z -][^ -]*[ -](?:.*[ -])?[A-Z]|[ -]{{ rule_part("module") }}$'
        ) as is_lower_long_form,
        coalesce(title_weights.confidence, 0) as title_confidence
    from explained
    left join rules as before_rules on explained.weighing_rule_id = before_rules.rule_id
    left join rules as after_rules on explained.after_rule_id = after_rules.rule_id
    left join title_weights
        on
            explained.title_place = title_weights.title_place
            and explained.shape = title_weights.shape

)

select * from weighed
