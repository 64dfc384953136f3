with

regions as (

    select * from {{ ref('int_link_regions') }}

),

things as (

    select * from {{ ref('int_availability_words') }}

),

rules as (

    select * from {{ ref('ref_availability_rules') }}

),

named as (

    select
        regions.*,
        things.link_type,
        bool_or(things.is_last) over (
            partition by regions.text_hash, regions.evidence_field, regions.predicate_start
        ) as is_last_named,
        max(case when things.link_type = 'code' then 1 else 0 end) over (
            partition by regions.text_hash, regions.evidence_field, regions.predicate_start
        ) as names_code
    from regions
    left join things
        on
            regions.text_hash = things.text_hash
            and regions.evidence_field = things.evidence_field
            and regions.predicate_start = things.predicate_start

),

{#
    Weak verbs (provide, share, find) speak of a release only where code is among the things. A
    phrase without a verb of being counts for code, or where it opens its sentence. A promise that
    names no kind of thing still says what the address in its sentence is.
#}
telling as (

    select *
    from named
    where
        (not is_weak or names_code = 1)
        and (
            shape <> 'nominal'
            or (link_type = 'code' and is_last_named)
            or (evidence_start = sentence_start and is_last_named and length(region) <= 60)
        )
        and (link_type is not null or (tense = 'future' and has_address))

),

statements as (

    select
        telling.text_hash,
        telling.evidence_field,
        telling.sentence_start,
        telling.predicate_start,
        {{ as_offset('telling.evidence_start') }} as evidence_start,
        {{ as_offset('telling.evidence_start + length(telling.evidence_text)') }} as evidence_end,
        telling.evidence_text,
        telling.link_type,
        rules.link_status,
        rules.rule_id
    from telling
    inner join rules
        on telling.shape = rules.shape and telling.tense = rules.tense

)

select * from statements
