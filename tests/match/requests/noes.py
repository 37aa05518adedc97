"""Hold five who are to meet, every way in which a *no* can stand between them, and what can be noticed of an act."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import permutations
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from praya.core.actions.refusing import Refused
from praya.core.audit.models import Entry
from praya.match.diary.models import Meeting
from praya.match.requests import actions
from praya.match.requests.models import Request, Wish
from praya.match.requests.proposals import Proposal
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from praya.meet.notices.models import Notice
from praya.meet.parties.models import Party
from praya.meet.parties.sides import Side, side_of
from tests import builders as make
from tests.meet.sheets.rows import sheet, states, take

LOST = "This slot can no longer be had. Choose another one."
SLOTS = (make.HK_MORNING, make.HK_AFTERNOON)
GUESTS = ("guest", "other guest")
ROLES = ("sender", "recipient", *GUESTS, "named")
NOES = list(permutations(ROLES, 2))


@dataclass(frozen=True)
class No:
    """Hold who says no to whom, and whether it comes by a sheet; a colleague says it for the company of the recipient."""

    said: tuple[tuple[str, str], ...]
    is_imported: bool = False

    def __str__(self) -> str:
        """Return it in words."""
        return ", ".join(f"{one} refuses {other}" for one, other in self.said) + ", imported" * self.is_imported

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return between whose calendars it stands."""
        return tuple((_stands_for(one), _stands_for(other)) for one, other in self.said)


def _stands_for(role: str) -> str:
    return "recipient" if role == "colleague" else role


# Of one to another, written as a page does; several at once, of two guests too; and whatever a sheet can bring.
WRITTEN = [No((pair,)) for pair in NOES]
SEVERAL = [
    No((("guest", "other guest"), ("other guest", "guest"))),
    No((("guest", "sender"), ("other guest", "sender"))),
    No((("guest", "recipient"), ("other guest", "named"))),
    No((("guest", "sender"), ("sender", "guest"))),
]
_COLLEAGUE = [("colleague", one) for one in ROLES if one not in {"recipient", "named"}]
IMPORTED = [No((pair,), is_imported=True) for pair in (*NOES, *_COLLEAGUE, *((other, one) for one, other in _COLLEAGUE))]
IMPORTED += [No(no.said, is_imported=True) for no in SEVERAL]
WAYS = [*WRITTEN, *SEVERAL, *IMPORTED]
# That the side which answers is full is its own fact, and it is told so.
OBSTACLES = [f"{role} is busy" for role in ROLES] + [f"{role} is full" for role in ("sender", *GUESTS)] + ["every table is taken"]


class Table:
    """Hold five who are to meet at a table: the sender, the recipient's company and its named person, and two guests."""

    def __init__(self) -> None:
        self.edition: Edition = make.make_edition()
        make.make_round(self.edition)
        company = make.make_exhibitor(self.edition, "Lantern", staff=2)
        company.stand = None
        company.save()
        self.staff = make.staff_of(company)
        self.people = {"sender": make.make_delegate(self.edition), "recipient": self.staff[0], "named": self.staff[1]}
        self.people |= {guest: make.make_delegate(self.edition) for guest in GUESTS}
        self.parties = {role: make.calendar_of(self.people[role]) for role in ("sender", *GUESTS, "named")}
        self.parties["recipient"] = make.calendar_of(company)
        self.strangers = [make.make_delegate(self.edition) for _ in range(6)]
        for stranger in self.strangers:
            make.calendar_of(stranger)
        Party.objects.filter(edition=self.edition).update(quota_total=50)
        self.request = make.make_request(
            self.parties["sender"],
            self.parties["recipient"],
            slots=SLOTS,
            named=self.people["named"],
            sent_by=self.people["sender"],
            sent_at=timezone.now(),
        )
        self.request.guests.add(*[self.parties[guest] for guest in GUESTS])

    def side(self, role: str) -> Side:
        """Return the side on which somebody acts."""
        return side_of(self.people[role], self.people[role].person.account)

    def refuse(self, one: str, other: str) -> None:
        """Let one say no to another, as the database holds it when nobody has said it in person."""
        self.wish(one, other, Wish.Level.NO)

    def wish(self, one: str, other: str, level: str) -> None:
        """Let one have said a level of another."""
        Wish.objects.update_or_create(calendar=self.parties[one], other=self.parties[other], defaults={"level": level})

    def say(self, no: No) -> None:
        """Let a *no* come about in its way."""
        for one, other in no.said:
            (self.bring if no.is_imported else self.refuse)(one, other)

    def bring(self, one: str, other: str) -> None:
        """Let a *no* come by the import of a sheet, when it can: before the side has asked, or came for its company."""
        asked, person = Request.objects.filter(pk=self.request.pk), Delegate.objects.filter(pk=self.people["named"].pk)
        status, company = asked.values_list("status", flat=True).get(), self.people["named"].organisation_id
        asked.update(status=Request.Status.WITHDRAWN)
        if "named" in {one, other}:
            person.update(organisation=None)
        row = (self._address(one), self._address(other), "no")
        assert states(take(self.edition, sheet("wishes", ("from", "to", "wish"), row))) == ["private"]
        asked.update(status=status)
        person.update(organisation=company)

    def _address(self, role: str) -> str:
        """Return what names somebody in a sheet: the company its name, a colleague and everybody else their address."""
        if role == "recipient":
            return "Lantern"
        return self.people["named" if role == "colleague" else role].person.email

    def obstruct(self, obstacle: str, at: datetime = SLOTS[0]) -> None:
        """Let a slot be truly lost."""
        role, _is, what = obstacle.partition(" is ")
        if what == "full":
            Party.objects.filter(pk=self.parties[role].pk).update(quota_total=0)
        elif what == "busy":
            going = self.staff if role == "recipient" else [self.people[role]]
            for one, stranger in zip(going, self.strangers, strict=False):
                party = self.parties["recipient"] if one in self.staff else self.parties[role]
                make.make_meeting(party, make.calendar_of(stranger), at, delegates=(one, stranger))
        else:
            site = self.edition.sites.get(slug="hk")
            for table, one, other in zip(site.halls.get().tables.all(), self.strangers[:3], self.strangers[3:], strict=True):
                make.make_meeting(make.calendar_of(one), make.calendar_of(other), site=site, table=table)


