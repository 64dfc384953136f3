{# A correction that speaks of no fact any more should be looked at and taken from the list. #}
{{ config(severity='warn') }}

select
    correction_id,
    paper_key,
    method_name,
    role
from {{ ref('int_method_corrections_matched') }}
where not is_matched
