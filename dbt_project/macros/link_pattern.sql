{#
    The regular expressions of the link extraction, by name, as SQL text (RE2: no look-around).
    Vocabulary lives in seeds (ref_link_words, ref_availability_verbs); only grammar stands here.
    A name that is not listed stops the compilation.
#}
{% macro link_pattern(name) -%}
    {%- set adverb = '(?:[a-z]+ly|also|all|both|further|now|here|then|soon|later|open|made)' -%}
    {%- set verb_base = '(?:release|open[- ]?source|share|publish|provide|make)' -%}
    {%- set verb_done = '(?:released|open[- ]?sourced|open[- ]source|availab?le|avaliable|availabe'
        ~ '|accessible|public|published|shared|provided|uploaded|hosted|found|accessed)' -%}
    {%- set will_be = '(?:(?:will|shall|would)(?: ' ~ adverb ~ ')* be'
        ~ '|(?:is|are) going to be|to be)' -%}
    {%- set is_now = '(?:is|are|has been|have been|has|have)' -%}
    {%- set will = '(?:will|shall|(?:plan|intend|aim|hope|commit|promise|pledge|going) to'
        ~ '|(?:plan|committed) (?:to|on))' -%}
    {%- set patterns = {
        'address': "[Hh]ttps?: ?//(?:[A-Za-z0-9._~:/?#@!$&'*+,;=%-]|\\\\[_%#&~-])+",
        'address_end': "[.,;:!?'*$~]+$",
        'availability': '(?i)\\b(?:'
            ~ will_be ~ '(?: ' ~ adverb ~ ')* ' ~ verb_done
            ~ '|' ~ will ~ '(?: ' ~ adverb ~ ')* '
            ~ '(?:' ~ verb_base ~ '|releasing|open[- ]?sourcing|making|sharing)'
            ~ '|' ~ is_now ~ '(?: ' ~ adverb ~ ')* ' ~ verb_done
            ~ '|(?:we|i|and|also|but)(?:,[^,]{0,40},)?(?: have| ' ~ adverb ~ ')* '
            ~ '(?:' ~ verb_base ~ '|released|open[- ]?sourced|made)'
            ~ '|(?:releasing|open[- ]?sourcing)'
            ~ '|(?:coming soon'
            ~ '|(?:(?:publicly|freely|openly) )?(?:availab?le|released|open[- ]?sourced)'
            ~ '(?: (?:at|on|in|here|via|from|upon|soon|under|after|publicly)|[.]?$))'
            ~ ')\\b',
        'verb': '(releas|open[- ]?sourc|avai?l|access|public$|publish|shar|provid|upload|host|found'
            ~ '|coming)',
        'future': '\\b(?:will|shall|would|coming|committed|to be|(?:plan|intend|aim|hope|commit'
            ~ '|promise|pledge|going) to)\\b',
        'passive': '^(?:is|are|has|have)\\b|^(?:will|shall|would|to)\\b.* be\\b',
        'being': '(?i)\\b(?:be|been|being|is|are|was|were|not|never|had|become|became)$',
        'deferral': '(?i)\\b(?:(?:up)?on|after|following|once|when|pending|until|alongside|with) '
            ~ '(?:(?:the|its|our|this|paper|of|work|article|is|are|has been|formal|final) )*'
            ~ '(?:accept|publication|publish|review|peer|camera)'
            ~ '|\\b(?:soon|shortly)\\b|\\bin the (?:near )?future\\b',
        'on_request': '(?i)^ ?(?:upon |on |from |by )?[^,;:]{0,40}\\brequest',
        'place': '(?i)^( (?:upon|on|at|in|via|here|soon|shortly|under|once|following|after)'
            ~ '\\b[^,;:({.\\\\]{0,60})',
        'subject': '(?i)^(?:.*(?:[;:{]|\\b(?:we|that|which|where|while|because|shows?|demonstrates?'
            ~ '|is|are|can|achieves?|outperforms?|exists?)\\b))?(.*)$',
        'introduction': '(?i)^[\\s,.)}~-]*(?:(?:and|but|finally|moreover|additionally|furthermore'
            ~ '|also|importantly|notably)\\b,? )?'
            ~ '(?:(?:to|for|in|by|with|through|upon|after|given|as)\\b[^,]*, )?',
        'bare': '^(?:coming|(?:(?:publicly|freely|openly) )?(?:availa|release|open))',
        'object': '(?i)^(.*?)(?: (?:to|for|that|which|so|enabling|supporting|facilitating|fostering'
            ~ '|containing|comprising|consisting|encompassing|covering|whose|where|under|upon|as'
            ~ '|and (?:introduc|propos|offer|show|demonstrat)[a-z]*)'
            ~ '\\b|, (?:we|it|this)\\b|[;:]|$)',
        'made_available': '(?i)^(.*?) (?:' ~ adverb ~ ' )*'
            ~ '(?:available|public|accessible|open[- ]?source)\\b',
        'foreign': '(?i)\\b(?:existing|public|most|many|several|few|no|not|such|other|current'
            ~ '|previous|prior|if|when|although|though|since|whose|their|only|proprietary|some|more'
            ~ '|commercial|limited|until|widely|than|those|without|lack|unlike|as|there|it'
            ~ '|easily|rarely|hardly|seldom|readily|commercially'
            ~ '|typically|often|usually|scarcely)\\b',
        'weak_cue': '[Pp]rovide|[Ss]har(?:e|ing)|[Pp]ublish|ccessible|pensourc|uploaded|hosted',
        'weak_object': '(?i)^ (?:our|the|all|both|full|complete|codes?|source|accompanying)\\b'
            ~ '|open[- ]source',
        'own_object': '(?i)^ (?:our|the|all|both|full|complete|an?|this|these|its|two|three|four'
            ~ '|codes?|source|[^ ]*[\\\\$])',
        'phrase_end': '(?i)(?: (?:at|on|in|via|from))?(?: https?)?[ ,.:;]*$',
        'address_mark': '[Hh]ttps?: ?//',
        'design': '(?i)\\bwe(?: [a-z]+ly| also| further| then)* [a-z-]+(?:, [a-z]+)*,?$',
        'word': "[\\p{L}\\p{N}][\\p{L}\\p{N}_'-]*|[,;&/+():.]",
        'separator': '^(?:[,;&/+().:]|and|or|plus|along|well|together|including)$',
        'head_follows': '(?i)^(?:[,;&/+():.]|and|or|of|for|to|that|which|with|on|in|at|as|from|via'
            ~ '|by|under|upon|across|along|together|used|will|is|are|both|plus|over|here'
            ~ '|alongside|after|within|available|open|public|we|behind|this|soon|without'
            ~ '|into|through|named|called|like|based|built|[a-z-]+ly|[a-z-]+(?:ing|ed|ned))$',
        'preposition': '^(?:on|in|at|from|with|by|to|across|over|than|for|using|under|against)$',
        'benchmark_name': '^[a-z0-9][a-z0-9_-]*bench(?:mark)?$',
        'lead_start': '^(?:[\\s,;.:)}>{\\]~-]|and )+',
        'web_host': '(?i)^https?://(?:[^/@]*@)?[a-z0-9.-]+[.][a-z]{2,}(?:[:/?#]|$)',
        'paper_list': '(?i)\\b(?:paper ?list|list of (?:[a-z-]+ ){0,3}papers|reading list'
            ~ '|curated list|collection of (?:[a-z-]+ ){0,3}papers)\\b',
        'paper_list_name': '(?i)awesome|survey|paper-?list|reading-?list|papers$',
    } -%}
    {%- if name not in patterns -%}
        {{ exceptions.raise_compiler_error('link_pattern: no pattern named ' ~ name) }}
    {%- endif -%}
    '{{ patterns[name] | replace("'", "''") }}'
{%- endmacro %}