@contextmanager
def undone() -> Iterator[None]:
    """Undo whatever the world went through."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def accept(table: Table) -> Request:
    """Accept at the first slot."""
    return actions.accept_request(table.side("recipient"), table.request, starts_at=SLOTS[0], at=timezone.now())


def accept_at_any_time(table: Table) -> Request:
    """Accept at no slot in particular."""
    return actions.accept_request(table.side("recipient"), table.request, starts_at=None, at=timezone.now())


def ask_back(table: Table) -> Request:
    """Ask back at the first slot, which is the answer to the open request."""
    proposal = Proposal(level="must", slots=SLOTS[:1])
    return actions.send_request(table.side("recipient"), table.parties["sender"], proposal, at=timezone.now())


def accept_other_times(table: Table) -> Request:
    """Accept, as the side that has asked, at the first of the slots that the other side proposes instead."""
    return actions.accept_request(table.side("sender"), table.request, starts_at=SLOTS[0], at=timezone.now())


def statements(captured: CaptureQueriesContext) -> list[str]:
    """Return what was asked of the database, without the values."""
    return [re.sub(r"\(\s*(?:%s|\d+|'[^']*')(?:,\s*(?:%s|\d+|'[^']*'))*\s*\)|\d+|'[^']*'", "?", one["sql"]) for one in captured]


def pages(table: Table) -> list[str]:
    """Return what sender and recipient then read, without what is drawn for each visit."""
    found = []
    for role in ("sender", "recipient"):
        client = make.sign_in(Client(), table.people[role].person.account)
        for path in (f"requests/{table.request.code}/", "requests/", "agenda/"):
            page = client.get(f"/e/{table.edition.slug}/{path}")
            found.append(f"{page.status_code} " + re.sub(r"[\w-]{20,}", "…", page.content.decode()))
    return found


def play(table: Table, act: Callable[[Table], Request], prepare: Callable[[], None], *, is_read: bool = False) -> list[Any]:
    """Return everything that can be noticed when an act meets an obstacle."""
    with undone():
        prepare()
        known = [model.objects.count() for model in (Entry, Notice, Meeting)]
        with CaptureQueriesContext(connection) as captured:
            try:
                sentence = act(table).status
            except Refused as refusal:
                sentence = refusal.sentence
        fresh = [model.objects.count() - before for model, before in zip((Entry, Notice, Meeting), known, strict=True)]
        row = Request.objects.filter(pk=table.request.pk).values().get()
        slots = list(table.request.proposed.values_list("starts_at", flat=True))
        return [sentence, row, slots, fresh, statements(captured), *(pages(table) if is_read else [])]
