"""A round closes at its moment, is told of a day ahead to those with something left to do, and to nobody else."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.utils import timezone

from praya.core.actions.refusing import Refused
from praya.core.audit.models import Entry
from praya.core.letters.models import Letter
from praya.core.letters.sending import send_due
from praya.core.texts.days import day_text
from praya.match.requests import actions
from praya.match.requests.models import Request, Round, Wish
from praya.match.requests.pacing import MOST_AN_HOUR
from praya.match.requests.planning import close_on
from praya.match.requests.proposals import Proposal
from praya.match.requests.reminding import remind_of_closing
from praya.match.requests.rounds import close_due, open_round
from praya.match.scheduling.runs import reopen_round
from praya.meet.editions.models import Edition
from praya.meet.parties.sides import side_of
from tests import builders as make
from tests.match.requests.world import World, texts

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def market() -> Any:
    edition = make.make_edition("autumn")
    current = make.make_round(edition, closes_at=timezone.now() + 20 * HOUR)
    people = [make.make_delegate(edition, name=name) for name in ("Ana Lam", "Bo Chan", "Cy Wu")]
    for one in people:
        make.make_calendar(one)
    return current, people


def told() -> dict[str, str]:
    """Return what each reader is written of the closing."""
    Letter.objects.exclude(kind="closing").update(state="dropped")
    mail.outbox.clear()
    send_due(lambda: None, clock=lambda: timezone.now() + timedelta(minutes=1))
    return {one.to[0]: one.body for one in mail.outbox}


def address(person: Any) -> str:
    return person.person.account.email


def test_who_has_unsent_wishes_or_unanswered_requests_is_told_once(market: Any) -> None:
    _current, (ana, bo, cy) = market
    make.make_wish(make.calendar_of(ana), make.calendar_of(cy))
    actions.send_request(side_of(ana), make.calendar_of(bo), Proposal("like", ""), at=timezone.now())
    assert remind_of_closing(at=timezone.now()) == 3  # Cy Wu has nothing left to do, and is written when requests close
    assert remind_of_closing(at=timezone.now()) == 0
    found = told()
    assert set(found) == {address(ana), address(bo)}
    assert "Wishes that you have not sent: 1" in found[address(ana)]
    assert "Requests that wait for your answer: 1" in found[address(bo)]
    assert "/my-wishes/" in found[address(ana)] and "/requests/" in found[address(bo)]


@pytest.mark.parametrize("at", [-1, 25])
def test_nothing_is_told_too_early_or_of_a_round_that_has_closed(market: Any, at: int) -> None:
    current, (ana, _bo, cy) = market
    make.make_wish(make.calendar_of(ana), make.calendar_of(cy))
    Round.objects.update(closes_at=timezone.now() + at * HOUR)
    assert (remind_of_closing(at=timezone.now()), Letter.objects.count()) == (0, 0)
    Round.objects.update(closes_at=timezone.now() + HOUR, status="frozen")
    assert remind_of_closing(at=timezone.now()) == 0
    assert current.reminded_at is None


def test_what_was_done_before_the_letter_left_is_not_told(market: Any) -> None:
    _current, (ana, bo, _cy) = market
    request = actions.send_request(side_of(ana), make.calendar_of(bo), Proposal("like", ""), at=timezone.now())
    assert remind_of_closing(at=timezone.now()) == 3
    actions.decline_request(side_of(bo), request, at=timezone.now())
    assert told() == {}


def test_a_no_keeps_the_request_out_of_the_count_and_the_sender_hears_nothing_else(market: Any) -> None:
    _current, (ana, bo, cy) = market
    make.make_wish(make.calendar_of(ana), make.calendar_of(cy))
    actions.send_request(side_of(ana), make.calendar_of(bo), Proposal("like", ""), at=timezone.now())
    make.make_wish(make.calendar_of(bo), make.calendar_of(ana), "no")
    make.make_wish(make.calendar_of(cy), make.calendar_of(ana), "no")
    remind_of_closing(at=timezone.now())
    found = told()
    assert set(found) == {address(ana)}
    assert "Wishes that you have not sent: 1" in found[address(ana)]


def test_a_company_is_told_through_all_its_people(market: Any) -> None:
    current, (ana, _bo, _cy) = market
    exhibitor = make.make_exhibitor(current.edition, "Lantern", staff=2)
    make.make_request(make.calendar_of(ana), make.calendar_of(exhibitor), sent_at=timezone.now())
    remind_of_closing(at=timezone.now())
    assert set(told()) == {address(one) for one in make.staff_of(exhibitor)}


def test_a_round_is_frozen_when_its_time_is_over(market: Any) -> None:
    current, (ana, bo, _cy) = market
    for one, other in ((ana, bo), (bo, ana)):
        Wish.objects.create(calendar=make.calendar_of(one), other=make.calendar_of(other), level="like", by=one)
    assert close_due(at=current.closes_at - timedelta(seconds=1)) == 0
    assert close_due(at=current.closes_at) == 1
    current.refresh_from_db()
    assert (current.status, current.frozen_at) == ("frozen", current.closes_at)
    assert Request.objects.get().status == "accepted"
    assert close_due(at=current.closes_at) == 0
    assert Entry.objects.get(action="freeze round").account is None


@pytest.mark.parametrize("hours", [None, 1])
def test_a_round_that_got_more_time_at_the_very_moment_it_was_over_stays_open(
    market: Any, monkeypatch: Any, hours: int | None
) -> None:
    current, _people = market
    honest = Round.objects.select_for_update
    closes_at = current.closes_at + hours * HOUR if hours else None

    def given_time() -> Any:
        Round.objects.update(closes_at=closes_at)
        return honest()

    monkeypatch.setattr(Round.objects, "select_for_update", given_time)
    assert close_due(at=current.closes_at) == 0
    assert Round.objects.get().status == "open"


def test_a_round_that_is_reopened_does_not_close_again_at_once(market: Any) -> None:
    current, _people = market
    Round.objects.update(status="frozen", closes_at=timezone.now() - HOUR)
    assert reopen_round(current, by=None).closes_at is None
    later = timezone.now() + HOUR
    Round.objects.update(status="frozen", closes_at=later)
    assert reopen_round(current, by=None).closes_at == later


def test_the_moment_lies_in_the_future_of_an_open_round_and_is_told_anew(market: Any) -> None:
    current, _people = market
    now = timezone.now()
    Edition.objects.update(ends_on=date(2099, 3, 4))
    Round.objects.update(reminded_at=now)
    with pytest.raises(Refused, match="closes in the future"):
        close_on(current, now, by=None, at=now)
    close_on(current, current.closes_at, by=None, at=now)
    assert Round.objects.get().reminded_at == now
    close_on(current, now + HOUR, by=None, at=now)
    current.refresh_from_db()
    assert (current.closes_at, current.reminded_at) == (now + HOUR, now)
    close_on(current, now + 25 * HOUR, by=None, at=now)
    current.refresh_from_db()
    assert (current.closes_at, current.reminded_at) == (now + 25 * HOUR, None)
    with pytest.raises(Refused, match="closes in the future"):
        open_round(make.make_edition("spring"), by=None, closes_at=now)
    Round.objects.update(status="frozen")
    with pytest.raises(Refused, match="Only an open round"):
        close_on(current, None, by=None, at=now)


def test_delegates_read_when_requests_close_where_they_ask_and_answer() -> None:
    world = World()
    request = world.request()
    closes = timezone.now().replace(second=0, microsecond=0) + 30 * HOUR
    world.edition.rounds.update(closes_at=closes)
    stamp = f'<time datetime="{closes.isoformat()}">'
    line = texts(world.selling.get(f"{world.root}/requests/"))
    local = closes.astimezone(ZoneInfo(world.edition.sites.first().zone))
    when = f'<span class="when">{day_text(local)} {stamp}{local:%H:%M}</time> '
    assert f"Requests close in 1 day 5 h: {when}" in line
    page = texts(world.selling.get(f"{world.root}/requests/{request.code}/"))
    assert f"after requests close on {stamp}" in page
    Request.objects.update(status="accepted")
    assert f"after requests close on {stamp}" in texts(world.buying.get(f"{world.root}/requests/{request.code}/"))


def test_whoever_proposes_other_slots_is_heard_by_who_was_asked(market: Any) -> None:
    _current, (ana, bo, _cy) = market
    slots = (make.HK_MORNING, make.HK_AFTERNOON)
    request = actions.send_request(side_of(ana), make.calendar_of(bo), Proposal(slots=slots[:1]), at=timezone.now())
    Letter.objects.update(state="sent")
    actions.edit_request(side_of(ana), request, Proposal("must", "Please", slots[:1]), version=1, at=timezone.now())
    assert Letter.objects.count() == 1
    actions.edit_request(side_of(ana), request, Proposal("must", "", slots[1:]), version=2, at=timezone.now())
    mail.outbox.clear()
    send_due(lambda: None, clock=lambda: timezone.now() + timedelta(minutes=1))
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([address(bo)], "Ana Lam proposes other slots")
    assert "Proposed: Tuesday 16 March, 14:00" in letter.body


def test_the_same_slots_in_another_order_are_told_to_nobody() -> None:
    world = World()
    slots = (make.HK_MORNING, make.HK_MORNING + HOUR)
    request = world.request(slots=slots)
    posted = world.asking(slot=[one.isoformat() for one in reversed(slots)], version=1, message="Please")
    assert world.buying.post(f"{world.root}/requests/{request.code}/edit/", posted).status_code == 302
    request.refresh_from_db()
    assert (request.message, request.version, Letter.objects.count()) == ("Please", 2, 0)


def test_other_slots_are_proposed_a_few_times_an_hour(market: Any) -> None:
    _current, (ana, bo, _cy) = market
    one, slots = side_of(ana), (make.HK_MORNING, make.HK_AFTERNOON)
    now = timezone.now()
    request = actions.send_request(one, make.calendar_of(bo), Proposal(slots=slots[:1]), at=now)
    for number in range(MOST_AN_HOUR - 1):  # the request itself was the first
        slot = slots[1 - number % 2]
        actions.edit_request(one, request, Proposal(slots=(slot,)), version=number + 1, at=now)
    edit = partial(actions.edit_request, one, request, version=MOST_AN_HOUR)
    told = Letter.objects.count()
    with pytest.raises(Refused, match="10 times within an hour"):
        edit(Proposal(slots=slots[:1]), at=now)
    assert (Letter.objects.count(), list(request.proposed.values_list("starts_at", flat=True))) == (told, [slots[1]])
    assert edit(Proposal("must", slots=slots[1:]), at=now).level == "must"
    edit = partial(actions.edit_request, one, request, version=MOST_AN_HOUR + 1)
    assert edit(Proposal(slots=slots[:1]), at=now + 2 * HOUR).version == MOST_AN_HOUR + 2


def test_other_slots_are_not_told_to_who_has_said_no(market: Any) -> None:
    _current, (ana, bo, _cy) = market
    request = actions.send_request(side_of(ana), make.calendar_of(bo), Proposal(slots=(make.HK_MORNING,)), at=timezone.now())
    make.make_wish(make.calendar_of(bo), make.calendar_of(ana), "no")
    actions.edit_request(side_of(ana), request, Proposal(slots=(make.HK_AFTERNOON,)), version=1, at=timezone.now())
    mail.outbox.clear()
    send_due(lambda: None, clock=lambda: timezone.now() + timedelta(minutes=1))
    assert mail.outbox == []
