{{ config(schema='intermediate', materialized='table', contract={'enforced': false}) }}
select paper_key, false as is_survey from {{ ref('int_paper_texts') }}
