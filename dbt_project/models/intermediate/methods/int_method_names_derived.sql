with

names as (

    select * from {{ ref('int_method_names_weighed') }}

),

related as (

    select * from {{ ref('int_method_relations_found') }}

),

known_names as (

    select * from {{ ref('ref_known_names') }}

),

derivation as (

    select confidence
    from {{ ref('ref_method_rules') }}
    where rule_id = 'name_derived'

),

{# What a text introduces, and what stands before the hyphen in it, begins names of its family. #}
families as (

    select distinct
        text_hash,
        name_folded,
        unnest([any_name, split_part(any_name, '-', 1)]) || '-' as stem,
        unnest([true, false]) as is_whole_name
    from names
    where introduced_confidence >= 0.7 and is_coined

),

derived as (

    select distinct
        names.text_hash,
        names.name_folded,
        derivation.confidence
    from names
    cross join derivation
    inner join families
        on
            names.text_hash = families.text_hash
            and names.name_folded != families.name_folded
            and starts_with(lower(names.any_name), lower(families.stem))
    inner join related
        on names.text_hash = related.text_hash and names.name_folded = related.name_folded
    left join known_names on rtrim(families.stem, '-') = known_names.name
    where
        length(families.stem) > 4
        and names.known_kind is null
        and names.not_name_reason is null
        and not related.is_background
        and (
            families.is_whole_name
            or (
                known_names.name_folded is null
                and not related.is_compared
                and not related.is_built_on
            )
        )

)

select * from derived
