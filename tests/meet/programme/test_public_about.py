"""The programme's pages of a person, a room, a track and a series; what is marked up for machines, and pictures of links."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from praya.core.directory.models import Person
from praya.core.texts.reading import read, write
from praya.meet.editions.models import Edition
from praya.meet.programme.models import Placement
from tests import builders as make
from tests.builders.meet import HK_AFTERNOON, HK_MORNING, LA_MIDDAY

pytestmark = pytest.mark.django_db
TOLD = "/e/spring/programme/"
PNG = b"\x89PNG\r\n\x1a\n"


def text_of(address: str, client: Client | None = None) -> str:
    page = (client or Client()).get(address)
    assert page.status_code == 200
    return str(page.content.decode())


def test_a_person_is_shown_with_the_sessions_the_roles_and_the_job_title_then(edition) -> None:
    person = make.make_person("Chan Tai Man", names={"zh-Hant": "陳大文"})
    for title, role, at in (("Opening", "speaker", HK_MORNING), ("Closing", "juror", HK_AFTERNOON)):
        session = make.make_session(edition, title)
        make.make_placement(session, at)
        make.make_part(session, person, role=role, job_title="Producer then")
    make.make_part(session, person, role="moderator")
    make.make_placement(make.make_session(edition, "Without them"), HK_MORNING)
    make.make_release(edition)
    session = text_of(f"{TOLD}{session.code}/")
    assert f'href="{TOLD}people/{person.code}/"' in session
    text = text_of(f"{TOLD}people/{person.code}/")
    assert [word in text for word in ("陳大文", "Producer then", "Opening", "Closing", "Without them")] == [
        True,
        True,
        True,
        True,
        False,
    ]
    assert ("Juror, Moderator, Producer then" in text, "2 sessions" in text) == (True, True)


def test_of_a_person_one_reads_what_the_levels_allow(edition) -> None:
    delegate = make.make_delegate(edition, person=make.make_portrait(make.make_person("Ana Silva"), portrait_level="public"))
    person = delegate.person
    Person.objects.filter(pk=person.pk).update(biography=write({"en": "She made films."}), level="badge")
    session = make.make_session(edition)
    make.make_placement(session, HK_MORNING)
    make.make_part(session, person, job_title="Producer")
    make.make_release(edition)
    address = f"{TOLD}people/{person.code}/"
    badge = make.sign_in(Client(), make.make_delegate(edition).person.account)

    def shown(client: Client) -> tuple[bool, ...]:
        text = text_of(address, client)
        return tuple(word in text for word in ("Ana Silva", "Producer", "She made films.", f"/{person.portrait}/"))

    assert (shown(Client()), shown(badge)) == ((True, True, False, False), (True, True, True, True))
    Person.objects.filter(pk=person.pk).update(level="public")
    assert shown(Client()) == (True, True, True, True)
    Person.objects.filter(pk=person.pk).update(visibility={"biography": "private"}, portrait_level="private")
    assert (shown(Client()), shown(badge)) == ((True, True, False, False), (True, True, False, False))
    Person.objects.filter(pk=person.pk).update(portrait_level="public")
    delegate.status = "left"
    delegate.save()
    assert shown(Client()) == (True, True, False, False)


def test_whoever_is_in_no_released_session_has_no_page_here(edition) -> None:
    draft = make.make_session(edition, state="draft")
    make.make_placement(draft, HK_MORNING)
    hidden = make.make_part(draft, make.make_person("Hidden")).person
    session = make.make_session(edition)
    make.make_placement(session, HK_MORNING)
    make.make_release(edition)
    late = make.make_part(session, make.make_person("Late")).person
    codes = (hidden.code, late.code, make.make_person("Nobody").code, "nonsense")
    assert [Client().get(f"{TOLD}people/{code}/").status_code for code in codes] == [404] * 4
    elsewhere = make.make_edition("autumn", is_public=True)
    make.make_release(edition)
    assert Client().get(f"{TOLD}people/{late.code}/").status_code == 200
    assert Client().get(f"/e/{elsewhere.slug}/programme/people/{late.code}/").status_code == 404


def test_somebody_of_a_relay_is_at_that_place_alone(edition) -> None:
    session, person = make.make_session(edition, "Two cities"), make.make_person("At the relay")
    make.make_placement(session, HK_MORNING)
    relay = make.make_placement(session, HK_MORNING, site="la")
    make.make_part(session, person, role="interpreter", placement=relay)
    both = make.make_part(session, make.make_person("At the origin")).person
    make.make_release(edition)

    def sites(code: str) -> list[bool]:
        text = text_of(f"{TOLD}people/{code}/")
        main = text[text.index('id="sessions"') :]
        return [">HKG</span>" in main, ">LAX</span>" in main]

    assert (sites(person.code), sites(both.code)) == ([False, True], [True, False])


def test_somebody_merged_leads_to_the_record_that_stays(edition) -> None:
    stays, gone = make.make_person("Ng See-yuen"), make.make_person("N. S. Yuen")
    session = make.make_session(edition, "Looking back")
    make.make_placement(session, HK_MORNING)
    make.make_part(session, gone)
    make.make_release(edition)
    gone.merged_into = stays
    gone.save()
    for code in (stays.code, gone.code):
        text = text_of(f"{TOLD}people/{code}/")
        assert ("Ng See-yuen" in text, "Looking back" in text) == (True, True)


def test_a_room_says_where_it_is_how_many_it_seats_and_how_one_gets_in(edition) -> None:
    room = make.make_room(edition, "Harbour Room", capacity=120, access=write({"en": "A ramp on the left"}))
    other = make.make_room(edition, "Unused")
    session = make.make_session(edition, "Opening")
    make.make_placement(session, HK_MORNING, room=room)
    make.make_release(edition)
    assert f'href="{TOLD}rooms/{room.code}/"' in text_of(f"{TOLD}{session.code}/")
    text = text_of(f"{TOLD}rooms/{room.code}/")
    assert [
        word for word in ("Harbour Room", "Hall HKG", "120", "A ramp on the left", "Opening", "Hong Kong") if word not in text
    ] == []
    assert [Client().get(f"{TOLD}rooms/{code}/").status_code for code in (other.code, "nonsense")] == [404, 404]


def test_a_track_has_a_page_while_anything_told_is_in_it(edition) -> None:
    track, empty = make.make_track(edition, "Finance"), make.make_track(edition, "Empty")
    session = make.make_session(edition, "Money", track=track)
    make.make_placement(session, HK_MORNING)
    make.make_placement(make.make_session(edition, "Other"), HK_MORNING)
    make.make_release(edition)
    text = text_of(f"{TOLD}tracks/{track.code}/")
    assert ("Finance" in text, "Money" in text, "Other" in text, "1 session" in text) == (True, True, False, True)
    assert Client().get(f"{TOLD}tracks/{empty.code}/").status_code == 404


def series_of_three(spring: Edition) -> tuple[Any, Edition, Edition]:
    """Hold a series in a public edition, in an earlier public one, and in one that is not public."""
    series = make.make_series(spring.market, "Harbour forum")
    earlier = make.make_edition("earlier", market=spring.market, is_public=True)
    closed = make.make_edition("closed", market=spring.market)
    Edition.objects.filter(pk=earlier.pk).update(starts_on="2026-03-15", ends_on="2026-03-18")
    for edition, title in ((spring, "Third forum"), (earlier, "Second forum"), (closed, "Closed forum")):
        session = make.make_session(edition, title, series=series)
        make.make_placement(session, HK_MORNING)
        make.make_placement(make.make_session(edition, f"Beside the {title}"), HK_MORNING)
        make.make_release(edition)
    return series, earlier, closed


def test_a_series_goes_through_the_editions_that_its_reader_may_see(edition, django_assert_num_queries) -> None:
    series, earlier, closed = series_of_three(edition)
    with django_assert_num_queries(4):
        text = text_of(f"{TOLD}series/{series.code}/")
    assert text.index("Third forum") < text.index("Second forum")
    assert ("Closed forum" in text, "Beside the" in text) == (False, False)
    assert 'href="/e/earlier/programme/' in text
    insider = make.sign_in(Client(), make.make_delegate(closed).person.account)
    team = make.sign_in(Client(), make.make_team_member(closed))
    assert ["Closed forum" in text_of(f"{TOLD}series/{series.code}/", one) for one in (insider, team)] == [True, True]
    assert Client().get(f"/e/closed/programme/series/{series.code}/").status_code == 302
    assert Client().get(f"{TOLD}series/nonsense/").status_code == 404
    foreign = make.make_edition("foreign", is_public=True)
    assert Client().get(f"/e/{foreign.slug}/programme/series/{series.code}/").status_code == 404


def event_of(address: str) -> Any:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text_of(address))
    assert found is not None
    return json.loads(found[1])


@pytest.mark.parametrize(
    ("kind", "told"),
    [("forum", "BusinessEvent"), ("workshop", "EducationEvent"), ("reception", "SocialEvent"), ("screening", "ScreeningEvent")],
)
def test_each_kind_is_marked_up_as_the_event_it_is(kind, told, edition) -> None:
    session = make.make_session(edition, kind=kind)
    make.make_placement(session, HK_MORNING)
    make.make_release(edition)
    assert event_of(f"{TOLD}{session.code}/")["@type"] == told


def test_a_screening_is_marked_up_with_the_works_that_everybody_may_know(edition) -> None:
    session = make.make_session(edition, "Night", kind="screening", languages=["yue"], stream="https://live.example.org/1")
    make.make_placement(session, HK_MORNING, room=make.make_room(edition))
    make.make_placement(session, LA_MIDDAY, site="la")
    make.make_part(session, make.make_person("Ng See-yuen", names={"zh-Hant": "吳思遠"}), job_title="Director")
    make.make_part(session, make.make_person("An Interpreter"), role="interpreter")
    for name, level, kind in (
        ("The Paper Boat", "public", "film"),
        ("Secret Kite", "badge", "film"),
        ("A Serial", "public", "series"),
    ):
        title = make.make_title(name, level=level, kind=kind, minutes=90)
        make.make_work(edition, title)
        make.make_presented(session, title)
    make.make_release(edition)
    event = event_of(f"{TOLD}{session.code}/")
    assert [(one["@type"], one["name"], one["duration"]) for one in event["workPresented"]] == [
        ("Movie", "The Paper Boat", "PT90M"),
        ("TVSeries", "A Serial", "PT90M"),
    ]
    assert event["performer"] == [
        {"@type": "Person", "name": "Ng See-yuen", "alternateName": ["吳思遠"], "jobTitle": "Director"},
    ]
    assert [one["@type"] for one in event["location"]] == ["Place", "VirtualLocation"]
    assert event["eventAttendanceMode"].endswith("/MixedEventAttendanceMode")
    assert [(one["startDate"], one["location"]["@type"]) for one in event["subEvent"]] == [
        ("2027-03-15T19:00:00+00:00", "VirtualLocation")
    ]
    assert (event["inLanguage"], event["superEvent"]["name"]) == (["yue"], "Spring")


def test_a_session_moved_is_marked_up_with_when_it_was_to_be_at_first_and_a_cancelled_one_as_such(edition) -> None:
    session = make.make_session(edition)
    place = make.make_placement(session, HK_MORNING)
    make.make_release(edition)
    states = [event_of(f"{TOLD}{session.code}/")["eventStatus"].rpartition("/")[2]]
    for hours in (1, 2):
        at = HK_MORNING + timedelta(hours=hours)
        Placement.objects.filter(pk=place.pk).update(starts_at=at, ends_at=at + timedelta(hours=1))
        make.make_release(edition)
        event = event_of(f"{TOLD}{session.code}/")
        states.append(event["eventStatus"].rpartition("/")[2])
        assert (event["previousStartDate"], event["startDate"]) == (HK_MORNING.isoformat(), at.isoformat())
    session.state = "cancelled"
    session.save()
    make.make_release(edition)
    event = event_of(f"{TOLD}{session.code}/")
    states.append(event["eventStatus"].rpartition("/")[2])
    assert (states, "previousStartDate" in event) == (
        ["EventScheduled", "EventRescheduled", "EventRescheduled", "EventCancelled"],
        False,
    )


def test_a_shared_link_has_a_title_a_text_and_a_picture_in_its_language(edition) -> None:
    session = make.make_session(edition)
    session.title = write({"en": "Opening & <more>", "zh-Hant": "開幕", "ar": "الافتتاح"})
    session.save()
    make.make_placement(session, HK_MORNING, room=make.make_room(edition))
    make.make_release(edition)
    for address, title in ((f"{TOLD}{session.code}/", "Opening &amp; &lt;more&gt;"), (TOLD, "Programme: Spring")):
        text = text_of(address)
        shown = dict(re.findall(r'<meta property="(og:[a-z:_]+)" content="([^"]*)"', text))
        assert (shown["og:title"], shown["og:locale"]) == (title, "en")
        assert shown["og:url"].startswith("http://testserver/e/spring/programme/")
        pictures = []
        for language in ("en", "zh-hant", "ar"):
            answer = Client().get(shown["og:image"].replace("language=en", f"language={language}"))
            assert (answer.status_code, answer["Content-Type"], answer.content[:8]) == (200, "image/png", PNG)
            size = tuple(int.from_bytes(answer.content[at : at + 4], "big") for at in (16, 20))
            assert size == (int(shown["og:image:width"]), int(shown["og:image:height"]))
            pictures.append(answer.content)
            kept = Client().get(answer.wsgi_request.get_full_path(), headers={"If-None-Match": answer["ETag"]})
            assert (kept.status_code, kept.content) == (304, b"")
        assert len(set(pictures)) == 3


def test_what_is_not_for_everybody_has_no_picture_and_names_none(edition) -> None:
    closed = make.make_edition("closed")
    session = make.make_session(closed)
    make.make_placement(session, HK_MORNING)
    make.make_release(closed)
    insider = make.sign_in(Client(), make.make_delegate(closed).person.account)
    for address in ("/e/closed/programme/", f"/e/closed/programme/{session.code}/"):
        text = text_of(address, insider)
        assert ("og:image" in text, "application/ld+json" in text) == (False, False)
        assert insider.get(f"{address}picture.png").status_code == 404
    assert Client().get(f"{TOLD}nonsense/picture.png").status_code == 404
    assert read(session.title, "en").text == "Opening"


def test_a_very_long_title_is_drawn_all_the_same(edition) -> None:
    session = make.make_session(edition)
    session.title = write({"en": "A title without an end " * 8, "zh-Hant": "世界電影產業論壇" * 20})
    session.save()
    make.make_placement(session, HK_MORNING)
    make.make_release(edition)
    for language in ("en", "zh-hant"):
        answer = Client().get(f"{TOLD}{session.code}/picture.png", {"language": language})
        assert (answer.status_code, answer.content[:8]) == (200, PNG)
