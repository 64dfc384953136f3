with

papers as (

    select * from {{ ref('int_paper_texts') }}

),

roles as (

    select * from {{ ref('int_method_roles') }}

),

candidates as (

    select * from {{ ref('int_method_candidates_named') }}

),

kinds as (

    select * from {{ ref('ref_method_kinds') }}

),

rules as (

    select * from {{ ref('ref_method_rules') }}

),

{# The occurrence that says it best, the short form before others. #}
chosen as (

    select
        candidates.*,
        roles.role,
        roles.relation_rule_id as role_relation_rule_id,
        roles.introduced_confidence,
        roles.is_primary,
        roles.introduced_start,
        roles.known_kind,
        coalesce(roles.introduced_kind_word, roles.kind_word) as name_kind_word,
        roles.long_name as name_long_name
    from candidates
    inner join roles
        on
            candidates.text_hash = roles.text_hash
            and candidates.name_folded = roles.name_folded
    left join rules on candidates.introduced_rule_id = rules.rule_id
    qualify
        row_number() over (
            partition by candidates.text_hash, candidates.name_folded
            order by
                case when roles.role = 'introduces' then coalesce(rules.confidence, 0) else 0 end desc,
                candidates.written_folded = candidates.name_folded desc,
                candidates.field,
                candidates.name_start
        ) = 1

),

facts as (

    select
        {{ hash_key(['papers.paper_key', 'chosen.name_folded', 'chosen.role']) }} as paper_method_key,
        papers.paper_key,
        {{ hash_key(['chosen.name_folded']) }} as method_key,
        chosen.name as method_name,
        chosen.name_long_name as long_name,
        coalesce(kinds.method_kind, chosen.known_kind, 'method') as method_kind,
        chosen.role,
        chosen.is_primary,
        chosen.field as evidence_field,
        chosen.name_start,
        chosen.name_end,
        chosen.evidence_start,
        chosen.evidence_end,
        chosen.evidence_text,
        case when chosen.role = 'introduces' then coalesce(chosen.introduced_rule_id, chosen.after_rule_id, chosen.title_place, 'x') else coalesce(chosen.relation_after_rule_id, chosen.relation_rule_id, 'x') end as rule_id,
        cast(chosen.introduced_confidence as double) as confidence,
        {{ extractor_version() }} as extractor_version
    from chosen
    inner join papers on chosen.text_hash = papers.text_hash
    left join kinds on chosen.name_kind_word = kinds.kind_word

)

select * from facts
