{# A correction and whether there is still a fact that it speaks of. #}
with

corrections as (

    select * from {{ ref('ref_method_corrections') }}

),

facts as (

    select distinct
        paper_key,
        name_folded,
        role
    from {{ ref('int_method_facts_read') }}

),

papers as (

    select paper_key from {{ ref('int_paper_texts') }}

),

matched as (

    select
        corrections.*,
        {{ fold_name('corrections.method_name') }} as name_folded,
        case
            -- What the extractor has learned to find by itself needs no correction any more.
            when corrections.correction_action = 'add'
                then papers.paper_key is not null and facts.paper_key is null
            else facts.paper_key is not null
        end as is_matched
    from corrections
    left join papers on corrections.paper_key = papers.paper_key
    left join facts
        on
            corrections.paper_key = facts.paper_key
            and {{ fold_name('corrections.method_name') }} = facts.name_folded
            and corrections.role = facts.role

)

select * from matched
