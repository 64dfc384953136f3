with

landed as (

    select * from {{ source('hf_pages', 'hf_pages') }}

),

renamed as (

    select
        delivery_key,
        source,
        delivery_date,
        delivered_at,
        feed_list,
        feed_date,
        is_feed_date_inferred,
        record_index,
        cast(null as varchar) as arxiv_id,
        title,
        title_normalised,
        abstract,
        comment,
        doi,
        categories,
        authors,
        links,
        cast(published_at as date) as published_date,
        updated_at,
        -- A dump shows the page as it was when it was taken; the delivery is the nearest we know.
        delivered_at as measured_at,
        upvotes,
        comment_count,
        star_count,
        text_hash,
        record_hash,
        line_start,
        line_end
    from landed

)

select * from renamed
