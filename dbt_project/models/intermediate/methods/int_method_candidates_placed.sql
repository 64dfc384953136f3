-- depends_on: {{ ref('ref_rule_parts') }}
with

candidates as (

    select * from {{ ref('int_method_candidates_named') }}

),

texts as (

    select
        text_hash,
        own_start,
        title_folded,
        is_survey
    from {{ ref('int_method_candidates') }}
    where candidate_type = 'text'

),

{# Some rules hold only where the paper speaks of its own work, and for some forms of a name. #}
placed as (

    select
        candidates.* replace (texts.own_start as own_start),
        coalesce(starts_with(texts.title_folded, nullif(candidates.long_folded, '')), false)
            as is_long_title_head,
        case
            when
                candidates.introduced_rule_id in (
                    'component_phrase',
                    'explained_subject',
                    'module_of_own',
                    'numbered_name',
                    'phrase_employed',
                    'quoted_phrase',
                    'quoted_thing'
                )
                and candidates.name_start < texts.own_start
                then null
            when
                candidates.introduced_rule_id = 'quoted_phrase'
                and not regexp_matches(candidates.name, '^[A-Z].*[a-z] (?:.* )?[A-Z]')
                then null
            else candidates.introduced_rule_id
        end as placed_rule_id,
        candidates.is_bracketed
        and candidates.field = 'abstract'
        -- What a survey explains is mostly what others named.
        and texts.is_survey is not true
        and candidates.name_start >= texts.own_start
        and regexp_matches(candidates.long_name, '^[A-Z]\S*[ -](?:.*[ -])?[A-Z]')
            as is_explained_as_own
    from candidates
    left join texts on candidates.text_hash = texts.text_hash

),

{# A short form explained in the paper's own part, in capitals, is mostly a part of its own. #}
explained as (

    select
        * exclude (placed_rule_id, is_explained_as_own),
        case
            when placed_rule_id != 'part_with_acronym' or is_explained_as_own is not true
                then placed_rule_id
            when regexp_matches(long_name, '{{ rule_part("component") }}')
                then 'explained_component'
            when regexp_matches(long_name, '{{ rule_part("measure_head") }}') then placed_rule_id
            when placed_rule_id is not null then 'explained_part'
            when not regexp_matches(long_name, '{{ rule_part("field_head") }}')
                then 'explained_here'
        end as weighing_rule_id
    from placed

)

select * from explained
