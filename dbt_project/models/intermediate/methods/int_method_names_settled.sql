{# What is introduced by words, and what extends an introduced name. #}
with

names as (

    select * from {{ ref('int_method_names_weighed') }}

),

derived as (

    select * from {{ ref('int_method_names_derived') }}

),

settled as (

    select
        names.* replace (
            case
                when derived.name_folded is not null
                    then greatest(names.introduced_confidence, derived.confidence)
                else names.introduced_confidence
            end as introduced_confidence,
            case
                when derived.name_folded is not null and names.introduced_confidence < 0.5
                    then 'name_derived'
                else names.introduced_rule_id
            end as introduced_rule_id
        )
    from names
    left join derived
        on names.text_hash = derived.text_hash and names.name_folded = derived.name_folded

)

select * from settled
