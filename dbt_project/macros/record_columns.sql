{# The columns of a record, as every source lands them. arxiv_id: how the source tells the paper.

measured_at is the moment of the delivery: when a page or dump was taken or dropped, a list polled,
a harvest begun, also where what it tells of is older. #}
{% macro record_columns(arxiv_id) -%}
        delivery_key,
        source,
        delivery_date,
        delivered_at,
        feed_list,
        feed_date,
        is_feed_date_inferred,
        record_index,
        {{ arxiv_id }} as arxiv_id,
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
        delivered_at as measured_at,
        upvotes,
        comment_count,
        star_count,
        text_hash,
        record_hash,
        line_start,
        line_end
{%- endmacro %}
