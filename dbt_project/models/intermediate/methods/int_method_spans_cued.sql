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
            when regexp_matches(name, '^[a-z][a-z]+-(?:[a-z]+-)*[A-Z]') then 'other'
            when {{ is_coined('name') }} then 'coined'
            when
                contains(name, ' ')
                or regexp_matches(name, '-[{{ rule_part("upper") }}]')
                then 'phrase'
            when
                regexp_matches(
                    name, '^[{{ rule_part("upper") }}][{{ rule_part("lower") }}]+$'
                )
                then 'word'
            else 'other'
        end as shape,
        case
            when field != 'title' then null
            -- The whole title is one name and its short form: The Shell Sorting Net (SSN).
            when
                is_bracketed
                and long_start <= 4
                and regexp_matches(words_after, '^\)(?::|$)')
                then 'head'
            when
                name_start = 0
                and (
                    regexp_matches(words_after, '^(?: ?\+?:|\. [A-Z]| [-–—|] )')
                    or (
                        regexp_matches(name, '^[A-Z0-9-]+$') and starts_with(words_after, '! ')
                    )
                )
                then 'head'
            when
                name_start < strpos(title, ': ')
                and not contains(name, ' ')
                -- Behind it stands where the paper was sent: SandTeam at ShellSort-2025.
                and not ends_with(words_before, ' at ')
                then 'in_head'
            when is_bracketed then 'bracketed'
            else 'inside'
        end as title_place
    from spans

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
