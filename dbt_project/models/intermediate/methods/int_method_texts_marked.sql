-- depends_on: {{ ref('ref_rule_parts') }}
with

texts as (

    select * from {{ ref('int_texts_to_read') }}

),

{# One row per text, so that a text without any name is known to be read. #}
text_rows as (

    select
        text_hash,
        'text' as candidate_type,
        cast(null as varchar) as field,
        cast(null as varchar) as name,
        cast(null as varchar) as written_folded,
        cast(null as integer) as name_start,
        cast(null as integer) as name_end,
        cast(null as varchar) as shape,
        cast(null as varchar) as title_place,
        cast(null as varchar) as long_name,
        cast(null as varchar) as long_folded,
        cast(null as boolean) as is_sentence_initial,
        cast(null as boolean) as is_bracketed,
        cast(null as varchar) as introduced_rule_id,
        cast(null as varchar) as after_rule_id,
        cast(null as varchar) as veto_rule_id,
        cast(null as varchar) as relation_rule_id,
        cast(null as varchar) as relation_after_rule_id,
        cast(null as varchar) as kind_word,
        cast(null as integer) as long_start,
        cast(null as integer) as long_end,
        cast(null as integer) as evidence_start,
        cast(null as integer) as evidence_end,
        cast(null as varchar) as evidence_text,
        regexp_matches(title, '{{ rule_part("survey_title") }}')
        or coalesce(regexp_matches(abstract, '{{ rule_part("survey_abstract") }}'), false)
            as is_survey,
        -- A paper speaks of its own work at its first words of it, or behind its first third.
        cast(
            least(
                length(
                    regexp_split_to_array(
                        left(abstract, cast(least(0.35 * length(abstract), 20000) as integer) + 60),
                        '{{ rule_part("own_work") }}'
                    )[1]
                ),
                0.35 * length(abstract)
            ) as integer
        ) as own_start,
        {{ fold_name('title') }} as title_folded
    from texts

)

select * from text_rows
