with

records as (

    select * from {{ ref('int_records_identified') }}

),

{# A title's own key gives way when the title has found its one arXiv id. #}
redirects as (

    select
        own_paper_key as replaced_paper_key,
        paper_key,
        min(title) as title,
        'a title-only record joined the arXiv id that bears its title' as reason
    from records
    where own_paper_key <> paper_key
    group by own_paper_key, paper_key

)

select * from redirects
