"""Play every way in which a *no* can stand against a meeting, beside slots that are truly lost: one answer to all.

The same request is answered in the same world, once for each obstacle, and everything that either side can notice is
compared: the sentence, the rows, the notices, the statements that the database was sent, and both sides' pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from itertools import permutations
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from praya.core.actions.refusing import Refused
from praya.match.diary.booking import SlotLost
from praya.match.diary.models import Meeting
from praya.match.requests import actions, countering, looking, placing
from praya.match.requests.models import Request, Wish
from praya.match.requests.slots import slots_to_offer
from praya.meet.parties.models import Party
from tests import builders as make
from tests.match.requests.noes import (
    LOST,
    NOES,
    OBSTACLES,
    SLOTS,
    Table,
    accept,
    accept_at_any_time,
    accept_other_times,
    ask_back,
    play,
    undone,
)

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize(
    ("one", "other"), [("sender", "recipient"), ("guest", "sender"), ("guest", "colleague"), ("colleague", "guest")]
)
def test_a_no_that_is_said_is_the_row_that_a_sheet_brings(one, other):
    """So whatever meets one meets the other."""
    table = Table()
    table.people["colleague"], table.parties["colleague"] = table.people["named"], table.parties["recipient"]

    def rows(come: Callable[[], object]) -> list[tuple[Any, ...]]:
        with undone():
            Request.objects.update(status="withdrawn")
            come()
            return list(Wish.objects.values_list("calendar", "other", "level", "by"))

    said = rows(lambda: actions.say_wish(table.side(one), table.parties[other], "no", at=timezone.now()))
    assert said == [(table.parties[one].pk, table.parties[other].pk, "no", table.people[one].pk)]
    assert rows(lambda: table.bring(one, other)) == said


def test_a_yes_at_any_time_after_publication_meets_every_no_as_a_slot_that_is_lost():
    """What stands against the own side it knows itself, and a slot without a table is passed over for everybody."""
    table = Table()
    table.edition.rounds.update(status="published")
    for one in table.staff:
        make.make_availability(one, SLOTS[0], SLOTS[1] + timedelta(minutes=30))
    expected = play(table, accept_at_any_time, lambda: table.obstruct("guest is busy"))
    assert (expected[0], expected[1]["status"], expected[2], expected[3]) == (LOST, "sent", [SLOTS[1]], [0, 0, 0])
    assert play(table, accept_at_any_time, lambda: None)[0] == "accepted"
    known = {"recipient is busy", "named is busy", "every table is taken"}
    outcomes = {
        f"{one} refuses {other}": play(table, accept_at_any_time, partial(table.refuse, one, other)) for one, other in NOES
    }
    outcomes |= {one: play(table, accept_at_any_time, partial(table.obstruct, one)) for one in OBSTACLES if one not in known}
    assert {name: found for name, found in outcomes.items() if found != expected} == {}


@pytest.mark.parametrize("act", [accept, ask_back, accept_at_any_time])
@pytest.mark.parametrize("quota", ["quota_total", "quota_per_day"])
def test_whoever_is_full_is_told_so_of_itself_before_anything_of_others_and_loses_no_slot(act, quota):
    table = Table()
    table.edition.rounds.update(status="published")

    def fill() -> None:
        Party.objects.filter(pk=table.parties["recipient"].pk).update(**{quota: 0})

    def fill_and_refuse(pair: tuple[str, str]) -> None:
        fill()
        table.refuse(*pair)

    expected = play(table, act, fill, is_read=True)
    assert expected[0].startswith("You have reached your number of meetings, in all or on this day.")
    assert (expected[1]["status"], expected[2], expected[3]) == ("sent", list(SLOTS), [0, 0, 0])
    for pair in (("sender", "recipient"), ("guest", "sender"), ("guest", "named")):
        assert play(table, act, lambda pair=pair: fill_and_refuse(pair))[:5] == expected[:5]


@pytest.mark.parametrize("status", ["open", "published"])
def test_both_sides_read_the_same_whether_a_guest_refused_or_was_taken_meanwhile(status):
    """A guest's meetings are on nobody else's pages, so that all of what the sides read can be compared."""
    table = Table()
    table.edition.rounds.update(status=status)
    noes = [("guest", "sender"), ("guest", "recipient"), ("guest", "named")]
    expected = play(table, accept, lambda: table.obstruct("guest is busy"), is_read=True)
    assert sum(page.startswith("200 ") for page in expected[5:]) == 6
    for pair in noes:
        assert play(table, accept, lambda pair=pair: table.refuse(*pair), is_read=True) == expected
    assert play(table, accept, lambda: None, is_read=True)[5:] != expected[5:]


def test_what_was_agreed_on_is_booked_by_neither_side_against_a_no_as_against_a_slot_that_is_lost():
    table = Table()
    table.edition.rounds.update(status="published")
    Request.objects.update(status="accepted")
    for role in ("sender", "recipient"):
        book = partial(actions.book_agreed, starts_at=SLOTS[0], at=timezone.now())

        def act(table: Table, role: str = role, book: Callable[..., Request] = book) -> Request:
            return book(table.side(role), table.request)

        expected = play(table, act, lambda: table.obstruct("guest is busy"), is_read=True)
        assert (expected[0], expected[1]["status"], expected[2], expected[3]) == (LOST, "accepted", [SLOTS[1]], [0, 0, 0])
        assert play(table, act, lambda: None)[3][2] == 1
        for pair in (("guest", "sender"), ("guest", "recipient"), ("guest", "named")):
            assert play(table, act, partial(table.refuse, *pair), is_read=True) == expected


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


@pytest.mark.parametrize("status", ["open", "published"])
def test_other_times_are_accepted_against_every_no_as_against_every_lost_slot(status):
    table = Table()
    table.edition.rounds.update(status=status)
    Request.objects.update(is_countered=True)
    expected = play(table, accept_other_times, lambda: table.obstruct("guest is busy"))
    assert (expected[0], expected[1]["status"], expected[2], expected[3]) == (LOST, "sent", [SLOTS[1]], [0, 0, 0])
    assert play(table, accept_other_times, lambda: None)[0] == "accepted"
    outcomes = {
        f"{one} refuses {other}": play(table, accept_other_times, partial(table.refuse, one, other)) for one, other in NOES
    }
    # That the side which answers is full is its own fact.
    obstacles = [one for one in OBSTACLES if one != "sender is full"] + ["recipient is full"]
    outcomes |= {one: play(table, accept_other_times, partial(table.obstruct, one)) for one in obstacles}
    assert {name: found for name, found in outcomes.items() if found != expected} == {}
    for pair in (("guest", "sender"), ("guest", "recipient"), ("guest", "named")):
        refused = play(table, accept_other_times, partial(table.refuse, *pair), is_read=True)
        assert refused == play(table, accept_other_times, lambda: table.obstruct("guest is busy"), is_read=True)


def test_other_times_are_proposed_and_shown_alike_whoever_has_said_no():
    """All but the own no of who proposes, who is not shown the request then."""
    table = Table()
    client = make.sign_in(Client(), table.people["recipient"].person.account)
    address = f"/e/{table.edition.slug}/requests/{table.request.code}/propose/"

    def propose(table: Table) -> Request:
        side, now = table.side("recipient"), timezone.now()
        return countering.counter_request(side, table.request, SLOTS[1:], line="Later?", version=1, at=now)

    def known(outcome: list[Any]) -> list[Any]:
        return [outcome[0], {**outcome[1], "expires_at": None}, *outcome[2:]]

    def shown(prepare: Callable[[], None]) -> str:
        with undone():
            prepare()
            return re.sub(r"[\w-]{20,}", "…", client.get(address).content.decode())

    expected, page = known(play(table, propose, lambda: None, is_read=True)), shown(lambda: None)
    assert (expected[0], expected[2], "Propose these times" in page) == ("sent", [SLOTS[1]], True)
    noes = [pair for pair in NOES if pair != ("recipient", "sender")]
    said = {pair: partial(table.refuse, *pair) for pair in noes}
    # Whoever says no reads it of themselves on other pages; here the two sides' own are read.
    assert {pair: shown(act) == page for pair, act in said.items()} == dict.fromkeys(noes, True)
    outcomes = {pair: known(play(table, propose, act, is_read=True)) for pair, act in said.items()}
    assert {pair: found for pair, found in outcomes.items() if found != expected} == {}


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
        honest = placing.is_vetoed

        def early(attending):
            if honest(attending):
                raise SlotLost(request=table.request.pk, starts_at=SLOTS[0])
            return False

        monkeypatch.setattr(placing, "is_vetoed", early)
    elif fault == "told apart":
        monkeypatch.setattr(placing, "is_vetoed", lambda attending: _refuse("They do not want to meet you."))
    else:
        monkeypatch.setattr(looking, "lose_slot", lambda request, starts_at: None)
    assert play(table, act, lambda: table.refuse("guest", "sender")) != expected


def _refuse(sentence: str) -> bool:
    raise Refused(sentence)
