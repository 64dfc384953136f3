with

facts as (

    select * from {{ ref('int_method_facts_keyed') }}

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
        {{ hash_key(['paper_key', 'method_key', 'role']) }} as paper_method_key,
        paper_key,
        method_key,
        method_name,
        long_name,
        method_kind,
        role,
        is_primary,
        evidence_field,
        name_start,
        name_end,
        evidence_start,
        evidence_end,
        evidence_text,
        rule_id,
        cast(confidence as double) as confidence,
        {{ extractor_version() }} as extractor_version,
        correction_id,
        correction_action,
        correction_reason
    from distinct_facts

)

select * from methods
