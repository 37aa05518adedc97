"""People in sessions say what they need and when they cannot come; they and the team alone read it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from praya.core.actions.refusing import Refused
from praya.core.audit.models import Entry
from praya.meet.editions.models import TeamMember
from praya.meet.programme.unavailable import unavailable_hours
from praya.meet.speaking import actions
from praya.meet.speaking.forms import HoursForm
from praya.meet.speaking.models import Impossible, Need
from tests import builders as make

pytestmark = pytest.mark.django_db
MINE, MANAGE = "/e/spring/mine/sessions/", "/e/spring/manage/speakers/"
HOURS = f"{MINE}hours/"


def typed(**more: str) -> dict[str, str]:
    return {"site": "hk", "on": "2027-03-16", "begins": "08:00", "ends": "12:00", "line": "kanari flight", **more}


def test_a_need_is_said_seen_to_and_taken_back(session, invited, client, team) -> None:
    address = f"{MINE}one/{invited.code}/needs/"
    for _again in range(2):
        client.post(address, {"kind": "interpreter", "line": "kanari from Portuguese"})
    need = Need.objects.get()
    page = team.get(f"{MANAGE}sessions/{session.code}/")
    assert "kanari from Portuguese" in page.content.decode()
    assert team.get("/e/spring/manage/inbox/").status_code in {200, 404}
    for _again in range(2):
        team.post(f"{MANAGE}needs/{need.code}/", {"do": "meet"})
    need.refresh_from_db()
    assert need.met_at is not None
    team.post(f"{MANAGE}needs/{need.code}/", {"do": "open"})
    client.post(address, {"do": "remove", "need": need.code})
    assert (Need.objects.count(), client.post(address, {"do": "remove", "need": need.code}).status_code) == (0, 404)
    deeds = list(Entry.objects.filter(subject="meet.need").order_by("pk"))
    assert [one.action for one in deeds] == ["say a need", "see to a need", "open a need again", "take a need back"]
    assert "kanari" not in str([(one.before, one.after) for one in deeds])


def test_needs_have_a_bound_and_words_that_can_be_shown(invited, client) -> None:
    address = f"{MINE}one/{invited.code}/needs/"
    assert client.post(address, {"kind": "access", "line": "a\u202eb"}).status_code == 422
    assert client.post(address, {"kind": "treasure", "line": "gold"}).status_code == 422
    for number in range(actions.MOST_NEEDS):
        make.make_need(invited.part, f"Thing {number}")
    page = client.post(address, {"kind": "access", "line": "One more"})
    assert (page.status_code, "Remove one first" in page.content.decode(), Need.objects.count()) == (422, True, 20)


def test_hours_are_kept_changed_and_removed_and_a_session_in_them_is_named(edition, me, invited, client) -> None:
    page = client.post(HOURS, typed(), follow=True)
    row = Impossible.objects.get()
    assert (row.starts_at, row.ends_at) == (datetime(2027, 3, 16, tzinfo=UTC), datetime(2027, 3, 16, 4, tzinfo=UTC))
    said = [str(one) for one in page.context["messages"]]
    assert said[1] == "In these hours lies: Ministers' forum. The organisers see it."
    assert "a session lies in it" in page.content.decode()
    assert "You have called these hours impossible" in client.get(f"{MINE}one/{invited.code}/").content.decode()
    client.post(HOURS, typed())
    assert Impossible.objects.count() == 1
    assert unavailable_hours(edition) == [(row.code, me.person_id, row.starts_at, row.ends_at)]
    seen = client.get(f"{HOURS}{row.code}/").context["form"]["seen"].value()
    moved = typed(on="2027-03-17", seen=seen)
    assert client.post(f"{HOURS}{row.code}/", moved)["Location"] == HOURS
    assert "a session lies in it" not in client.get(HOURS).content.decode()
    late = client.post(f"{HOURS}{row.code}/", {**moved, "on": "2027-03-15"})
    assert (late.status_code, "From day is now: 17 Mar 2027" in late.content.decode()) == (422, True)
    client.post(f"{HOURS}{row.code}/remove/")
    assert client.post(f"{HOURS}{row.code}/remove/").status_code == 404
    assert unavailable_hours(edition) == []
    assert "kanari" not in str([(one.before, one.after) for one in Entry.objects.filter(subject="meet.impossible")])


@pytest.mark.parametrize(
    ("more", "field", "sentence"),
    [
        ({"ends": "08:00"}, "ends", "The end is not after the beginning"),
        ({"until": "2027-03-15"}, "ends", "The end is not after the beginning"),
        ({"on": "2031-03-16"}, "on", "far from the days of the edition"),
        ({"until": "2031-03-16"}, "until", "far from the days of the edition"),
        ({"begins": "25:00"}, "begins", "Enter a valid time"),
        ({"on": "0000-00-00"}, "on", "Enter a valid date"),
        ({"site": "oslo"}, "site", "Select a valid choice"),
        ({"line": "a\x07"}, "line", "cannot be shown"),
    ],
)
def test_hours_that_cannot_be_are_refused_at_their_place(edition, more, field, sentence) -> None:
    form = HoursForm(typed(**more), edition=edition, sites=list(edition.sites.all()))
    assert (form.is_valid(), sentence in " ".join(form.errors.get(field, []))) == (False, True)


def test_several_days_are_one_range_and_a_bound_is_kept(edition, me) -> None:
    sites = list(edition.sites.all())
    form = HoursForm(typed(until="2027-03-18"), edition=edition, sites=sites)
    assert form.is_valid()
    row = actions.add_hours(edition, me.person, form.values, by=None)
    assert (row.ends_at - row.starts_at, row.is_long) == (timedelta(days=2, hours=4), True)
    for number in range(actions.MOST_RANGES - 1):
        make.make_impossible(edition, me.person, make.HK_MORNING + timedelta(days=number % 9, minutes=number))
    more = {**form.values, "starts_at": make.LA_MIDDAY, "ends_at": make.LA_MIDDAY + timedelta(hours=1)}
    with pytest.raises(Refused, match="At most 60 ranges"):
        actions.add_hours(edition, me.person, more, by=None)
    with pytest.raises(Refused, match="longer than a month"):
        actions.change_hours(row, {**form.values, "ends_at": row.starts_at + timedelta(days=40)}, by=None)


@pytest.mark.parametrize(
    ("begins", "ends", "hours"),
    [("02:30", "04:00", 1.5), ("00:30", "02:30", 2.0)],
)
def test_a_time_that_the_clock_skips_leaves_the_wider_hours_impossible(edition, begins, ends, hours) -> None:
    """Los Angeles goes from 02:00 to 03:00 on 14 March: nothing that could be meant stays possible."""
    form = HoursForm(
        typed(site="la", on="2027-03-14", begins=begins, ends=ends), edition=edition, sites=list(edition.sites.all())
    )
    assert form.is_valid(), form.errors
    lasts = form.values["ends_at"] - form.values["starts_at"]
    assert lasts >= timedelta(hours=hours)


def test_hours_are_read_by_the_team_and_their_person_alone(edition, session, me, invited, team) -> None:
    make.make_impossible(edition, me.person, make.HK_MORNING, line="kanari clinic")
    make.make_need(invited.part, "kanari wheelchair")
    other = make.make_delegate(edition)
    make.make_invited(session, other.person)
    colleague = make.sign_in(Client(), other.person.account)
    desk = make.sign_in(Client(), make.make_team_member(edition, role=TeamMember.Role.DESK))
    make.make_release(edition) if edition.sessions.filter(state="confirmed").exists() else None
    pages = [colleague.get(address).content.decode() for address in (MINE, HOURS, f"{MINE}one/{other_code(other)}/")]
    assert all("kanari" not in page for page in pages)
    assert colleague.get(f"{MINE}one/{invited.code}/").status_code == 404
    assert desk.get(f"{MANAGE}sessions/{session.code}/").status_code == 404
    text = team.get(f"{MANAGE}sessions/{session.code}/").content.decode()
    assert ("kanari clinic" in text, "kanari wheelchair" in text) == (True, True)


def other_code(delegate: Any) -> str:
    return str(delegate.person.parts.get().invitation.code)
