{{ config(schema='intermediate', materialized='table', contract={'enforced': false}) }}
select text_hash from {{ ref('int_texts_to_read') }} where false
