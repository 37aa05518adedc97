"""What a line break in a template means."""

import pytest

from praya.core.templating.whitespace import compact, pieces_of


@pytest.mark.parametrize(
    ("source", "compiled"),
    [
        ("<p>\n  text\n</p>\n", "<p>text</p>"),
        ("<p>\n  one\n  two\n</p>", "<p>one two</p>"),
        ("<p>{{ one }}\n{{ two }}</p>", "<p>{{ one }} {{ two }}</p>"),
        ("<b>one</b>\n<b>two</b>", "<b>one</b><b>two</b>"),
        ("<b>one</b> <b>two</b>", "<b>one</b> <b>two</b>"),
        ('<b>one</b>{{ " " }}\n<b>two</b>', "<b>one</b> <b>two</b>"),
        ('<b>one</b>\n{{ " " }}<b>two</b>', "<b>one</b> <b>two</b>"),
        ('one\n{{ " " }}two', "one two"),
        ("{% if a %}\n  one\n{% endif %}\n{% if b %} two{% endif %}", "{% if a %}one{% endif %}{% if b %} two{% endif %}"),
        ("one\n{# a remark #}\ntwo", "one two"),
        ("<p>\n{# a remark #}\ntwo", "<p>two"),
        ("{% comment %}\nlong\n{% endcomment %}\n<p>", "<p>"),
        ('<a\n    href="x"\n    class="y">', '<a href="x" class="y">'),
        ('<a\n  href="x"\n  {% if a %}\n    lang="y"\n  {% endif %}\n>', '<a href="x"{% if a %} lang="y"{% endif %}>'),
        ('<a href="x" {% if a %}lang="y"{% endif %}>', '<a href="x" {% if a %}lang="y"{% endif %}>'),
        ('<p class="one\n  two">', '<p class="one two">'),
        ('<p class="one{% if a %}\n  two{% endif %}\n  three">', '<p class="one{% if a %} two{% endif %} three">'),
        ('<p title="{% url "x" %}>">\n<b>', '<p title="{% url "x" %}>"><b>'),
        ('{% include "x" with a=b\n    c=d only %}', '{% include "x" with a=b c=d only %}'),
        ("{{ a|default:b\n    }}", "{{ a|default:b }}"),
        ("1 < 2 &\n3 > 2", "1 < 2 & 3 > 2"),
        ("<!-- one\ntwo -->", "<!-- one\ntwo -->"),
    ],
)
def test_a_line_break_is_nothing_beside_a_tag_and_a_space_between_words(source: str, compiled: str) -> None:
    assert compact(source).text == compiled


@pytest.mark.parametrize(
    "source",
    [
        "<pre>\n one\n  <b>two</b>\n</pre>",
        '<textarea rows="2">\n{{ text }}\n</textarea>',
        "<script>\nlet a = 1\n</script>",
        "{% verbatim %}\n{{ a }}\n{% endverbatim %}",
        "{% blocktranslate %}\none\n  two {% endblocktranslate %}",
    ],
)
def test_what_keeps_its_white_space_is_left_alone(source: str) -> None:
    assert compact(source).text == source


def test_a_trimmed_translation_reads_as_django_trims_it() -> None:
    source = "{% blocktranslate trimmed count n=n %}\n  {{ n }} work\n{% plural %}\n  {{ n }} works\n{% endblocktranslate %}"
    assert compact(source).text == (
        "{% blocktranslate trimmed count n=n %}{{ n }} work{% plural %}{{ n }} works{% endblocktranslate %}"
    )


def test_what_is_compacted_stays_so() -> None:
    source = '<p\n  class="a">\n  one\n  two <b>\n    three\n  </b>\n</p>'
    once = compact(source).text
    assert compact(once).text == once == '<p class="a">one two <b>three</b></p>'


def test_the_pieces_together_are_the_source() -> None:
    source = '<p class="a">\n{% if b %} c {{ d }}{# e #}\n{% endif %}<!-- f --><pre>\n g </pre></p>'
    assert "".join(piece.text for piece in pieces_of(source)) == source


def test_a_place_is_found_again_in_the_source() -> None:
    source = '<p>\n  one\n  <a\n    href="{% url "x" %}">\n    {{ two }}\n  </a>\n</p>'
    compacted = compact(source)
    for tag in ('{% url "x" %}', "{{ two }}", "</a>"):
        assert compacted.origin(compacted.text.index(tag)) == source.index(tag)


def test_a_tag_without_an_end_is_named_with_its_line() -> None:
    with pytest.raises(ValueError, match=r"line 2: what begins with '\{% if a' has no end"):
        compact("<p>\n{% if a")
