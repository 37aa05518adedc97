"""Whoever a change of the programme concerns is told of their own sessions, once; what cannot wait is told at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from icalendar import Calendar

from praya.core.actions.refusing import Refused
from praya.core.audit.models import Entry
from praya.core.jobs.executing import claim_next, execute
from praya.core.letters.actions import keep_habits
from praya.core.letters.models import Letter
from praya.core.letters.sending import send_due
from praya.core.texts.reading import write
from praya.meet.notices.actions import tell_each
from praya.meet.notices.models import Notice
from praya.meet.programme import actions, concerning
from praya.meet.programme.actions_release import release, tell_at_once
from praya.meet.programme.changes import difference_of
from praya.meet.programme.jobs import TELL_RELEASE
from praya.meet.programme.models import Placement, Release, Session
from praya.meet.programme.models_versions import Revision
from tests import builders as make

pytestmark = pytest.mark.django_db
MANAGE, TOLD = "/e/spring/manage/programme/", "/e/spring/programme/"
HOUR = timedelta(hours=1)
SOON = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=2)


def work() -> list[str]:
    """Do what waits, and return how what this room started has ended."""
    ended = []
    while execution := claim_next("tests", ["timed", "default"]):
        how = execute(execution)
        ended += [how] if execution.result.task_path.startswith("praya.meet.programme.") else []
    return ended


def letters(hours: int = 1) -> dict[str, Any]:
    """Send what is due some hours from now, and return the messages by their reader's address."""
    mail.outbox.clear()
    send_due(lambda: None, clock=lambda: timezone.now() + hours * HOUR)
    found = {one.to[0]: one for one in mail.outbox}
    assert len(found) == len(mail.outbox)
    return found


def sites(edition: Any) -> list[Any]:
    return list(edition.sites.all())


def move(place: Any, hours: int) -> None:
    place.refresh_from_db()
    begins = place.starts_at + hours * HOUR
    Placement.objects.filter(pk=place.pk).update(starts_at=begins, ends_at=begins + HOUR)


def address(delegate: Any) -> str:
    found: str = delegate.person.account.email
    return found


@pytest.fixture
def people(edition: Any) -> dict[str, Any]:
    """Return the speakers of two sessions that everybody reads, and the sessions' places; nobody is to be told any more."""
    found: dict[str, Any] = {}
    for name in ("one", "other"):
        session = make.make_session(edition, f"Session {name}")
        found[f"place {name}"] = make.make_placement(session, SOON, room=make.make_room(edition, f"Room {name}"))
        found[name] = make.make_delegate(edition, name=f"Speaker {name}")
        make.make_part(session, found[name].person)
    make.make_release(edition)
    work()
    Letter.objects.all().delete()
    Notice.objects.all().delete()
    return found


@pytest.fixture
def planning(monkeypatch: Any) -> Iterator[list[Any]]:
    """Let a room say whose plans a change touches, as rooms with seats and bookmarks do."""
    asked: list[Any] = []
    monkeypatch.setattr(concerning, "_declared", [])
    monkeypatch.setattr(concerning, "_elsewhere", [])

    def plans(edition: Any, codes: Any) -> dict[str, list[int]]:
        return {code: [one.pk for one in asked] for code in codes}

    concerning.declare_concerned(plans)
    yield asked


def test_a_letter_and_a_notice_say_only_what_concerns_their_reader_and_nobody_is_told_twice(edition, people, planning) -> None:
    visitor = make.make_delegate(edition, name="Visitor")
    planning += [visitor, people["one"], visitor]
    move(people["place one"], 1)
    Session.objects.filter(pk=people["place other"].session_id).update(title=write({"en": "Called otherwise"}))
    made = make.make_release(edition)
    assert work() == ["done"]
    TELL_RELEASE.start(made.pk, by=None, edition=edition.pk, version=2)
    found = letters()
    assert set(found) == {address(visitor), address(people["one"]), address(people["other"])}
    assert [Notice.objects.filter(delegate=one).count() for one in (visitor, people["one"], people["other"])] == [1, 1, 1]
    mine, others = found[address(people["other"])], found[address(visitor)]
    assert ("Called otherwise" in mine.body, "Session one" in mine.body) == (True, False)
    assert ("Called otherwise" in others.body, "Session one" in others.body) == (True, True)
    assert Entry.objects.get(action="tell of release", after__number=2).after == {"number": 2, "people": 3}


