with

landed as (

    select * from {{ source('arxiv_oai', 'arxiv_oai') }}

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
        -- arXiv ranks nothing: when the harvest began.
        delivered_at as measured_at,
        upvotes,
        comment_count,
        star_count,
        text_hash,
        record_hash,
        line_start,
        line_end
    from landed
    where not is_withdrawn

)

select * from renamed
