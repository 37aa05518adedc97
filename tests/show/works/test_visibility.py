"""Whoever may not read a part of a work finds no trace of it: not on a page, in a count, a file or a letter."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from praya.core.catalogue.models import Title
from praya.core.letters.sending import send_due
from praya.core.texts.reading import write
from praya.show.printed import press as printing
from praya.show.searches.actions import save_search, tell_of_news
from tests import builders as make
from tests.show.works.shelf import Market, open_market

pytestmark = pytest.mark.django_db
LEVELS = ("public", "badge", "buyer", "request", "private")
READERS = {"public": 0, "badge": 1, "buyer": 2}
WORDS = {"public": "Zymurgist", "badge": "Quixotry", "buyer": "Jabberwock", "request": "Phlogiston", "private": "Vexillum"}
PARTS = ("synopsis", "statement", "credits", "budget", "finance", "seeking", "rights", "materials", "prizes", "showings")


def may_read(who: str, level: str) -> bool:
    """Repeat the rule in the plainest way: each audience reads its own level and those before it, nobody the last two."""
    return level in LEVELS[:3] and READERS[who] >= LEVELS.index(level)


def token(part: str, level: str) -> str:
    """Return a word that stands in one part of one work only; those of credits sound like no other."""
    return WORDS[level] if part == "credits" else f"kestrel{part}{level}q"


def amount(level: str) -> int:
    return 7_000_000 + LEVELS.index(level) * 1111


def full_document(level: str) -> dict[str, object]:
    """Return the parts of a work, each with its own token and all of them at one level."""
    link = token("link", level)
    return {
        "visibility": dict.fromkeys(PARTS, level),
        "synopsis": write({"en": token("synopsis", level)}),
        "statement": write({"en": token("statement", level)}),
        "rights": write({"en": token("rights", level)}),
        "credits": [{"role": "director", "name": token("credits", level)}],
        "seeking": [{"what": "writer", "where": [], "note": token("seeking", level)}],
        "materials": [{"kind": "deck", "label": token("materials", level), "address": f"https://example.org/{link}"}],
        "prizes": [{"event": token("event", level), "year": 2025, "prize": token("prizes", level), "country": "FR"}],
        "showings": [{"event": token("showings", level), "place": "", "country": "FR", "on": "2025-01-01", "is_public": True}],
        "budget_low": amount(level) * 100,
        "budget_high": amount(level) * 100,
        "secured_low": amount(level) * 50,
        "secured_high": amount(level) * 50,
    }


TOKENS = ("synopsis", "statement", "rights", "credits", "seeking", "materials", "link", "event", "prizes", "showings")


@pytest.fixture
def market() -> Market:
    """Return a market with a work for each level of parts, of titles, of names and of single materials."""
    found = open_market("visible")
    for level in LEVELS:
        names = [
            {"text": f"Plain {level}", "tag": "en", "kind": "original"},
            {"text": token("name", level), "tag": "en", "kind": "other", "level": level},
        ]
        material = [{"kind": "deck", "label": token("single", level), "address": "https://example.org/x", "level": level}]
        title = make.make_title(names=names, owner=found.exhibitor.organisation, **full_document(level))
        other = make.make_title(f"Single {level}", materials=material, visibility={"materials": "public"})
        for one in (title, other):
            make.make_work(found.edition, one, exhibitor=found.exhibitor)
        if level != "request":
            hidden = make.make_title(token("title", level), level=level, genres=["western"], countries=[{"code": "IS"}])
            make.make_work(found.edition, hidden, exhibitor=found.exhibitor)
    return found


def texts(market: Market, who: str) -> Iterator[tuple[str, str]]:
    """Yield everything that somebody can read of the market's works, by what it is."""
    client, root = market.clients[who], market.root
    yield "list", market.get(who)
    yield "map", market.get(who, "map/")
    yield "api", client.get(f"/e/{market.edition.slug}/api/works/").content.decode()
    yield "palette", client.get(f"/e/{market.edition.slug}/palette/", {"q": "kestrel"}).content.decode()
    yield (
        "exhibitor",
        client.get(f"/e/{market.edition.slug}/organisations/{market.exhibitor.organisation.code}/").content.decode(),
    )
    codes = list(Title.objects.values_list("code", flat=True))
    for code in codes:
        yield f"page {code}", client.get(f"{root}{code}/").content.decode()
    for start in range(0, len(codes), 4):
        yield "comparison", market.clients[who].get(f"{root}compare/", {"with": codes[start : start + 4]}).content.decode()
    for part in (*TOKENS, "name", "title", "single"):
        for level in LEVELS:
            # A page repeats what was typed, so what was found is read from the machine's answer.
            found = client.get(f"/e/{market.edition.slug}/api/works/", {"q": token(part, level)}).json()
            yield f"search for {part} {level}", json.dumps([found["results"], found["facets"], found["suggestion"]])


