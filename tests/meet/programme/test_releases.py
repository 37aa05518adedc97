"""What every version of the programme changed is a page, a file and a feed; the next one is seen before it is released."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from praya.core.personal.erasing import erase
from praya.core.personal.queries import subject_of
from praya.core.texts.reading import write
from praya.meet.programme import actions
from praya.meet.programme.actions_release import tell_at_once
from praya.meet.programme.changes import difference_of
from praya.meet.programme.models import Placement, Release, Session
from praya.meet.programme.models_versions import Changed, Revision
from tests import builders as make
from tests.builders.meet import HK_MORNING

pytestmark = pytest.mark.django_db
MANAGE, CHANGES = "/e/spring/manage/programme/", "/e/spring/programme/changes/"
HOUR = timedelta(hours=1)
ATOM = "{http://www.w3.org/2005/Atom}"


def sites(edition: Any) -> list[Any]:
    return list(edition.sites.all())


def move(place: Any, hours: int) -> None:
    place.refresh_from_db()
    begins = place.starts_at + hours * HOUR
    Placement.objects.filter(pk=place.pk).update(starts_at=begins, ends_at=begins + HOUR)


def told(client: Client, **wanted: Any) -> list[tuple[str, str]]:
    return [(one["sentence"], one["how"]) for one in client.get(CHANGES, wanted).context["rows"]]


@pytest.fixture
def place(edition: Any) -> Any:
    """Return where and when the one session of a released programme takes place."""
    made = make.make_placement(make.make_session(edition, "Opening"), HK_MORNING, room=make.make_room(edition))
    make.make_release(edition)
    return made


def test_every_version_has_its_list_and_any_two_can_be_compared(edition, place) -> None:
    stranger = Client()
    assert told(stranger) == [("“Opening” is new: Tue 16 Mar 09:00–10:00 (Hong Kong), Room 1, Hall HKG.", "released")]
    move(place, 1)
    make.make_release(edition)
    move(place, 2)
    make.make_release(edition)
    second = "“Opening” moves from Tue 16 Mar 09:00–10:00 (Hong Kong) to Tue 16 Mar 10:00–11:00 (Hong Kong)."
    third = "“Opening” moves from Tue 16 Mar 10:00–11:00 (Hong Kong) to Tue 16 Mar 12:00–13:00 (Hong Kong)."
    both = "“Opening” moves from Tue 16 Mar 09:00–10:00 (Hong Kong) to Tue 16 Mar 12:00–13:00 (Hong Kong)."
    assert (told(stranger), told(stranger, version=2)) == ([(third, "released")], [(second, "released")])
    assert told(stranger, since=1) == [(both, "released")]
    assert told(stranger, since=0) == [("“Opening” is new: Tue 16 Mar 12:00–13:00 (Hong Kong), Room 1, Hall HKG.", "released")]
    assert told(stranger, version=99, since="nonsense") == [(third, "released")]


def test_the_list_is_in_the_readers_language_filtered_and_leads_to_the_session(edition, place) -> None:
    session = place.session
    Session.objects.filter(pk=session.pk).update(title=write({"en": "Opening", "zh-Hant": "開幕"}))
    away = make.make_placement(make.make_session(edition, "Away"), HK_MORNING, site="la")
    make.make_release(edition)
    stranger = Client()
    assert [one for one, _how in told(stranger, site="la")] == ["“Away” is new: Mon 15 Mar 18:00–19:00 (Los Angeles), online."]
    assert told(stranger, day="2027-03-15") == told(stranger, site="la")
    assert {one["code"] for one in stranger.get(CHANGES).context["rows"]} == {session.code, away.session.code}
    stranger.cookies["django_language"] = "zh-hant"
    page = stranger.get(CHANGES).content.decode()
    assert ("開幕" in page, f'href="/e/spring/programme/{session.code}/"' in page, 'lang="zh-hant"' in page) == (True,) * 3
    assert stranger.get(f"{CHANGES}programme-changes.csv").status_code == 200


def test_nobody_else_reads_what_changes_in_a_programme_that_is_not_public(edition, place) -> None:
    type(edition).objects.update(is_public=False)
    ways = (CHANGES, f"{CHANGES}en.atom", f"{CHANGES}programme-changes.csv")
    assert {Client().get(way).status_code for way in ways} == {302}
    other = make.sign_in(Client(), make.make_delegate(make.make_edition("other")).person.account)
    assert {other.get(way).status_code for way in ways} == {404}


def test_an_edition_without_sessions_says_what_is_to_come(edition, client) -> None:
    assert "As soon as it is, what every version changes stands here" in Client().get(CHANGES).content.decode()
    feed = ElementTree.fromstring(Client().get(f"{CHANGES}en.atom").content)
    assert (len(feed.findall(f"{ATOM}entry")), feed.find(f"{ATOM}updated").text) == (0, "2027-03-15T00:00:00+00:00")
    page = client.get(f"{MANAGE}release/").content.decode()
    assert ("Preview the next version" in page, "Nothing is released yet" in page) == (False, True)
    assert "The programme is not released yet" in client.get(f"{MANAGE}preview/").content.decode()


def test_a_feed_has_an_entry_for_every_version_and_every_change_at_once_with_ids_that_stay(edition, place) -> None:
    move(place, 1)
    make.make_release(edition)
    move(place, 1)
    tell_at_once(place.session, sites(edition), by=None, at=HK_MORNING)
    first = Client().get(f"{CHANGES}en.atom")
    feed = ElementTree.fromstring(first.content)
    ids = [entry.find(f"{ATOM}id").text.split(":")[-1] for entry in feed.findall(f"{ATOM}entry")]
    assert (first["Content-Type"], sorted(ids)) == ("application/atom+xml; charset=utf-8", ["1", "2", "2.1"])
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    entries = list(feed.iter(f"{ATOM}entry"))
    summary = {entry.find(f"{ATOM}id").text.split(":")[-1]: entry.find(f"{ATOM}summary").text for entry in entries}
    assert "moves from Tue 16 Mar 10:00–11:00 (Hong Kong) to Tue 16 Mar 11:00–12:00 (Hong Kong)" in summary["2.1"]
    again = Client().get(f"{CHANGES}en.atom", HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content, first["Cache-Control"]) == (304, b"", "private, no-cache")
    chinese = ElementTree.fromstring(Client().get(f"{CHANGES}zh-hant.atom").content)
    assert [entry.find(f"{ATOM}id").text for entry in chinese.iter(f"{ATOM}entry")] == [
        entry.find(f"{ATOM}id").text for entry in feed.iter(f"{ATOM}entry")
    ]
    assert chinese.find(f"{ATOM}id").text != feed.find(f"{ATOM}id").text
    assert Client().get(f"{CHANGES}xx.atom").status_code == 404


def test_what_is_in_a_title_is_no_markup_in_a_feed(edition) -> None:
    make.make_placement(make.make_session(edition, "<script>alert(1)</script>&"), HK_MORNING)
    make.make_release(edition)
    feed = ElementTree.fromstring(Client().get(f"{CHANGES}en.atom").content)
    summary = feed.find(f"{ATOM}entry/{ATOM}summary")
    assert (summary.get("type"), "<script>" in summary.text, "&lt;script&gt;" in summary.text) == ("html", False, True)


def test_a_place_that_is_added_dropped_or_taken_up_again_is_said_so(edition, place) -> None:
    session = place.session
    second = make.make_placement(session, HK_MORNING, site="la")
    added = "“Opening” takes place once more: Mon 15 Mar 18:00–19:00 (Los Angeles), online."
    assert difference_of(edition, sites(edition)).sentences == [added]
    make.make_release(edition)
    actions.take_placement_away(second, by=None)
    dropped = "“Opening” does not take place there any more: Mon 15 Mar 18:00–19:00 (Los Angeles), online."
    assert difference_of(edition, sites(edition)).sentences == [dropped]
    make.make_release(edition)
    actions.set_state(session, "cancel session", by=None)
    make.make_release(edition)
    actions.set_state(session, "put session back", by=None)
    actions.set_state(session, "confirm session", by=None)
    again = "“Opening” takes place after all: Tue 16 Mar 09:00–10:00 (Hong Kong), Room 1, Hall HKG."
    assert difference_of(edition, sites(edition)).sentences == [again]


def test_the_team_previews_the_next_version_and_nobody_else_does(edition, client, place) -> None:
    session = place.session
    Session.objects.filter(pk=session.pk).update(title=write({"en": "Secret title"}))
    preview, one = f"{MANAGE}preview/", f"{MANAGE}preview/{session.code}/"
    for way in (preview, one):
        answer = client.get(way)
        text = answer.content.decode()
        assert (answer.status_code, "Secret title" in text, "Preview of version 2" in text) == (200, True, True)
        assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("private, no-store", "noindex, nofollow")
        assert Client().get(way).status_code == 302
    assert f'href="{one}"' in client.get(preview).content.decode()
    assert "Secret title" not in Client().get("/e/spring/programme/").content.decode()
    assert (Release.objects.count(), client.get(f"{MANAGE}preview/nonsense/").status_code) == (1, 404)


def test_an_erased_person_is_in_no_change_that_was_told_at_once(edition, place) -> None:
    delegate = make.make_delegate(edition, name="Ana Silva")
    make.make_part(place.session, delegate.person)
    tell_at_once(place.session, sites(edition), by=None, at=HK_MORNING)
    move(place, 1)
    tell_at_once(place.session, sites(edition), by=None, at=HK_MORNING)
    assert [len(one.told["parts"]) for one in Revision.objects.order_by("number")] == [1, 1]
    erase(subject_of(delegate.person.account), at=HK_MORNING)
    for one in Revision.objects.all():
        assert (one.told["parts"], (one.before or {}).get("parts", [])) == ([], [])
    assert all(row.told["parts"] == [] for row in Changed.objects.all())


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_and_the_feed_cost_the_same_for_one_and_three(count, edition, django_assert_num_queries) -> None:
    for number in range(count):
        make.make_placement(make.make_session(edition, f"Session {number}"), HK_MORNING)
        make.make_release(edition)
    with django_assert_num_queries(4):
        assert Client().get(CHANGES).status_code == 200
    with django_assert_num_queries(4):
        assert Client().get(f"{CHANGES}en.atom").status_code == 200
