"""Take back what people let others do: write, read along, send letters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from praya.core.letters.actions import keep_habits, stop_group
from praya.core.letters.models import LetterHabits, LetterStop
from praya.match.diary.models import Attendance, Meeting
from praya.match.messages import actions as messages
from praya.match.messages.models import Block, Mailbox, Thread, ThreadSide
from praya.match.messages.reports import set_suspended
from praya.match.requests import actions as requests
from praya.match.requests.models import Request, Round, Wish
from praya.match.requests.rounds import drop_round, freeze_round
from praya.meet.accreditation.models import Delegate
from praya.meet.parties.models import Party
from praya.meet.parties.sides import Side
from praya.show.lists import actions as lists
from praya.show.lists.models import ItemNote, Shortlist
from praya.show.searches.actions import remove_search, set_mail
from praya.show.searches.models import SavedSearch
from tests import builders as make
from tests.ops.revoking import Scene, World, row_is

AT = make.HK_MORNING


def _search(world: World) -> SavedSearch:
    return SavedSearch.objects.create(delegate=world.me, name="All", words="q=film")


def _side(world: World) -> ThreadSide:
    thread = make.make_thread(world.me, world.other, "Hello")
    side = ThreadSide.objects.get(thread=thread, delegate=world.me)
    messages.share_address(world.reader, side, True, at=AT)
    return side


def _note(world: World) -> ItemNote:
    listed = make.make_shortlist(world.me, world.work, name="Mine")
    return make.make_item_note(listed.items.get(), world.me, is_shared=True)


def _shared_list(world: World) -> Shortlist:
    Delegate.objects.filter(pk=world.me.pk).update(organisation=world.exhibitor.organisation)
    world.me.refresh_from_db()
    return make.make_shortlist(world.me, world.work, name="Mine", shared_with=world.exhibitor.organisation)


def _choice(**chosen: bool) -> Callable[[World, Any], object]:
    return lambda world, row: messages.choose(world.reader, **{"is_open": True, "wants_mail": True, **chosen})


def _mailbox(world: World) -> Mailbox:
    return Mailbox.objects.create(delegate=world.me, wants_mail=True)


def _blocked(world: World, row: Any) -> None:
    messages.block(world.reader, world.other, True, at=AT)


def _side_of(world: World) -> Side:
    party = Party.objects.get(delegate=world.me)
    return Side(world.me, world.account, party.pk, (party.pk,))


def _other(world: World) -> Party:
    return make.calendar_of(world.other)


def _said(level: str) -> Callable[..., Any]:
    def say(world: World, row: Any = None) -> Any:
        requests.say_wish(_side_of(world), _other(world), level, at=AT)
        return _wish(world)

    return say


def _wish(world: World) -> Wish | None:
    return Wish.objects.filter(calendar=_side_of(world).acting, other=_other(world)).first()


def _level_is_not(level: str) -> Callable[[World, Any], bool]:
    return lambda world, row: (
        not Wish.objects.filter(calendar=Party.objects.get(delegate=world.me), other__delegate=world.other, level=level).exists()
    )


def _asked(world: World) -> Request:
    return make.make_request(make.calendar_of(world.me), _other(world))


def _asked_by_another(world: World) -> Request:
    return make.make_request(_other(world), make.calendar_of(world.me))


def _expired(world: World, row: Request) -> None:
    Request.objects.filter(pk=row.pk).update(expires_at=AT)
    requests.expire_requests(at=AT)


def _met(world: World) -> Meeting:
    return make.make_meeting(make.calendar_of(world.me), _other(world), request=_agreed(world))


def _agreed(world: World) -> Request:
    return make.make_request(make.calendar_of(world.me), _other(world), status="accepted")


def _called_off(world: World, row: Meeting) -> None:
    requests.cancel_meeting(_side_of(world), row.attendances.get(delegate=world.me), at=row.starts_at - timedelta(days=1))


def _meeting_stands(world: World, row: Meeting) -> bool:
    return (
        Meeting.objects.filter(pk=row.pk, status="scheduled").exists()
        or Attendance.objects.filter(meeting=row.pk, is_released=False).exists()
        or Request.objects.filter(meetings=row.pk, status="accepted").exists()
    )


def _written_to(world: World) -> Thread:
    return make.make_thread(world.other, world.me, "Hello", status="asked")


def _declined(world: World, row: Thread) -> None:
    messages.decline(world.reader, ThreadSide.objects.get(thread=row, delegate=world.me), at=AT)


SCENES = [
    Scene(
        "a no, never said before",
        ("match.wish.level",),
        lambda w: (make.calendar_of(w.me), _other(w)),
        _said("no"),
        _level_is_not("no"),
    ),
    Scene(
        "a no instead of a like",
        ("match.wish.level",),
        lambda w: make.make_wish(make.calendar_of(w.me), _other(w), "like"),
        _said("no"),
        _level_is_not("no"),
    ),
    Scene(
        "a like taken back and a no said",
        ("match.wish.level",),
        lambda w: make.make_wish(make.calendar_of(w.me), _other(w), "like"),
        lambda w, row: (_said("")(w), _said("no")(w)),
        _level_is_not("no"),
    ),
    Scene(
        "a wish taken back",
        ("match.wish",),
        lambda w: make.make_wish(make.calendar_of(w.me), _other(w), "must"),
        _said(""),
        row_is(Wish),
    ),
    Scene(
        "request withdrawn",
        ("match.request.status",),
        _asked,
        lambda w, row: requests.withdraw_request(_side_of(w), row, at=AT),
        row_is(Request, status="sent"),
    ),
    Scene(
        "request declined",
        ("match.request.status",),
        _asked_by_another,
        lambda w, row: requests.decline_request(_side_of(w), row, at=AT),
        row_is(Request, status="sent"),
    ),
    Scene(
        "round closed",
        ("match.round.status",),
        lambda w: make.make_round(w.edition),
        lambda w, row: freeze_round(row, by=w.organiser, at=AT),
        row_is(Round, status="open"),
    ),
    Scene(
        "planned round given up",
        ("match.round",),
        lambda w: make.make_round(w.edition, status="planned", opens_at=AT),
        lambda w, row: drop_round(row, by=w.organiser),
        row_is(Round),
    ),
    Scene("request expired", ("match.request.status",), _asked, _expired, row_is(Request, status="sent")),
    Scene("meeting cancelled", ("match.meeting.status",), _met, _called_off, _meeting_stands),
    Scene("first message declined", ("match.thread.status",), _written_to, _declined, row_is(Thread, status="asked")),
    Scene("closed for messages", ("match.mailbox.is_open",), _mailbox, _choice(is_open=False), row_is(Mailbox, is_open=True)),
    Scene(
        "no letters of messages",
        ("match.mailbox.wants_mail",),
        _mailbox,
        _choice(wants_mail=False),
        row_is(Mailbox, wants_mail=True),
    ),
    Scene(
        "stopped from writing",
        ("match.mailbox.suspended_at",),
        _mailbox,
        lambda w, row: set_suspended(w.me, True, by=w.organiser, at=AT),
        row_is(Mailbox, suspended_at=None),
    ),
    Scene(
        "closed for messages, never chosen before",
        ("match.mailbox.is_open",),
        lambda w: w.me,
        _choice(is_open=False),
        lambda w, row: not Mailbox.objects.filter(delegate=row, is_open=False).exists(),
    ),
    Scene(
        "address no longer shown to another",
        ("match.threadside.shared_at",),
        _side,
        lambda w, row: messages.share_address(w.reader, row, False, at=AT),
        row_is(ThreadSide, shared_at__isnull=False),
    ),
    Scene(
        "somebody blocked",
        ("match.block",),
        lambda w: w.other,
        _blocked,
        lambda w, row: not Block.objects.filter(person=w.me.person, blocked=w.other.person).exists(),
    ),
    Scene(
        "letters chosen away",
        ("choosing letters",),
        lambda w: LetterHabits.objects.create(account=w.account, chosen={"part": "now"}),
        lambda w, row: keep_habits(w.account, chosen={"part": "never"}, hours={}),
        lambda w, row: LetterHabits.objects.get(account=w.account).chosen != {"part": "never"},
    ),
    Scene(
        "letters stopped by a link, without an account",
        ("choosing letters",),
        lambda w: make.make_person(account=None, email="guest@example.org"),
        lambda w, row: stop_group(0, row.pk, "part"),
        lambda w, row: not LetterStop.objects.filter(person=row.pk, group="part").exists(),
    ),
    Scene(
        "no letters of works",
        ("show.savedsearch.wants_mail",),
        _search,
        lambda w, row: set_mail(row, False, by=None, at=timezone.now()),
        row_is(SavedSearch, wants_mail=True),
    ),
    Scene(
        "search removed",
        ("show.savedsearch",),
        _search,
        lambda w, row: remove_search(SavedSearch.objects.get(pk=row.pk), by=None),
        row_is(SavedSearch),
    ),
    Scene(
        "list no longer shared",
        ("show.shortlist.shared_with_id",),
        _shared_list,
        lambda w, row: lists.share(w.reader, row, False),
        row_is(Shortlist, shared_with__isnull=False),
    ),
    Scene(
        "list put away",
        ("show.shortlist.is_removed",),
        _shared_list,
        lambda w, row: lists.remove_list(w.reader, row, True),
        row_is(Shortlist, is_removed=False),
    ),
    Scene(
        "note no longer shared",
        ("show.itemnote.is_shared",),
        _note,
        lambda w, row: lists.write_note(w.reader, row.item, "Mine", is_shared=False, at=AT),
        row_is(ItemNote, is_shared=True),
    ),
    Scene(
        "note taken away",
        ("show.itemnote",),
        _note,
        lambda w, row: lists.write_note(w.reader, row.item, "", is_shared=False, at=AT),
        row_is(ItemNote),
    ),
]
