"""Set up a small edition in which it is plain who suits whom."""

from __future__ import annotations

from typing import Any

from django.test import Client

from praya.core.jobs.executing import claim_next, execute
from praya.core.texts.reading import write
from praya.match.suggestions.models import SuggestionList
from praya.match.suggestions.numbers import EXHIBITOR, PERSON, WORK, number_of
from praya.meet.accreditation.models import Delegate
from tests import builders as make


class Fair:
    """Hold a sales company with a horror film, a buyer of horror for Thailand, and a producer who seeks a Canadian partner."""

    def __init__(self) -> None:
        self.edition = make.make_edition(name=write({"en": "Harbour Market", "zh-Hant": "港灣影視市場"}))
        self.stand = make.make_exhibitor(self.edition, "Lantern Sales", staff=1)
        describe(self.stand.organisation, activities=["sales"])
        self.seller = make.staff_of(self.stand)[0]
        title = make.make_title(
            "Night Ferry",
            owner=self.stand.organisation,
            genres=["horror"],
            countries=[{"code": "HK"}],
            rights={"en": "All rights"},
        )
        self.work = make.make_work(self.edition, title, exhibitor=self.stand)
        buyers = make.make_category(self.edition, "buyer", is_buyer=True)
        self.buyer = self.guest(
            "Ploy Siri",
            category=buyers,
            activities=["platform"],
            territories=["TH"],
            preferences={"genres": ["horror"], "rights": ["svod"]},
            country="TH",
        )
        self.producer = self.guest(
            "Ng See-yuen", activities=["production"], country="HK", preferences={"seeking": ["finance"]}, category=None
        )
        self.fund = self.guest("Marie Fonds", activities=["fund"], country="CA", category=None)

    def guest(self, name: str, *, category: Any = None, **facts: Any) -> Delegate:
        """Make a delegate of a company of its own, of which these facts are known."""
        company = describe(make.make_organisation(f"{name} Company"), **facts)
        guest = make.make_delegate(self.edition, name=name, organisation=company, category=category)
        make.make_calendar(guest)
        return guest

    def compute(self) -> None:
        """Compute the suggestions."""
        make.make_suggestions(self.edition)

    def client(self, delegate: Delegate) -> Client:
        """Return a browser in which a delegate is signed in."""
        return make.sign_in(Client(), delegate.person.account)

    @property
    def address(self) -> str:
        """Return the address of the page of suggestions."""
        return f"/e/{self.edition.slug}/suggestions/"


def describe(company: Any, **facts: Any) -> Any:
    """Say something of a company."""
    for name, value in facts.items():
        setattr(company, name, value)
    company.save()
    return company


def numbers_for(delegate: Delegate, channel: str = "people") -> list[int]:
    """Return the numbers in a delegate's list."""
    return [entry["n"] for entry in SuggestionList.objects.get(delegate=delegate, channel=channel).entries]


def reasons_for(delegate: Delegate, number: int, channel: str = "people") -> list[list[Any]]:
    """Return the stored reasons of one suggestion, the site left out."""
    entries = SuggestionList.objects.get(delegate=delegate, channel=channel).entries
    return [row for entry in entries if entry["n"] == number for row in entry["r"] if row[0] != "site"]


def person(delegate: Delegate) -> int:
    """Return the number of a delegate."""
    return number_of(PERSON, delegate.pk)


def stand(exhibitor: Any) -> int:
    """Return the number of an exhibitor."""
    return number_of(EXHIBITOR, exhibitor.pk)


def work(shown: Any) -> int:
    """Return the number of a work."""
    return number_of(WORK, shown.pk)


def run_jobs() -> list[str]:
    """Execute every waiting job here, as the worker would, and return how each ended."""
    ended = []
    while execution := claim_next("worker", ["default", "solve"]):
        ended.append(execute(execution))
    return ended
