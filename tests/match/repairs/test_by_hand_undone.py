"""What was arranged by hand or called off is taken back within ten minutes: all of it, and everybody is told again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from praya.core.actions.refusing import Refused
from praya.core.audit.models import Entry
from praya.core.audit.queries import trail_of
from praya.core.audit.wording import lines_of
from praya.match.diary.models import Meeting
from praya.match.repairs.hand_applying import apply_any
from praya.match.repairs.hand_proposing import propose_booking, propose_move, propose_swap
from praya.match.repairs.models import Repair
from praya.match.repairs.places import spots_of
from praya.match.repairs.proposing import propose_cancellation
from praya.match.repairs.swapping import swaps_of
from praya.match.repairs.undoing import undo_repair, undoable_until
from praya.match.requests.actions import decline_request, withdraw_request
from praya.match.requests.models import LostSlot, Wish
from praya.match.requests.undoing import take_back
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.notices.models import Notice
from praya.meet.parties.sides import Side, side_of
from praya.meet.trail.listing import clock_of
from tests import builders as make
from tests.match.asking import person
from tests.match.repairs.test_by_hand import FIRST, LATER, NOW, SECOND, agreed, moved, pair, told, value

pytestmark = pytest.mark.django_db
__all__ = ["pair"]


def test_a_move_is_taken_back_within_ten_minutes(edition, pair, account):
    meeting, *_sides = pair
    table = meeting.table_id
    repair = moved(edition, meeting, account)
    assert undoable_until(repair, NOW) == NOW + timedelta(minutes=10)
    undo_repair(repair, by=account, at=NOW + timedelta(minutes=9))
    now = Meeting.objects.get()
    assert (now.starts_at, now.table_id, now.status, Repair.objects.get().status) == (FIRST, table, "scheduled", "undone")
    assert [kind for kind, _who in told(meeting)] == ["moved"] * 4
    assert undo_repair(repair, by=account, at=NOW + timedelta(minutes=9)).status == "undone"
    assert [kind for kind, _who in told(meeting)] == ["moved"] * 4
    assert Entry.objects.filter(action="undo repair").count() == 1


def test_the_trail_tells_of_an_undo_the_times_of_the_repair_the_other_way_round(edition, pair, account):
    undo_repair(moved(edition, pair[0], account), by=account, at=NOW)
    entries = trail_of(edition.pk).filter(subject="match.repair")
    clock = clock_of(EditionVisit(edition, list(edition.sites.all()), None))
    lines = lines_of(entries, edition.slug, clock)
    there, back = [next(one for one in line.changes if one.label == "time") for line in reversed(lines)]
    assert (there.before, there.after) == (back.after, back.before)
    assert there.before != there.after
    assert [[one.label for one in line.changes] for line in lines] == [["time", "meetings"]] * 2


def test_an_undo_comes_too_late(edition, pair, account):
    repair = moved(edition, pair[0], account)
    with pytest.raises(Refused, match="ten minutes only"):
        undo_repair(repair, by=account, at=NOW + timedelta(minutes=10))


def test_a_meeting_that_was_changed_since_is_not_put_back(edition, pair, account):
    repair = moved(edition, pair[0], account)
    moved(edition, Meeting.objects.get(), account, LATER)
    with pytest.raises(Refused, match="Something has changed since"):
        undo_repair(repair, by=account, at=NOW)
    assert Meeting.objects.get().starts_at == LATER


def test_a_slot_that_was_taken_meanwhile_is_not_taken_away_again(edition, pair, account):
    meeting, ana, _ben = pair
    repair = moved(edition, meeting, account)
    make.make_meeting(ana, person(edition), FIRST)
    with pytest.raises(Refused, match="taken meanwhile"):
        undo_repair(repair, by=account, at=NOW)
    assert Meeting.objects.get(pk=meeting.pk).starts_at == SECOND


def test_an_exchange_is_taken_back_as_a_whole(edition, pair, account):
    meeting, ana, _ben = pair
    site = edition.sites.get(slug="hk")
    other = make.make_meeting(ana, person(edition), LATER, site=site, table=site.halls.get().tables.last())
    (swap,) = swaps_of(meeting, at=NOW)
    repair = apply_any(propose_swap(meeting, swap.value, by=account, at=NOW), by=account, at=NOW)
    undo_repair(repair, by=account, at=NOW)
    assert [Meeting.objects.get(pk=one.pk).starts_at for one in (meeting, other)] == [FIRST, LATER]


def test_a_booking_is_taken_back(edition, account):
    asked = agreed(edition)
    repair = apply_any(propose_booking(asked, value(edition), by=account, at=NOW), by=account, at=NOW)
    undo_repair(repair, by=account, at=NOW)
    made = Meeting.objects.get()
    assert (made.status, made.attendances.filter(is_released=False).count()) == ("cancelled", 0)
    assert sorted(told(made))[-2:] == [("cancelled", "Ana Silva"), ("cancelled", "Ben Okri")]
    asked.refresh_from_db()
    assert asked.status == "accepted"


def test_a_meeting_that_was_called_off_stands_again(edition, account):
    asked = agreed(edition)
    apply_any(propose_booking(asked, value(edition), by=account, at=NOW), by=account, at=NOW)
    repair = propose_cancellation(Meeting.objects.get(), by=account, at=NOW)
    repair.proposal = {"steps": repair.proposal["steps"][:1]}
    repair.save()
    apply_any(repair, by=account, at=NOW)
    assert Meeting.objects.get().status == "cancelled"
    undo_repair(repair, by=account, at=NOW)
    now = Meeting.objects.get()
    assert (now.status, now.starts_at, now.attendances.filter(is_released=False).count()) == ("scheduled", SECOND, 2)


def called_off(edition, account) -> tuple[Any, Repair]:
    """Let the desk have called off a meeting that both sides had agreed to."""
    asked = agreed(edition)
    apply_any(propose_booking(asked, value(edition), by=account, at=NOW), by=account, at=NOW)
    repair = propose_cancellation(Meeting.objects.get(), by=account, at=NOW)
    repair.proposal = {"steps": repair.proposal["steps"][:1]}
    repair.save()
    return asked, apply_any(repair, by=account, at=timezone.now())


def sides(asked: Any) -> list[Side]:
    """Return who has sent a request and who was asked."""
    return [side_of(party.delegate, party.delegate.person.account) for party in (asked.sender, asked.recipient)]


def withdraw(asked: Any) -> None:
    withdraw_request(sides(asked)[0], asked, at=timezone.now())


def decline(asked: Any) -> None:
    decline_request(sides(asked)[1], asked, at=timezone.now())


def unsay(asked: Any) -> None:
    take_back(sides(asked)[1], asked, at=timezone.now())


def refuse(asked: Any) -> None:
    Wish.objects.create(calendar=asked.recipient, other=asked.sender, level=Wish.Level.NO)
    withdraw(asked)


@pytest.mark.parametrize("then", [withdraw, decline, unsay, refuse])
def test_a_meeting_that_was_called_off_does_not_stand_again_against_who_thought_better_of_it(edition, account, then):
    asked, repair = called_off(edition, account)
    then(asked)
    with pytest.raises(Refused, match="taken meanwhile"):
        undo_repair(repair, by=account, at=timezone.now())
    assert (Meeting.objects.get().status, Repair.objects.get(pk=repair.pk).status) == ("cancelled", "applied")


def test_a_meeting_without_a_request_does_not_stand_again_against_a_no_said_since(edition, pair, account):
    meeting, ana, ben = pair
    repair = propose_cancellation(meeting, by=account, at=NOW)
    repair = apply_any(repair, by=account, at=timezone.now())
    Wish.objects.create(calendar=ben, other=ana, level=Wish.Level.NO)
    with pytest.raises(Refused, match="taken meanwhile"):
        undo_repair(repair, by=account, at=timezone.now())
    assert Meeting.objects.get().status == "cancelled"


def test_a_no_that_was_there_when_the_meeting_was_called_off_is_not_told_by_taking_that_back(edition, account):
    asked = agreed(edition)
    apply_any(propose_booking(asked, value(edition), by=account, at=NOW), by=account, at=NOW)
    Wish.objects.create(calendar=asked.recipient, other=asked.sender, level=Wish.Level.NO)
    repair = propose_cancellation(Meeting.objects.get(), by=account, at=NOW)
    repair = apply_any(repair, by=account, at=timezone.now())
    undo_repair(repair, by=account, at=timezone.now())
    assert (Meeting.objects.get().status, LostSlot.objects.count()) == ("scheduled", 0)


def replaced(edition, account) -> tuple[Meeting, Repair, list[Any]]:
    """Let a meeting of a company have moved to a slot in which a colleague goes instead; the desk is told of nobody before."""
    host = make.make_exhibitor(edition, "Harbour", staff=2)
    mei, tom = make.staff_of(host)
    company, guest = make.calendar_of(host), person(edition)
    meeting = make.make_meeting(company, guest, FIRST, delegates=(mei, guest.delegate))
    other = person(edition)
    make.make_meeting(company, other, SECOND, delegates=(mei, other.delegate))
    spot = spots_of([company, guest])[0]
    repair = apply_any(propose_move(meeting, f"{SECOND.isoformat()} {spot.key}", by=account, at=NOW), by=account, at=NOW)
    return meeting, repair, [mei, tom, guest.delegate]


def test_who_loses_a_meeting_to_a_colleague_by_a_move_is_told_and_by_its_undoing_too(edition, account):
    meeting, repair, people = replaced(edition, account)
    mei, tom, guest = (one.person.name for one in people)
    assert sorted(told(meeting)) == sorted([("moved", tom), ("moved", guest), ("takeover", mei)])
    Notice.objects.all().delete()
    undo_repair(repair, by=account, at=NOW)
    assert sorted(told(meeting)) == sorted([("moved", mei), ("moved", guest), ("takeover", tom)])


def test_colleagues_who_get_their_meetings_back_are_all_told(edition, account):
    host = make.make_exhibitor(edition, "Harbour", staff=2)
    mei, tom = make.staff_of(host)
    company, guests = make.calendar_of(host), (person(edition), person(edition))
    one = make.make_meeting(company, guests[0], FIRST, delegates=(mei, guests[0].delegate))
    make.make_meeting(company, guests[1], SECOND, delegates=(tom, guests[1].delegate))
    swap = next(found for found in swaps_of(one, at=NOW) if found.how == "people")
    repair = apply_any(propose_swap(one, swap.value, by=account, at=NOW), by=account, at=NOW)
    Notice.objects.all().delete()
    undo_repair(repair, by=account, at=NOW)
    everybody = [mei.person.name, tom.person.name, guests[0].delegate.person.name]
    assert sorted(told(one)) == sorted(("takeover", name) for name in everybody)


def test_an_absence_is_not_taken_back_here(edition, account):
    repair = Repair.objects.create(edition=edition, kind="left", status="applied", applied_at=NOW, proposal={"steps": []})
    assert undoable_until(repair, NOW) is None
    with pytest.raises(Refused, match="ten minutes only"):
        undo_repair(repair, by=account, at=NOW)
