"""Two sides of an edition, each with a browser: a buyer, and an exhibitor with two people."""

from __future__ import annotations

import re

from django.test import Client
from django.utils import timezone

from praya.match.requests.models import Request
from tests.builders import calendar_of, make_delegate, make_edition, make_exhibitor, make_request, make_round, sign_in, staff_of


class World:
    """Hold a buyer and an exhibitor of one edition, each with a browser."""

    def __init__(self) -> None:
        self.edition = make_edition()
        make_round(self.edition)
        self.exhibitor = make_exhibitor(self.edition, "Lantern", staff=2)
        self.seller = staff_of(self.exhibitor)[0]
        self.buyer = make_delegate(self.edition, name="Bao Buyer")
        self.stand, self.own = calendar_of(self.exhibitor), calendar_of(self.buyer)
        self.buying = sign_in(Client(), self.buyer.person.account)
        self.selling = sign_in(Client(), self.seller.person.account)
        self.root = f"/e/{self.edition.slug}"

    def asking(self, **fields) -> dict:
        return {"level": "must", "message": "Hello", "slot": [], "named": "", **fields}

    def request(self, **fields) -> Request:
        return make_request(self.own, self.stand, **{"sent_at": timezone.now(), "sent_by": self.buyer, **fields})


def listed(world: World, page: str) -> list[str]:
    """Return the codes of the requests that a page leads to, in order."""
    return re.findall(rf'href="{world.root}/requests/(\w+)/"', page)


def texts(response) -> str:
    """Return what a page says, markup and all."""
    return response.content.decode()


def words(page: str) -> str:
    """Return what can be read of a piece of a page, without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def between(page: str, start: str, end: str) -> str:
    """Return what can be read between two pieces of a page."""
    return words(page.partition(start)[2].partition(end)[0])


def choices(page: str, name: str) -> list[tuple[str, str, bool]]:
    """Return the choices of a field: value, words and whether it is chosen."""
    select = page.partition(f'<select name="{name}"')[2].partition("</select>")[0]
    found = re.findall(r'<option value="([^"]*)"( selected)?>([^<]*)</option>', select)
    return [(value, label, bool(selected)) for value, selected, label in found]


def chosen(page: str, *names: str) -> list[str]:
    """Return which value is chosen in each of some fields; nothing where there is no such field or no choice."""
    return [next((value for value, _label, is_chosen in choices(page, name) if is_chosen), "-") for name in names]


def ticked(page: str, name: str) -> list[str]:
    """Return the values of a field that are ticked."""
    return re.findall(rf'<input\s+type="\w+"\s+name="{name}"\s+value="([^"]*)"[^>]* checked', page)


def slots_in(page: str) -> list[str]:
    """Return the slots that can be marked, in the order of the page."""
    return re.findall(r'type="checkbox"\s+name="slot"\s+value="([^"]*)"', page)
