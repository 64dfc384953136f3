{# The version of the extraction: a hash of its rules, macros and models, given by the build. #}
{% macro extractor_version() -%}
    '{{ env_var("PAPERHOUSE_EXTRACTOR_VERSION", "unversioned") }}'
{%- endmacro %}
