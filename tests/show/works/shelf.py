"""Build a small market with works, and visitors of every audience who look at it."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.test import Client

from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from praya.meet.exhibitors.models import Exhibitor
from tests import builders as make

NAMES = [
    {"text": "花樣年華", "tag": "zh-Hant", "kind": "original"},
    {"text": "In the Mood for Love", "tag": "en", "kind": "international"},
]


@dataclass
class Market:
    """Hold an edition that is public, an exhibitor with one delegate, and a client of each audience."""

    edition: Edition
    exhibitor: Exhibitor
    clients: dict[str, Client] = field(default_factory=dict)
    delegates: dict[str, Delegate] = field(default_factory=dict)

    @property
    def root(self) -> str:
        """Return the address of the list of works."""
        return f"/e/{self.edition.slug}/works/"

    def get(self, who: str, path: str = "", **words: str) -> str:
        """Return a page of works as somebody reads it."""
        answer = self.clients[who].get(self.root + path, words)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.content.decode()


def open_market(slug: str = "") -> Market:
    """Open a market with a stranger, a badge holder and a buyer."""
    edition = make.make_edition(slug, is_public=True)
    market = Market(edition, make.make_exhibitor(edition, "Jet Tone"))
    market.clients["public"] = Client()
    for who, is_buyer in (("badge", False), ("buyer", True)):
        category = make.make_category(edition, who, is_buyer=is_buyer)
        delegate = make.make_delegate(edition, category=category)
        make.make_calendar(delegate)
        market.delegates[who] = delegate
        market.clients[who] = make.sign_in(Client(), delegate.person.account)
    return market


def present(market: Market, name: str = "", **parts: object) -> str:
    """Present a title at the market, and return its code."""
    title = make.make_title(name, owner=market.exhibitor.organisation, **parts)
    make.make_work(market.edition, title, exhibitor=market.exhibitor)
    return title.code
