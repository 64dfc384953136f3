with

facts as (

    select * from {{ ref('int_method_facts_read') }}

),

corrections as (

    select * from {{ ref('int_method_corrections_matched') }}
    where is_matched

),

{# Rejected facts go, renamed ones carry the curator's name and span. #}
amended as (

    select
        facts.paper_key,
        facts.text_hash,
        case
            when corrections.correction_id is null then facts.name_folded
            else {{ fold_name('corrections.new_method_name') }}
        end as name_folded,
        coalesce(corrections.new_method_name, facts.method_name) as method_name,
        coalesce(corrections.long_name, facts.long_name) as long_name,
        coalesce(corrections.method_kind, facts.method_kind) as method_kind,
        facts.is_kind_read or corrections.method_kind is not null as is_kind_read,
        facts.role,
        coalesce(corrections.is_primary, facts.is_primary) as is_primary,
        coalesce(corrections.evidence_field, facts.evidence_field) as evidence_field,
        coalesce(corrections.name_start, facts.name_start) as name_start,
        coalesce(corrections.name_end, facts.name_end) as name_end,
        coalesce(corrections.evidence_start, facts.evidence_start) as evidence_start,
        coalesce(corrections.evidence_end, facts.evidence_end) as evidence_end,
        corrections.evidence_text,
        facts.rule_id,
        facts.confidence,
        corrections.correction_id,
        corrections.correction_action,
        corrections.reason as correction_reason
    from facts
    left join corrections
        on
            facts.paper_key = corrections.paper_key
            and facts.name_folded = corrections.name_folded
            and facts.role = corrections.role
            and corrections.correction_action in ('reject', 'rename')
    where corrections.correction_id is null or corrections.correction_action = 'rename'

),

added as (

    select
        paper_key,
        cast(null as varchar) as text_hash,
        name_folded,
        method_name,
        long_name,
        method_kind,
        true as is_kind_read,
        role,
        coalesce(is_primary, false) as is_primary,
        evidence_field,
        name_start,
        name_end,
        evidence_start,
        evidence_end,
        evidence_text,
        'curator' as rule_id,
        1.0 as confidence,
        correction_id,
        correction_action,
        reason as correction_reason
    from corrections
    where correction_action = 'add'

),

unioned as (

    select * from amended
    union all by name
    select * from added

)

select * from unioned
