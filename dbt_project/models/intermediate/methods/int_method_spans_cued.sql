-- depends_on: {{ ref('ref_method_rules') }}
-- depends_on: {{ ref('ref_rule_parts') }}
with

spans as (

    select * from {{ ref('int_method_spans_expanded') }}

),

known_names as (

    select name_folded from {{ ref('ref_known_names') }}

),

shaped as (

    select
        spans.*,
        known_names.name_folded is not null as is_known,
        case
            when regexp_matches(spans.name, '^[a-z][a-z]+-(?:[a-z]+-)*[A-Z]') then 'other'
            when
                regexp_matches(
                    regexp_replace(spans.name, '{{ rule_part("field_token") }}', '', 'g'),
                    '[{{ rule_part("upper") }}][{{ rule_part("upper") }}]'
                    || '|[{{ rule_part("lower") }}][{{ rule_part("upper") }}]'
                    || '|[0-9]|_|^[{{ rule_part("lower") }}]'
                )
                then 'coined'
            when
                contains(spans.name, ' ')
                or regexp_matches(spans.name, '-[{{ rule_part("upper") }}]')
                then 'phrase'
            when
                regexp_matches(
                    spans.name, '^[{{ rule_part("upper") }}][{{ rule_part("lower") }}]+$'
                )
                then 'word'
            else 'other'
        end as shape,
        case
            when spans.field != 'title' then null
            -- The whole title is one name and its short form: The Shell Sorting Net (SSN).
            when
                spans.is_bracketed
                and spans.long_start <= 4
                and regexp_matches(spans.words_after, '^\)(?::|$)')
                then 'head'
            when
                spans.name_start = 0
                and regexp_matches(spans.words_after, '^(?: ?\+?:|[.!] [A-Z]| [-–—|] )')
                then 'head'
            when
                spans.name_start < strpos(spans.title, ': ')
                and not contains(spans.name, ' ')
                -- Behind it stands where the paper was sent: Sand Team at ShellSort 2025.
                and not ends_with(spans.words_before, ' at ')
                then 'in_head'
            when spans.is_bracketed then 'bracketed'
            else 'inside'
        end as title_place
    from spans
    left join known_names on {{ plain_name('spans.name') }} = known_names.name_folded

),

introduced as (

    select
        *,
        case
            -- A plain word that goes on begins a phrase: we propose Adaptive and fast nets.
            when
                shape = 'word'
                and (
                    not regexp_matches(cue_after, '{{ rule_part("word_alone") }}')
                    or (regexp_matches(cue_before, '\ban? $') and starts_with(cue_after, ' '))
                )
                then null
            when field = 'abstract'
                then coalesce(
                    {{ match_rule('introduced', 'cue_before', 'cue_after') }},
                    case
                        when
                            shape = 'phrase'
                            and regexp_matches(name, '{{ rule_part("component") }}')
                            and not regexp_matches(name, '^(?:{{ rule_part("field_token") }})[ -]')
                            and (
                                regexp_matches(
                                    cue_before, '\b(?:an?|our|novel|new) (?:[a-z-]+ )*$'
                                )
                                or (
                                    regexp_matches(cue_before, '{{ rule_part("stage_opening") }}')
                                    and regexp_matches(cue_after, '^,? (?:is|are|can|[a-z]+s) ')
                                )
                            )
                            then 'component_phrase'
                        when
                            shape = 'phrase'
                            and not is_bracketed
                            and regexp_matches(name, '{{ rule_part("acting_phrase") }}')
                            then {{ match_rule('introduced_phrase', 'cue_before', 'cue_after') }}
                    end
                )
        end as introduced_rule_id,
        case
            when field = 'abstract'
                then {{ match_rule('introduced_after', 'cue_before', 'cue_after') }}
        end as after_rule_id
    from shaped

)

select * from introduced
