{# A name as it is compared: lower case, letters and digits of any script only.

Few names need the whole of it: where the marks that names mostly have leave plain letters and
digits, that is the answer already, several times faster. #}
{% macro fold_name(name) -%}
    case
        when regexp_matches({{ plain_name(name) }}, '^[a-z0-9]*$') then {{ plain_name(name) }}
        else lower(regexp_replace(nfc_normalize({{ name }}), '[^\p{L}\p{N}]+', '', 'g'))
    end
{%- endmacro %}
