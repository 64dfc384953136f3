{{ config(materialized='table') }}

{# Lists, titles and phrases are read apart from spans, and may find the same place once more: the
candidate of the less sure rule goes. #}
with

candidates as (

    select
        text_hash,
        field,
        name_start,
        name_end,
        introduced_rule_id
    from {{ ref('int_method_candidates_unioned') }}
    where candidate_type = 'name'

),

rules as (

    select * from {{ ref('ref_method_rules') }}

),

read_apart as (

    select *
    from candidates
    where
        introduced_rule_id in (
            'items_listed',
            'title_repeated',
            'coined_in_quotes',
            'coined_phrase',
            'called_phrase',
            'headed_phrase',
            'quoted_thing'
        )

),

paired as (

    select
        read_apart.*,
        candidates.introduced_rule_id as other_rule_id
    from read_apart
    inner join candidates
        on
            read_apart.text_hash = candidates.text_hash
            and read_apart.field = candidates.field
            and read_apart.name_start = candidates.name_start
            and read_apart.name_end = candidates.name_end
            and read_apart.introduced_rule_id is distinct from candidates.introduced_rule_id

),

doubled as (

    select distinct
        paired.text_hash,
        paired.field,
        paired.name_start,
        paired.name_end,
        coalesce(
            case
                when
                    coalesce(other_rules.confidence, 0) < rules.confidence
                    or (
                        other_rules.confidence = rules.confidence
                        and paired.other_rule_id > paired.introduced_rule_id
                    )
                    then paired.other_rule_id
                else paired.introduced_rule_id
            end,
            ''
        ) as introduced_rule_id
    from paired
    inner join rules on paired.introduced_rule_id = rules.rule_id
    left join rules as other_rules on paired.other_rule_id = other_rules.rule_id

)

select * from doubled
