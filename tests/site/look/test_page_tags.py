"""The tags with which nearly every page begins."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch

VISIT = SimpleNamespace(edition=SimpleNamespace(slug="market-2027"))


def shown(source: str, **words: object) -> str:
    return Template(source).render(Context({"visit": VISIT, **words}))


def test_sheets_are_linked_in_order() -> None:
    assert shown('{% sheets "lines" "works" %}') == (
        '<link rel="stylesheet" href="/static/praya/lines.css"><link rel="stylesheet" href="/static/praya/works.css">'
    )


def test_scripts_are_linked_and_wait_for_the_page() -> None:
    assert shown('{% scripts "grid" %}') == '<script src="/static/praya/grid.js" defer></script>'


def test_a_crumb_leads_back_within_the_edition() -> None:
    assert shown('{% crumb "works" _("Works") %}') == (
        '<nav class="crumbs" aria-label="Path"><a href="/e/market-2027/works/">Works</a></nav>'
    )
    assert shown('{% crumb "manage_round" "Round 3" 3 %}') == (
        '<nav class="crumbs" aria-label="Path"><a href="/e/market-2027/manage/rounds/3/">Round 3</a></nav>'
    )


def test_a_crumb_leads_nowhere_else() -> None:
    with pytest.raises(NoReverseMatch):
        shown('{% crumb "no such page" "x" %}')


def test_a_name_in_a_crumb_is_no_markup() -> None:
    assert "&lt;b&gt;" in shown('{% crumb "works" name %}', name="<b>")


@pytest.mark.parametrize(
    ("source", "head"),
    [
        ("{% pagehead %}<h1>One</h1>{% endpagehead %}", "<div><h1>One</h1></div>"),
        ("{% pagehead %}<h1>One</h1>{% actions %} {% if a %}b{% endif %} {% endpagehead %}", "<div><h1>One</h1></div>"),
        (
            '{% pagehead %}<h1>{{ name }}</h1>{% actions %}<a href="?">Go</a>{% endpagehead %}',
            '<div><h1>&lt;b&gt;</h1></div><div class="page-actions"><a href="?">Go</a></div>',
        ),
    ],
)
def test_a_page_has_a_head_and_actions_where_there_are_any(source: str, head: str) -> None:
    assert shown(source, name="<b>") == f'<header class="page-head">{head}</header>'


def test_what_is_set_in_the_head_is_known_after_it() -> None:
    assert shown('{% load frame %}{% pagehead %}{% way "home" as one %}{% endpagehead %}{{ one }}').endswith("</header>/")