def test_whom_another_room_tells_of_a_move_is_told_of_the_rest_here(edition, people, planning) -> None:
    guest, place = make.make_delegate(edition, name="With a seat"), people["place one"]
    planning.append(guest)
    concerning.declare_told_elsewhere(lambda _edition, codes: {code: [guest.pk] for code in codes})
    move(place, 1)
    make.make_release(edition)
    work()
    assert set(letters()) == {address(people["one"])}
    move(place, 1)
    Session.objects.filter(pk=place.session_id).update(title=write({"en": "Called otherwise"}))
    tell_at_once(place.session, sites(edition), by=None, at=timezone.now())
    work()
    found = letters()
    assert ("is called" in found[address(guest)].body, "moves from" in found[address(guest)].body) == (True, False)
    assert ("is called" in found[address(people["one"])].body, "moves from" in found[address(people["one"])].body) == (True, True)


def test_the_letter_has_the_clock_of_the_site_and_the_readers_and_the_session_for_their_calendar(edition, people) -> None:
    delegate, place = people["one"], people["place one"]
    type(delegate).objects.filter(pk=delegate.pk).update(site=None, zone="Europe/London")
    move(place, 1)
    make.make_release(edition)
    work()
    message = letters()[address(delegate)]
    assert ("(Hong Kong)" in message.body, "on your clock" in message.body) == (True, True)
    attached = next(one for one in message.attachments if one.get_filename() == "sessions.ics")
    event = Calendar.from_ical(attached.get_payload(decode=True)).walk("VEVENT")[0]
    assert (str(event["uid"]), int(event["sequence"]), event["dtstart"].dt) == (f"{place.code}@praya", 2, SOON + HOUR)


def test_a_letter_obeys_what_its_reader_chose_and_says_nothing_to_who_is_no_delegate_any_more(edition, people) -> None:
    keep_habits(people["one"].person.account, chosen={"programme": "never"}, hours={})
    for name in ("place one", "place other"):
        move(people[name], 1)
    make.make_release(edition)
    work()
    type(people["other"]).objects.filter(pk=people["other"].pk).update(status="left")
    assert letters() == {}
    assert Notice.objects.filter(delegate=people["one"], kind="programme_changed").count() == 1


def test_who_had_a_part_and_who_was_merged_are_told_as_well(edition, people) -> None:
    place, gone = people["place one"], people["one"]
    place.session.parts.all().delete()
    make.make_release(edition)
    work()
    assert set(letters()) == {address(gone)}
    twin = make.make_person("The same person")
    make.make_part(place.session, twin)
    type(twin).objects.filter(pk=twin.pk).update(merged_into=people["other"].person)
    make.make_release(edition)
    work()
    assert set(letters()) == {address(people["other"])}


def test_what_was_told_again_since_or_is_over_is_left_out_of_a_letter_that_waits(edition, people) -> None:
    place = people["place one"]
    keep_habits(people["one"].person.account, chosen={"programme": "daily"}, hours={})
    move(place, 1)
    make.make_release(edition)
    work()
    Session.objects.filter(pk=place.session_id).update(title=write({"en": "New name"}))
    move(place, 1)
    tell_at_once(place.session, sites(edition), by=None, at=timezone.now())
    work()
    body = letters(30)[address(people["one"])].body
    assert (body.count("moves from"), body.count("is called")) == (1, 1)
    move(place, 1)
    make.make_release(edition)
    work()
    assert letters(24 * 9) == {}


def test_what_cannot_wait_is_read_at_once_told_at_once_and_not_told_again(edition, people, client) -> None:
    place, session = people["place one"], people["place one"].session
    move(people["place other"], 3)
    Placement.objects.filter(pk=place.pk).update(room=make.make_room(edition, "Room B"))
    way = f"{MANAGE}sessions/{session.code}/tell/"
    page = client.get(way)
    assert (page.context["concerned"], "is in another room now: Room B" in page.content.decode()) == (1, True)
    done = client.post(way, {"seen": page.context["form"]["seen"].value()})
    assert (done.status_code, work()) == (302, ["done"])
    assert "Room B" in Client().get(f"{TOLD}{session.code}/").content.decode()
    found = letters()
    assert (set(found), "Room B" in found[address(people["one"])].body) == ({address(people["one"])}, True)
    notice = Notice.objects.get()
    assert (notice.kind, notice.delegate, notice.facts["session"]) == ("session_told", people["one"], session.code)
    current = Release.objects.get()
    assert (current.number, current.revision, current.sequence) == (1, 1, 2)
    sentences = difference_of(edition, sites(edition)).sentences
    assert [one for one in sentences if "Session one" in one] == []
    make.make_release(edition)
    work()
    assert set(letters()) == {address(people["other"])}
    how = {one["code"]: one["how"] for one in Client().get(f"{TOLD}changes/").context["rows"]}
    assert how == {session.code: "earlier", people["place other"].session.code: "released"}
    assert "Told at once already" in Client().get(f"{TOLD}changes/").content.decode()
    assert {one["how"] for one in Client().get(f"{TOLD}changes/?version=1").context["rows"]} == {"released", "since"}
    first = [one["sentence"] for one in Client().get(f"{TOLD}changes/?version=1").context["rows"] if one["how"] == "released"]
    assert [("Room B" in one, "is new" in one) for one in first] == [(False, True), (False, True)]


