with

facts as (

    select * from {{ ref('int_method_facts_keyed') }}

),

candidates as (

    select * from {{ ref('int_method_candidates') }}
    where candidate_type = 'name'

),

{# Two corrections may make one fact of two: the surer one stays. #}
distinct_facts as (

    select *
    from facts
    qualify
        row_number() over (
            partition by paper_key, method_key, role
            order by
                confidence desc, evidence_field asc, name_start asc, name_end asc, rule_id asc
        ) = 1

),

methods as (

    select
        {{ hash_key([
            'distinct_facts.paper_key', 'distinct_facts.method_key', 'distinct_facts.role'
        ]) }} as paper_method_key,
        distinct_facts.paper_key,
        distinct_facts.method_key,
        distinct_facts.method_name,
        distinct_facts.long_name,
        distinct_facts.method_kind,
        distinct_facts.role,
        distinct_facts.is_primary,
        distinct_facts.evidence_field,
        distinct_facts.name_start,
        distinct_facts.name_end,
        distinct_facts.evidence_start,
        distinct_facts.evidence_end,
        coalesce(distinct_facts.evidence_text, candidates.evidence_text) as evidence_text,
        distinct_facts.rule_id,
        cast(distinct_facts.confidence as double) as confidence,
        {{ extractor_version() }} as extractor_version,
        distinct_facts.correction_id,
        distinct_facts.correction_action,
        distinct_facts.correction_reason
    from distinct_facts
    left join candidates
        on
            distinct_facts.text_hash = candidates.text_hash
            and distinct_facts.evidence_field = candidates.field
            and distinct_facts.name_start = candidates.name_start
            and distinct_facts.name_end = candidates.name_end
            and distinct_facts.evidence_start = candidates.evidence_start
            and distinct_facts.evidence_end = candidates.evidence_end

)

select * from methods
