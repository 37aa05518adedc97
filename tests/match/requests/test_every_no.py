"""Play every way in which a *no* can stand against a meeting, beside slots that are truly lost: one answer to all.

The same request is answered in the same world, once for each obstacle, and everything that either side can notice is
compared: the sentence, the rows, the notices, the statements that the database was sent, and both sides' pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import permutations
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from praya.core.actions.refusing import Refused
from praya.core.audit.models import Entry
from praya.match.diary.booking import SlotLost
from praya.match.diary.models import Meeting
from praya.match.requests import actions, looking
from praya.match.requests.models import Request, Wish
from praya.match.requests.proposals import Proposal
from praya.match.requests.slots import slots_to_offer
from praya.meet.editions.models import Edition
from praya.meet.notices.models import Notice
from praya.meet.parties.models import Party
from praya.meet.parties.sides import Side, side_of
from tests import builders as make

pytestmark = pytest.mark.django_db

LOST = "This slot can no longer be had. Choose another one."
SLOTS = (make.HK_MORNING, make.HK_AFTERNOON)
ROLES = ("sender", "recipient", "guest", "named")
NOES = list(permutations(ROLES, 2))
OBSTACLES = [f"{role} is busy" for role in ROLES] + [f"{role} is full" for role in ROLES[:3]] + ["every table is taken"]


class Table:
    """Hold four who are to meet at a table: the sender, the recipient's company and its named person, and a guest."""

    def __init__(self) -> None:
        self.edition: Edition = make.make_edition()
        make.make_round(self.edition)
        company = make.make_exhibitor(self.edition, "Lantern", staff=2)
        company.stand = None
        company.save()
        self.staff = make.staff_of(company)
        self.people = {"sender": make.make_delegate(self.edition), "recipient": self.staff[0], "named": self.staff[1]}
        self.people["guest"] = make.make_delegate(self.edition)
        self.parties = {role: make.calendar_of(self.people[role]) for role in ("sender", "guest", "named")}
        self.parties["recipient"] = make.calendar_of(company)
        self.strangers = [make.make_delegate(self.edition) for _ in range(6)]
        for stranger in self.strangers:
            make.calendar_of(stranger)
        Party.objects.update(quota_total=50)
        self.request = make.make_request(
            self.parties["sender"],
            self.parties["recipient"],
            slots=SLOTS,
            named=self.people["named"],
            sent_by=self.people["sender"],
            sent_at=timezone.now(),
        )
        self.request.guests.add(self.parties["guest"])

    def side(self, role: str) -> Side:
        """Return the side on which somebody acts."""
        return side_of(self.people[role], self.people[role].person.account)

    def refuse(self, one: str, other: str) -> None:
        """Let one say no to another, as the database holds it whichever way it came."""
        Wish.objects.update_or_create(calendar=self.parties[one], other=self.parties[other], defaults={"level": Wish.Level.NO})

    def obstruct(self, obstacle: str) -> None:
        """Let a slot be truly lost."""
        role, _is, what = obstacle.partition(" is ")
        if what == "full":
            Party.objects.filter(pk=self.parties[role].pk).update(quota_total=0)
        elif what == "busy":
            going = self.staff if role == "recipient" else [self.people[role]]
            for one, stranger in zip(going, self.strangers, strict=False):
                party = self.parties["recipient"] if one in self.staff else self.parties[role]
                make.make_meeting(party, make.calendar_of(stranger), delegates=(one, stranger))
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


def ask_back(table: Table) -> Request:
    """Ask back at the first slot, which is the answer to the open request."""
    proposal = Proposal(level="must", slots=SLOTS[:1])
    return actions.send_request(table.side("recipient"), table.parties["sender"], proposal, at=timezone.now())


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


@pytest.mark.parametrize("act", [accept, ask_back])
def test_every_no_and_every_lost_slot_is_one_outcome(act):
    table = Table()
    expected = play(table, act, lambda: table.obstruct("guest is busy"))
    assert (expected[0], expected[1]["status"], expected[2], expected[3]) == (LOST, "sent", [SLOTS[1]], [0, 0, 0])
    assert play(table, act, lambda: None)[0] == "accepted"
    noes = [one for one in NOES if act is accept or one != ("recipient", "sender")]  # asking takes the own no back
    outcomes = {f"{one} refuses {other}": play(table, act, lambda pair=(one, other): table.refuse(*pair)) for one, other in noes}
    outcomes |= {obstacle: play(table, act, lambda what=obstacle: table.obstruct(what)) for obstacle in OBSTACLES}
    assert {name: found for name, found in outcomes.items() if found != expected} == {}


