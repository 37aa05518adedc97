"""Every page within reach sets words apart by the marks of its language: no Latin mark stands between Chinese or Arabic words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from django.test import Client

from praya.core.accounts.models import Account
from praya.demo.roles import roles_of
from praya.meet.editions.models import Edition
from praya.site.catalogues import compile_catalogues
from tests.journeys.demo_market import demo_market
from tests.journeys.test_every_page import NO_PAGE, kind_of

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
_HAN, _ARABIC = "\u3400-\u4dbf\u4e00-\u9fff", "\u0620-\u064a"
# A mark of a Latin script beside a word of the other, or at the end of one before white space; a space behind a wide mark.
WRONG = {
    "zh-hant": re.compile(
        rf"[{_HAN}][,;:!?](?=\s|[{_HAN}])|[:;] ?(?=[{_HAN}])|[{_HAN}]\.(?=\s*(?:\n|[{_HAN}]))|[{_HAN}] ?\((?=[{_HAN}])"
        r"|[。；：，、] +(?=\S)"
    ),
    "ar": re.compile(rf"[{_ARABIC}][,;?](?=\s?[{_ARABIC}])|[{_ARABIC}][,;?](?=\s*\n)"),
}
_UNREAD = re.compile(r"<(script|style|textarea|template|svg|option)\b.*?</\1>", re.DOTALL)
_INLINE = re.compile(r"</?(?:a|abbr|b|bdi|bdo|code|em|i|mark|small|span|strong|time|wbr)\b[^>]*>")
_SAID = re.compile(r'\b(?:aria-label|title|alt|placeholder|data-label)="([^"]*)"')
_LINK = re.compile(r'<a\b[^>]*\bhref="([^"#?]+)')


def text_of(html: str) -> str:
    """Return what is read of a page, or to whoever does not see it, a block a line."""
    shown = _UNREAD.sub("\n", html)
    plain = re.sub(r"<[^>]+>", "\n", _INLINE.sub("", shown))
    return unescape("\n".join([plain, *_SAID.findall(shown)]))


def wrong_marks(html: str, language: str) -> list[str]:
    """Return where a mark of another script stands, with the words around it."""
    text = text_of(html)
    return [text[max(0, found.start() - 12) : found.end() + 12].strip() for found in WRONG[language].finditer(text)]


FOYER = re.compile("/programme/wall/")  # its languages take turns


def walk(client: Client, start: str) -> Iterator[tuple[str, str]]:
    """Yield one page of each kind that links lead to, with its path."""
    waiting, seen = [start], set()
    while waiting:
        path = waiting.pop(0)
        if NO_PAGE.search(path) or FOYER.search(path) or not path.startswith(("/e/", "/account")):
            continue
        kind = kind_of(path)
        if kind in seen:
            continue
        seen.add(kind)
        answer = client.get(path, follow=True)
        assert answer.status_code == 200, path
        html = answer.content.decode()
        yield path, html
        waiting += [unescape(found) for found in _LINK.findall(html)]


def account_of(edition: Edition, word: str) -> Account:
    return next(role.account for role in roles_of(edition) if role.word == word)


@pytest.mark.parametrize("language", list(WRONG))
def test_marks_are_those_of_the_language(language: str) -> None:
    compile_catalogues()
    edition = demo_market()
    found, count = {}, 0
    for word in ("organiser", "exhibitor"):
        account = account_of(edition, word)
        account.language = language
        account.save()
        client = Client()
        client.force_login(account)
        client.cookies["django_language"] = language
        for path, html in walk(client, f"/e/{edition.slug}/"):
            count += 1
            assert f'lang="{language.split("-", maxsplit=1)[0]}' in html, path
            if wrong := wrong_marks(html, language):
                found[path] = wrong
    assert found == {}
    assert count >= 30


def test_a_wrong_mark_is_found_across_tags_and_a_right_one_is_not() -> None:
    assert wrong_marks("<p>中國<span>, </span><b>香港</b></p>", "zh-hant") == ["中國, 香港"]
    assert wrong_marks("<p>會場：香港，日程。Macau, 香港 12:30</p><p>1.5 小時</p>", "zh-hant") == []
    assert wrong_marks("<p>被婉拒.</p>", "zh-hant") == ["被婉拒."]
    assert wrong_marks('<p>已停止。 <a href="/">再試</a></p>', "zh-hant") == ["已停止。 再試"]
    assert wrong_marks("<p>已停止。<b>再試：</b>（一次）、12:30 開始，A–B</p>\n<p>好</p>", "zh-hant") == []
    assert wrong_marks("<p><b>E-mail</b>: 這不是地址</p>", "zh-hant") == ["E-mail: 這不是地址"]
    assert wrong_marks("<p>類型: Film</p>", "zh-hant") == ["類型: Film"]
    assert wrong_marks('<input aria-label="接受: Étoile">', "zh-hant") == ["接受: Étoile"]
    assert wrong_marks("<p>عربي, عربي</p>", "ar") == ["عربي, عربي"]
    assert wrong_marks("<p>عربي، عربي</p>", "ar") == []
