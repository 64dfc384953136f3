with

landed as (

    select * from {{ source('hf_daily', 'hf_daily') }}

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
        {{ arxiv_id('source_paper_id') }} as arxiv_id,
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
        -- All counts are those of the moment of the poll, also where the list is an old one.
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