def test_both_sides_read_the_same_whether_a_guest_refused_or_was_taken_meanwhile():
    """A guest's meetings are on nobody else's pages, so that all of what the sides read can be compared."""
    table = Table()
    noes = [("guest", "sender"), ("guest", "recipient"), ("guest", "named")]
    expected = play(table, accept, lambda: table.obstruct("guest is busy"), is_read=True)
    assert sum(page.startswith("200 ") for page in expected[5:]) == 6
    for pair in noes:
        assert play(table, accept, lambda pair=pair: table.refuse(*pair), is_read=True) == expected
    assert play(table, accept, lambda: None, is_read=True)[5:] != expected[5:]


def test_a_no_of_the_sender_said_after_asking_is_read_as_a_slot_that_was_taken():
    table = Table()
    client = make.sign_in(Client(), table.people["recipient"].person.account)
    address = f"/e/{table.edition.slug}/requests/{table.request.code}/"

    def answer(prepare: Callable[[], None]) -> tuple[int, str]:
        with undone():
            prepare()
            page = client.post(f"{address}accept/", {"starts_at": SLOTS[0].isoformat()})
            return page.status_code, re.sub(r"[\w-]{20,}", "…", page.content.decode())

    refused = answer(lambda: table.refuse("sender", "recipient"))
    assert refused == answer(lambda: table.obstruct("guest is busy"))
    assert (refused[0], LOST in refused[1]) == (422, True)


@pytest.mark.parametrize("act", [accept, ask_back])
def test_a_lost_slot_is_offered_again_by_neither_side_nor_a_guest(act):
    """Were it, after a *no* and not after a meeting, looking once more would tell them apart."""
    table = Table()
    sites, edition = list(table.edition.sites.all()), table.edition
    pairs = list(permutations([table.parties[role].pk for role in ("sender", "recipient", "guest")], 2))

    def offering(prepare: Callable[[], None]) -> list[bool]:
        with undone():
            prepare()
            with pytest.raises(Refused, match="can no longer be had"):
                act(table)
            Meeting.objects.all().delete()
            Wish.objects.all().delete()
            Party.objects.update(quota_total=50)
            actions.withdraw_request(table.side("sender"), table.request, at=timezone.now())
            return [SLOTS[0] in slots_to_offer(edition, sites, one, [other], after=timezone.now()) for one, other in pairs]

    noes = [one for one in NOES if act is accept or one != ("recipient", "sender")]
    seen = [offering(lambda pair=pair: table.refuse(*pair)) for pair in noes]
    seen += [offering(lambda what=obstacle: table.obstruct(what)) for obstacle in OBSTACLES]
    assert seen == [[False] * len(pairs)] * len(seen)
    assert all(SLOTS[0] in slots_to_offer(edition, sites, *pair[:1], [pair[1]], after=timezone.now()) for pair in pairs[2:])


def test_a_slot_is_shown_as_possible_whatever_the_sender_does_in_it_meanwhile():
    table = Table()
    client = make.sign_in(Client(), table.people["recipient"].person.account)
    address = f"/e/{table.edition.slug}/requests/{table.request.code}/"

    def shown(prepare: Callable[[], None]) -> str:
        with undone():
            prepare()
            return re.sub(r"[\w-]{20,}", "…", client.get(address).content.decode())

    expected = shown(lambda: None)
    assert shown(lambda: table.obstruct("sender is busy")) == expected == shown(lambda: table.refuse("guest", "sender"))
    assert shown(lambda: table.obstruct("recipient is busy")) != expected


@pytest.mark.parametrize("act", [accept, ask_back])
@pytest.mark.parametrize("fault", ["told early", "told apart", "told by the slot"])
def test_a_planted_fault_is_caught(monkeypatch, fault, act):
    """Each is how a *no* was told once: before anything else is asked, in a sentence of its own, by a slot that stays."""
    table = Table()
    expected = play(table, act, lambda: table.obstruct("guest is busy"))
    if fault == "told early":
        honest = actions.is_vetoed

        def early(attending):
            if honest(attending):
                raise SlotLost(request=table.request.pk, starts_at=SLOTS[0])
            return False

        monkeypatch.setattr(actions, "is_vetoed", early)
    elif fault == "told apart":
        monkeypatch.setattr(actions, "is_vetoed", lambda attending: _refuse("They do not want to meet you."))
    else:
        monkeypatch.setattr(looking, "lose_slot", lambda request, starts_at: None)
    assert play(table, act, lambda: table.refuse("guest", "sender")) != expected


def _refuse(sentence: str) -> bool:
    raise Refused(sentence)