@pytest.mark.parametrize("who", READERS)
def test_no_page_tells_more_than_its_reader_may_know(market: Market, who: str) -> None:
    everything = list(texts(market, who))
    joined = "\n".join(text for _what, text in everything)
    for level in LEVELS:
        for part in (*TOKENS, "name", "title", "single"):
            if part == "title" and level == "request":
                continue
            seen = [what for what, text in everything if token(part, level) in text]
            assert bool(seen) == may_read(who, level), (part, level, seen)
        money = f"US${amount(level):,}"
        assert (money in joined) == may_read(who, level), ("budget", level)


@pytest.mark.parametrize("who", READERS)
def test_counts_search_and_facets_know_only_what_the_reader_may(market: Market, who: str) -> None:
    answer = market.clients[who].get(f"/e/{market.edition.slug}/api/works/").json()
    open_titles = sum(may_read(who, level) for level in ("public", "badge", "buyer", "private"))
    assert answer["count"] == 2 * len(LEVELS) + open_titles
    assert answer["facets"]["genre"] == {"western": open_titles}
    assert answer["facets"]["country"] == {"IS": open_titles}
    assert answer["facets"]["seeking"] == {"writer": sum(may_read(who, level) for level in LEVELS)}
    assert sum(answer["facets"]["budget"].values()) == sum(may_read(who, level) for level in LEVELS)
    for level in LEVELS:
        found = market.clients[who].get(f"/e/{market.edition.slug}/api/works/", {"q": token("credits", level)}).json()
        assert (found["count"] > 0) == may_read(who, level), level


@pytest.mark.parametrize("who", READERS)
def test_the_printed_catalogue_holds_what_its_reader_may_know(market: Market, who: str) -> None:
    """The layout reads one file of data; nothing that is not in it can be printed."""
    laid_out: list[str] = []
    original = printing._laid_out
    printing._laid_out = lambda data, pictures, now: laid_out.append(repr(data)) or b"%PDF"  # type: ignore[assignment,func-returns-value]
    try:
        answer = market.clients[who].get(f"{market.root}print/", {"first": "en", "second": "zh-hant"})
    finally:
        printing._laid_out = original
    assert answer.content == b"%PDF"
    for level in LEVELS:
        for part in (*TOKENS, "name", "title", "single"):
            if token(part, level) in laid_out[0]:
                assert may_read(who, level), (part, level)
    assert (token("synopsis", who)) in laid_out[0]


@pytest.mark.parametrize("who", ["badge", "buyer"])
def test_a_letter_about_new_works_tells_what_its_reader_may_know_on_that_day(market: Market, who: str) -> None:
    delegate = market.delegates[who]
    search = save_search(delegate, "All", "", wants_mail=True, by=None, at=timezone.now())
    search.seen_slot, search.seen_at = 0, timezone.now() - timedelta(days=1)
    search.save()
    for level in ("buyer", "badge"):
        save_search(delegate, level, f"q={token('title', level)}", wants_mail=True, by=None, at=timezone.now())
        delegate.saved_searches.update(seen_slot=0, seen_at=timezone.now() - timedelta(days=1))
    assert tell_of_news(delegate, timezone.now()) is True
    send_due(lambda: None, clock=lambda: timezone.now() + timedelta(minutes=1))
    body = mail.outbox[0].body
    for level in ("badge", "buyer", "private"):
        assert (token("title", level) in body) == may_read(who, level), level


@pytest.mark.parametrize("who", READERS)
def test_a_hidden_title_changes_no_byte(who: str) -> None:
    """Two worlds that differ in one private title answer alike, whatever is asked."""
    market = open_market("twins")
    for number in range(3):
        title = make.make_title(f"Film {number}", genres=["drama"], countries=[{"code": "HK"}])
        make.make_work(market.edition, title, exhibitor=market.exhibitor)

    def world() -> list[str]:
        client = market.clients[who]
        paths = ["", "map/", "?q=film", "?q=secret", "?genre=drama", "?sort=recent", "print/"]
        found = [client.get(market.root + path).content.decode() for path in paths]
        found += [client.get(f"/e/{market.edition.slug}/{path}").content.decode() for path in ("api/works/", "palette/?q=secret")]
        found.append(client.get("/catalogue/?q=secret").content.decode())
        return [_without_tokens(text) for text in found]

    before = world()
    hidden = make.make_title("Secret film", level="private", genres=["drama", "spy"], countries=[{"code": "HK"}])
    make.make_work(market.edition, hidden, exhibitor=market.exhibitor)
    assert world() == before


def _without_tokens(text: str) -> str:
    """Return a page without what is different in every answer."""
    text = re.sub(r'(csrfmiddlewaretoken" value|name="csrf" content)="[^"]+"', "", text)
    return re.sub(r"\d\d:\d\d", "", text)
