"""Whoever is invited into a session finds it, answers, and is asked again when its place or time changes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from praya.core.audit.models import Entry
from praya.core.letters.models import Letter
from praya.meet.accreditation.models import Delegate
from praya.meet.programme import actions as programme
from praya.meet.programme.models import Part, Session
from praya.meet.speaking import actions
from praya.meet.speaking.models import Invitation
from praya.meet.speaking.queries import own_sessions, parts_answered
from tests import builders as make

pytestmark = pytest.mark.django_db
MINE = "/e/spring/mine/sessions/"
AT = make.SENT_AT


def one_of(invitation: Invitation) -> str:
    return f"{MINE}one/{invitation.code}/"


def answer_of(part: Part) -> str:
    return str(parts_answered(pk=part.pk).get().answer)


def say(client: Client, invitation: Invitation, word: str, **more: str) -> Any:
    """Open the page as a person does, and press a button of it."""
    page = client.get(one_of(invitation))
    seen = page.context["answer"]["seen"].value()
    return client.post(f"{one_of(invitation)}answer/", {"do": word, "seen": seen, **more})


def test_only_who_is_invited_sees_a_session_that_is_not_released_and_nothing_else(edition, session, me, client) -> None:
    part = make.make_part(session, me.person)
    other = make.make_session(edition, "Unreleased keynote", state="draft")
    make.make_part(other, me.person)
    assert client.get(MINE).status_code == 404
    assert reverse("my_sessions", args=["spring"]) not in client.get("/e/spring/me/").content.decode()
    invitation = make.make_invitation(part)
    page = client.get(MINE)
    assert [own.session for own in page.context["sessions"]] == [session]
    assert "Unreleased keynote" not in page.content.decode()
    assert reverse("my_sessions", args=["spring"]) in client.get("/e/spring/me/").content.decode()
    assert client.get(one_of(invitation)).status_code == 200
    assert client.get(reverse("session", args=["spring", session.code])).status_code == 404
    stranger = make.sign_in(Client(), make.make_delegate(edition).person.account)
    assert [stranger.get(address).status_code for address in (MINE, one_of(invitation))] == [404, 404]


def test_a_page_says_where_when_with_whom_and_how_to_get_in(edition, session, room, me, invited, client) -> None:
    room.access = {"source": "en", "texts": {"en": {"text": "Lift on the left", "by": "person"}}}
    room.save()
    session.languages, session.channels = ["en"], ["cmn"]
    session.save()
    make.make_part(session, make.make_delegate(edition, name="Bo Chan").person, role="moderator", job_title="Dean")
    make.make_host(session, make.make_organisation("World Film House"))
    text = client.get(one_of(invited)).content.decode()
    for words in ("Harbour Room", "Lift on the left", "09:00", "Bo Chan", "Moderator", "Dean", "World Film House", "English"):
        assert words in text


def test_somebody_elsewhere_reads_their_own_clock_too(edition, session) -> None:
    far = make.make_delegate(edition, site="la")
    invitation = make.make_invited(session, far.person)
    text = make.sign_in(Client(), far.person.account).get(one_of(invitation)).content.decode()
    assert ("09:00" in text, "Mon 15 Mar 18:00" in text) == (True, True)


def test_an_answer_is_taken_down_once_told_and_taken_back(session, invited, client) -> None:
    page = say(client, invited, "confirm", line="I need a later train")
    assert page["Location"] == one_of(invited)
    invited.refresh_from_db()
    assert (invited.state, invited.line, invited.for_begins) == ("confirmed", "I need a later train", make.HK_MORNING)
    assert answer_of(invited.part) == "confirmed"
    say(client, invited, "confirm", line="I need a later train")
    deeds = [entry.action for entry in Entry.objects.filter(subject="meet.invitation")]
    assert (deeds, Letter.objects.filter(kind=actions.THANKS).count()) == (["confirm session part"], 1)
    client.post(f"{one_of(invited)}answer/", {"do": "undo"})
    client.post(f"{one_of(invited)}answer/", {"do": "undo"})
    assert answer_of(invited.part) == "waiting"
    assert Entry.objects.filter(action="take answer back").count() == 1
    text = str([(entry.before, entry.after) for entry in Entry.objects.all()])
    assert "later train" not in text


def test_a_moved_session_asks_again_says_why_and_forgives_when_it_is_moved_back(session, invited, client) -> None:
    say(client, invited, "confirm")
    place = session.placements.get()
    facts = {name: getattr(place, name) for name in ("site", "room", "starts_at", "ends_at", "is_origin")}
    later = {name: facts[name] + timedelta(hours=2) for name in ("starts_at", "ends_at")}
    programme.move_session(place, {**facts, **later}, by=None)
    page = client.get(one_of(invited))
    text = page.content.decode()
    assert (answer_of(invited.part), "the time or the place has changed" in text, "09:00" in text) == ("again", True, True)
    programme.move_session(place, facts, by=None)
    assert answer_of(invited.part) == "confirmed"


@pytest.mark.parametrize("change", ["room", "online", "away", "link"])
def test_another_room_none_or_no_place_asks_again(edition, session, invited, client, change) -> None:
    say(client, invited, "confirm")
    place = session.placements.get()
    if change == "room":
        type(place).objects.filter(pk=place.pk).update(room=make.make_room(edition, "Peak Room"))
    elif change == "online":
        type(place).objects.filter(pk=place.pk).update(room=None)
    elif change == "link":
        Part.objects.filter(pk=invited.part_id).update(is_online=True)
    else:
        programme.take_placement_away(place, by=None)
    assert answer_of(invited.part) == "again"
    assert client.get(one_of(invited)).status_code == 200
    say(client, invited, "decline")
    assert answer_of(invited.part) == "declined"


def test_other_edits_of_the_team_leave_an_answer_alone(session, invited, client) -> None:
    say(client, invited, "confirm")
    values = {"title": {"en": "Deans' forum"}, "abstract": {}, "kind": "panel", "stream": ""}
    programme.change_session(session, values, by=None)
    programme.set_state(session, "confirm session", by=None)
    assert answer_of(invited.part) == "confirmed"


def test_an_answer_to_what_was_moved_meanwhile_is_not_taken(session, invited, client) -> None:
    page = client.get(one_of(invited))
    session.placements.update(starts_at=make.HK_MORNING + timedelta(hours=3), ends_at=make.HK_MORNING + timedelta(hours=4))
    late = client.post(f"{one_of(invited)}answer/", {"do": "confirm", "seen": page.context["answer"]["seen"].value()})
    assert (late.status_code, answer_of(invited.part)) == (422, "waiting")


def test_a_cancelled_session_asks_nothing(session, invited, client) -> None:
    page = client.get(one_of(invited))
    Session.objects.filter(pk=session.pk).update(state="cancelled")
    assert "This session does not take place" in client.get(one_of(invited)).content.decode()
    late = client.post(f"{one_of(invited)}answer/", {"do": "confirm", "seen": page.context["answer"]["seen"].value()})
    assert (late.status_code, answer_of(invited.part)) == (422, "waiting")


def test_whoever_leaves_the_edition_or_the_session_sees_nothing_more(edition, session, me, invited, client) -> None:
    Delegate.objects.filter(pk=me.pk).update(status=Delegate.Status.LEFT)
    assert client.get(one_of(invited)).status_code == 404
    Delegate.objects.filter(pk=me.pk).update(status=Delegate.Status.APPROVED)
    programme.take_part_away(invited.part, by=None)
    assert client.get(one_of(invited)).status_code == 404


def test_one_is_where_ones_own_place_is(edition, session, me, client) -> None:
    relay = make.make_placement(session, make.LA_MIDDAY, room=make.make_room(edition, "Sunset Room", site="la"))
    part = make.make_part(session, me.person, role="moderator", placement=relay)
    make.make_invitation(part)
    [own] = own_sessions(edition, me.person)
    assert (own.place, own.part.begins) == (relay, make.LA_MIDDAY)


def test_a_job_title_is_printed_in_this_session_only(session, me, invited, client) -> None:
    page = client.get(one_of(invited))
    typed = {"job_title": "Dean of Film", "seen": page.context["titling"]["seen"].value()}
    assert client.post(f"{one_of(invited)}title/", typed)["Location"] == one_of(invited)
    late = client.post(f"{one_of(invited)}title/", {**typed, "job_title": "Rector"})
    assert (late.status_code, Part.objects.get(pk=invited.part_id).job_title) == (422, "Dean of Film")
    me.refresh_from_db()
    assert me.job_title == "Buyer"


@pytest.mark.parametrize("line", ["a\u202eb", "x" * 501])
def test_a_line_that_cannot_be_shown_or_is_too_long_keeps_what_was_typed(invited, client, line) -> None:
    page = say(client, invited, "decline", line=line)
    assert (page.status_code, answer_of(invited.part)) == (422, "waiting")


def test_what_is_missing_is_said(me, invited, client) -> None:
    text = client.get(MINE).content.decode()
    assert ("Your photograph is missing." in text, "Your biography is missing." in text) == (True, True)
    make.make_portrait(me.person, biography={"source": "en", "texts": {"en": {"text": "Maker", "by": "person"}}})
    text = client.get(MINE).content.decode()
    assert ("photograph is missing" in text, "in one language only: English" in text) == (False, True)
    both = {"en": {"text": "Maker", "by": "person"}, "pt": {"text": "Autora", "by": "person"}}
    type(me.person).objects.filter(pk=me.person_id).update(biography={"source": "en", "texts": both})
    assert "biography" not in client.get(MINE).content.decode()
