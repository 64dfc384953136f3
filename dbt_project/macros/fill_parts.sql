{# A rule's pattern with each <part> replaced by its pattern, quotes doubled for SQL later. #}
{% macro fill_parts(pattern, named) %}
    {% set filled = namespace(text=pattern) %}
    {% for name, part in named.items() %}
        {% set filled.text = filled.text | replace('<' ~ name ~ '>', part) %}
    {% endfor %}
    {{ return(filled.text) }}
{% endmacro %}
