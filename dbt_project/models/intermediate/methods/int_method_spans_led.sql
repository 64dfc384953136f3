-- depends_on: {{ ref('ref_rule_parts') }}
with

spans as (

    select * from {{ ref('int_method_spans_found') }}

),

placed as (

    select
        *,
        field = 'abstract' and (
            written_start = 0
            or regexp_matches(end_before, '[.!?:]["”’)]*\s["“(]?$')
        ) as is_sentence_initial
    from spans

),

{# The first words of a sentence are capitalised for another reason than being a name. #}
led as (

    select
        *,
        case
            when is_sentence_initial or field = 'title'
                then length(
                    regexp_extract(written, '^(?:{{ rule_part("starter") }} (?:of (?:the )?)?)+')
                )
            -- Behind a capitalised head noun the name alone counts: Foo Model BAR-7.
            when regexp_matches(written, '{{ rule_part("headed") }}')
                then length(written) - length(regexp_extract(written, '[^ ]+$'))
            -- What only describes a coined name: LoRA-tuned Foo-7B, a 12B-parameter Foo.
            when regexp_matches(written, '{{ rule_part("described") }}')
                then length(regexp_extract(written, '^[^ ]+ '))
            when regexp_matches(written, '^(?:The|An?) [^ ]*(?:[A-Z][A-Z]|[a-z][A-Z]|[0-9])')
                then length(regexp_extract(written, '^(?:The|An?) '))
            else length(
                regexp_extract(
                    written, '^(?:(?:Our|This|These|In|For|On|We|With|[0-9.]+[BMKT]?) )+'
                )
            )
        end as lead_length
    from placed

)

select * from led