def test_the_sequence_of_calendars_rises_with_every_version_and_every_change(edition, people) -> None:
    place = people["place one"]

    def sequence() -> int:
        text = Client().get(f"{TOLD}{place.session.code}/session.ics").content
        return int(Calendar.from_ical(text).walk("VEVENT")[0]["sequence"])

    found = [sequence()]
    for tell in (False, True, True, False):
        move(place, 1)
        if tell:
            tell_at_once(place.session, sites(edition), by=None, at=timezone.now())
        else:
            make.make_release(edition)
        found.append(sequence())
    assert found == [1, 2, 3, 4, 5]
    assert list(Revision.objects.order_by("number").values_list("number", "sequence")) == [(1, 3), (2, 4)]


def test_a_session_is_cancelled_at_once_and_taken_up_again_at_once(edition, people) -> None:
    session = people["place one"].session
    actions.set_state(session, "cancel session", by=None)
    tell_at_once(session, sites(edition), by=None, at=timezone.now())
    assert "This session does not take place" in Client().get(f"{TOLD}{session.code}/").content.decode()
    work()
    assert "is cancelled" in letters()[address(people["one"])].body
    actions.set_state(session, "put session back", by=None)
    actions.set_state(session, "confirm session", by=None)
    session.refresh_from_db()
    tell_at_once(session, sites(edition), by=None, at=timezone.now())
    work()
    assert "takes place after all" in letters()[address(people["one"])].body


def test_nothing_is_told_at_once_that_everybody_reads_nobody_may_read_or_another_has_changed(edition, people, client) -> None:
    at, session = timezone.now(), people["place one"].session
    with pytest.raises(Refused, match="as it stands already"):
        tell_at_once(session, sites(edition), by=None, at=at)
    draft = make.make_session(edition, "Draft", state="draft")
    make.make_placement(draft, SOON)
    with pytest.raises(Refused, match="Confirm it"):
        tell_at_once(draft, sites(edition), by=None, at=at)
    fresh = make.make_session(make.make_edition("autumn"), "Unreleased")
    make.make_placement(fresh, SOON)
    with pytest.raises(Refused, match="Nothing is released yet"):
        tell_at_once(fresh, sites(fresh.edition), by=None, at=at)
    move(people["place one"], 1)
    way = f"{MANAGE}sessions/{session.code}/tell/"
    seen = client.get(way).context["form"]["seen"].value()
    move(people["place one"], 1)
    late = client.post(way, {"seen": seen})
    assert (late.status_code, "Somebody else has changed this meanwhile" in late.content.decode()) == (422, True)
    assert Revision.objects.count() == 0


def test_a_notice_leads_to_what_changed(edition, people) -> None:
    move(people["place one"], 1)
    make.make_release(edition)
    move(people["place one"], 1)
    tell_at_once(people["place one"].session, sites(edition), by=None, at=timezone.now())
    work()
    page = make.sign_in(Client(), people["one"].person.account).get("/e/spring/notices/").content.decode()
    assert (f"{TOLD}changes/?version=2" in page, f'href="{TOLD}{people["place one"].session.code}/"' in page) == (True, True)
    assert "A session of yours has changed at once: Session one." in page


def test_two_releases_at_once_tell_of_one_version(edition, people) -> None:
    move(people["place one"], 1)
    make.make_release(edition)
    with pytest.raises(Refused, match="nothing has changed since version 2"):
        release(edition, sites(edition), by=None, at=timezone.now())
    assert (work(), len(letters()), Notice.objects.count()) == (["done"], 1, 1)


def test_a_worker_that_dies_between_two_parts_tells_nobody_twice(edition, people, monkeypatch) -> None:
    monkeypatch.setattr("praya.meet.programme.releasing.PART", 1)
    for name in ("place one", "place other"):
        move(people[name], 1)
    make.make_release(edition)
    told: list[str] = []

    def dies(delegates: Any, kind: str, **facts: Any) -> None:
        if len(told) == 1:
            told.append("killed")
            raise RuntimeError("the worker died")
        told.append("told")
        tell_each(delegates, kind, **facts)

    monkeypatch.setattr("praya.meet.programme.releasing.tell_each", dies)
    assert work() == ["to be tried again"]
    DBTaskResult.objects.update(run_after=timezone.now())
    assert (work(), Notice.objects.count(), Notice.objects.values("delegate").distinct().count()) == (["done"], 2, 2)
