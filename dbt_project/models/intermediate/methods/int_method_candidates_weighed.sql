-- depends_on: {{ ref('ref_rule_parts') }}
with

placed as (

    select * from {{ ref('int_method_candidates_placed') }}

),

rules as (

    select * from {{ ref('ref_method_rules') }}

),

title_weights as (

    select * from {{ ref('ref_title_places') }}

),

weighed as (

    select
        placed.*,
        case
            when placed.veto_rule_id is not null then 0 else coalesce(before_rules.confidence, 0)
        end as before_confidence,
        case
            when placed.shape = 'word' and placed.is_sentence_initial then 0
            when placed.veto_rule_id is not null then 0
            else coalesce(after_rules.confidence, 0)
        end as after_confidence,
        -- A short form explained before the paper speaks of its own work is somebody else's.
        placed.is_bracketed
        and placed.long_name is not null
        and placed.field = 'abstract'
        and placed.name_start < placed.own_start
        and coalesce(before_rules.confidence, 0) < 0.5 as is_explained_before,
        placed.is_bracketed
        and regexp_matches(placed.long_name, '{{ rule_part("field_head") }}')
            as is_field_long_form,
        placed.is_bracketed
        and not regexp_matches(
            placed.long_name,
            '^[^a-z -][^ -]*[ -](?:.*[ -])?[A-Z]|[ -]{{ rule_part("module") }}$'
        ) as is_lower_long_form,
        coalesce(title_weights.confidence, 0) as title_confidence
    from placed
    left join rules as before_rules on placed.weighing_rule_id = before_rules.rule_id
    left join rules as after_rules on placed.after_rule_id = after_rules.rule_id
    left join title_weights
        on
            placed.title_place = title_weights.title_place
            and title_weights.shape = case
                -- Words joined to one before the colon are a name: Sand-Net, Dig-and-Sort.
                when placed.shape = 'phrase' and not contains(placed.name, ' ') then 'other'
                else placed.shape
            end

)

select * from weighed
