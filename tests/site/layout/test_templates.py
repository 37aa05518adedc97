"""The formatter of templates: what it writes, what it refuses, and that it changes no page."""

from __future__ import annotations

from pathlib import Path

import pytest
from script.lib.templates.__main__ import main
from script.lib.templates.layout import WIDTH, LayoutError, laid_out

from praya.core.templating.whitespace import compact

LONG = "word " * 30


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("<ul><li>one</li><li>two</li></ul>", "<ul>\n  <li>one</li>\n  <li>two</li>\n</ul>\n"),
        ("<p>one <b>two</b>, three</p>", "<p>one <b>two</b>, three</p>\n"),
        ("<p><b>one</b><i>two</i></p>", "<p>\n  <b>one</b>\n  <i>two</i>\n</p>\n"),
        ("{% if a %}<p>b</p>{% else %}c{% endif %}", "{% if a %}\n  <p>b</p>\n{% else %}\n  c\n{% endif %}\n"),
        ("<p>{% if a %}one{% endif %}{{ b }}</p>", "<p>{% if a %}one{% endif %}{{ b }}</p>\n"),
        ('{% url "a" as b %}{{ b }}', '{% url "a" as b %}\n{{ b }}\n'),
        ("{% load a %}{# why #}<p>b</p>", "{% load a %}\n{# why #}\n<p>b</p>\n"),
        ("{% if a %}<a>{% endif %}b{% if a %}</a>{% endif %}", "{% if a %}<a>{% endif %}b{% if a %}</a>{% endif %}\n"),
        ("<pre>\n a\n</pre><p>b</p>", "<pre>\n a\n</pre>\n<p>b</p>\n"),
    ],
)
def test_one_element_or_block_stands_on_a_line(source: str, lines: str) -> None:
    assert laid_out(source) == lines


@pytest.mark.parametrize(
    "source",
    [
        f"<p>{LONG}<a href='x'>{LONG}</a> {LONG}</p>",
        f"<p>{LONG} {{% if a %}} <b>{LONG}</b>{{% endif %}}, {LONG}</p>",
        f'<input class="{LONG}" {{% if a %}}checked{{% endif %}} name="b"{{% if c %}} title="{LONG}" lang="d"{{% endif %}}>',
        f'<p class="{LONG}{{% if a %}} b{{% endif %}}">c</p>',
        '<a href="%s"{%% if a %%} class="b" lang="c"{%% else %%} class="d"{%% endif %%}>e</a>' % ("x" * 90),
        f"{{% blocktranslate trimmed count n=n %}}{LONG}{{% plural %}}{LONG}{{% endblocktranslate %}}",
        f"{{% comment %}}{LONG}{{% endcomment %}}{{# {LONG} #}}",
        '{% include "a" with ' + " ".join(f"name{n}=value{n}" for n in range(20)) + " only %}",
        f'<textarea name="{"a" * 60}" rows="2" maxlength="{"1" * 60}">{{{{ b }}}}</textarea>',
        "<p>" + " ".join("<b>bold</b>" for _ in range(30)) + "</p>",
    ],
)
def test_what_is_laid_out_is_narrow_and_means_the_same_and_stays(source: str) -> None:
    text = laid_out(source)
    assert [line for line in text.splitlines() if len(line) > WIDTH] == []
    assert compact(text).text == compact(source).text
    assert laid_out(text) == text


def test_a_space_beside_a_tag_is_written_where_the_line_breaks() -> None:
    text = laid_out(f"<p>{'a' * 70} <b>{'b' * 70}</b></p>")
    assert text == f'<p>\n  {"a" * 70}\n  {{{{ " " }}}}<b>{"b" * 70}</b>\n</p>\n'


@pytest.mark.parametrize("source", ["<p>{% if a %}</p>", "{% if a", "{% endif %}{% if a %}{% endif %}"])
def test_a_block_without_its_end_is_refused(source: str) -> None:
    with pytest.raises(LayoutError):
        laid_out(source)


def test_the_check_names_what_is_not_laid_out_and_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.html"
    page.write_text("<ul><li>one</li></ul>", encoding="utf-8")

    assert main(["--check", str(page)]) == 1
    assert capsys.readouterr().out == f"{page}: not laid out; run script/templates\n"
    assert page.read_text(encoding="utf-8") == "<ul><li>one</li></ul>"

    assert main([str(page)]) == 0
    assert page.read_text(encoding="utf-8") == "<ul>\n  <li>one</li>\n</ul>\n"
    assert main(["--check", str(page)]) == 0


def test_a_line_that_cannot_be_broken_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.html"
    page.write_text(f'<p>\n  <a href="{"x" * 130}">one</a>\n</p>\n', encoding="utf-8")
    assert main([str(page)]) == 1
    assert capsys.readouterr().out == f"{page}:3: longer than a line may be\n"


def test_every_template_is_laid_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0, capsys.readouterr().out
