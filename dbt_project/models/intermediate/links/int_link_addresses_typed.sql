with

candidates as (

    select * from {{ ref('int_link_candidates') }}

),

hosts as (

    select * from {{ ref('int_link_hosts_matched') }}

),

typed as (

    select
        candidates.*,
        hosts.address,
        hosts.rule_id as host_rule_id,
        {{ address_type(
            'hosts.link_type', 'hosts.is_by_content', 'candidates.named_types',
            'candidates.is_paper_list', 'hosts.url_repository'
        ) }} as address_type
    from candidates
    inner join hosts on candidates.url = hosts.url

)

select * from typed
