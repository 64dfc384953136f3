with

deliveries as (

    select * from {{ source('house', 'deliveries') }}

),

renamed as (

    select
        delivery_key,
        source,
        original_name,
        request,
        page,
        cast(logical_date as date) as delivery_date,
        cast(delivered_at as timestamp with time zone) as delivered_at,
        parser_version,
        record_count,
        refused_count
    from deliveries

)

select * from renamed
