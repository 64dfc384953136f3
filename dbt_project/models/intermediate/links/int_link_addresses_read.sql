with

sentences as (

    select * from {{ ref('int_link_sentences') }}

),

matched as (

    select
        text_hash,
        evidence_field,
        sentence_start,
        regexp_extract_all(sentence_text, {{ link_pattern('address') }}) as raw_urls,
        regexp_split_to_array(sentence_text, {{ link_pattern('address') }}) as pieces
    from sentences
    where contains(sentence_text, 'ttp')

),

numbered as (

    select
        text_hash,
        evidence_field,
        sentence_start,
        unnest(raw_urls) as raw_url,
        unnest(pieces[1:len(raw_urls)]) as text_before,
        unnest(range(1, len(raw_urls) + 1)) as url_number
    from matched
    where len(raw_urls) > 0

),

placed as (

    select
        text_hash,
        evidence_field,
        sentence_start,
        text_before,
        regexp_replace(raw_url, {{ link_pattern('address_end') }}, '') as written_url,
        {{ as_offset("""
            sentence_start + sum(length(text_before) + length(raw_url)) over (
                partition by text_hash, evidence_field, sentence_start
                order by url_number
            ) - length(raw_url)
        """) }} as url_start
    from numbered

),

{# The address as a browser takes it: TeX escapes undone, no gap after the colon. #}
cleaned as (

    select
        *,
        {{ clean_url('written_url') }} as url,
        -- The words that lead to the address, since its sentence or the last address began.
        regexp_replace(
            case
                when length(text_before) <= 200 then text_before
                else regexp_replace(right(text_before, 200), '^[^ ]* ', '')
            end, {{ link_pattern('lead_start') }}, ''
        ) as lead_text
    from placed

),

addresses as (

    select
        text_hash,
        evidence_field,
        sentence_start,
        url_start,
        {{ as_offset('url_start - length(lead_text)') }} as evidence_start,
        {{ as_offset('url_start + length(written_url)') }} as evidence_end,
        lead_text || written_url as evidence_text,
        url,
        lead_text
    from cleaned
    where regexp_matches(url, {{ link_pattern('web_host') }})

)

select * from addresses
