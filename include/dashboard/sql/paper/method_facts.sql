select
    role,
    method_name,
    long_name,
    method_kind,
    is_primary,
    evidence_field,
    name_start,
    name_end,
    evidence_start,
    evidence_end,
    evidence_text,
    rule_id,
    confidence,
    correction_action,
    correction_reason,
    method_key
from marts.fct_methods
where paper_key = $paper_key
order by
    role = 'introduces' desc,
    is_primary desc nulls last,
    evidence_field = 'title' desc,
    name_start,
    name_end,
    role
