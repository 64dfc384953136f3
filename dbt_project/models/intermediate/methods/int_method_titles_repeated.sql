-- depends_on: {{ ref('ref_rule_parts') }}
{# A title, or what stands before its colon, that the abstract repeats behind a verb of proposing is
a name, whatever its words look like: We introduce Washing the Sand, a sieve. #}
with

texts as (

    select * from {{ ref('int_texts_to_read') }}

),

heads as (

    select
        text_hash,
        left(abstract, 20000) as abstract,
        trim(
            regexp_extract(left(title, 2000), '^(?:(?:Towards?|The|An?|On) )?([^:?(]+\??)', 1)
        ) as head
    from texts
    where abstract is not null

),

placed as (

    select
        text_hash,
        abstract,
        head,
        strpos(lower(abstract), lower(head)) - 1 as name_start
    from heads
    where
        regexp_matches(head, '^(?:[^ ]+ ){1,6}[^ ]+$')
        and length(head) <= 80
        -- Two names are two.
        and not regexp_matches(head, '^[^ ]+ and [^ ]+$')

),

cued as (

    select
        *,
        name_start + length(head) as name_end,
        substr(abstract, name_start + 1, length(head)) as name,
        substr(abstract, name_start + length(head) + 1, 60) as cue_after,
        ltrim(regexp_extract(
            substr(abstract, greatest(name_start - 120, 0) + 1, least(120, name_start)),
            '[^.;!?]*$'
        )) as cue_before
    from placed
    where name_start > 0

),

rows_made as (

    select
        text_hash,
        'name' as candidate_type,
        'abstract' as field,
        name,
        {{ fold_name('name') }} as written_folded,
        cast(name_start as integer) as name_start,
        cast(name_end as integer) as name_end,
        'phrase' as shape,
        false as is_sentence_initial,
        false as is_bracketed,
        'title_repeated' as introduced_rule_id,
        cast(name_start - length(cue_before) as integer) as evidence_start,
        cast(name_end as integer) as evidence_end,
        cue_before || name as evidence_text
    from cued
    where
        case
            when regexp_matches(name, '(?:^| )[A-Z].* [A-Z]')
                then
                    regexp_matches(cue_before, '{{ rule_part("title_cue") }}')
                    and not regexp_matches(
                        regexp_extract(cue_before, '{{ rule_part("title_cue") }}'),
                        '{{ rule_part("title_cue_far") }}'
                    )
            else
                regexp_matches(cue_before, '{{ rule_part("title_cue_close") }}')
                and not regexp_matches(cue_after, '{{ rule_part("head_follows") }}')
        end
        and not regexp_matches(cue_after, '^[A-Za-z]')
        -- The lower case of a letter may be longer than the letter.
        and lower(name) = lower(head)

)

select * from rows_made
