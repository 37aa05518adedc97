"""What the repair desk, the heat maps, the reports and the trail show."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.test import Client

from praya.core.audit.actions import record
from praya.match.repairs.applying import as_proposal
from praya.match.repairs.models import Repair
from praya.match.reports.figures import GROUPS, PLACES, TOTALS
from praya.meet.editions.models import Stand
from tests import builders as make
from tests.match.asking import person
from tests.match.pages import figures, text_of, told

pytestmark = pytest.mark.django_db
BASE = "/e/spring/manage/"


# The repair desk


@pytest.fixture
def desk(edition) -> Client:
    return make.sign_in(Client(), make.make_team_member(edition, role="desk"))


def test_the_desk_says_what_was_looked_for_and_where_each_is(edition, desk) -> None:
    make.make_delegate(edition, name="Ana Silva", site="la")
    make.make_exhibitor(edition, "Ana Films", staff=0)
    page = desk.get(f"{BASE}repair/", {"q": f"  ana {'x' * 100}"})
    assert (page.context["words"], len(page.context["words"])) == ("ana " + "x" * 96, 100)
    page = desk.get(f"{BASE}repair/", {"q": " ana "})
    assert (page.context["words"], 'value="ana"' in page.content.decode()) == ("ana", True)
    assert [(row["name"], row["site"].slug) for row in page.context["people"]] == [("Ana Silva", "la")]
    assert [(row["name"], row["site"].slug) for row in page.context["stands"]] == [("Ana Films", "hk")]
    page = desk.get(f"{BASE}repair/").context
    assert (page["words"], page["people"], page["stands"], list(page["repairs"])) == ("", [], [], [])


@pytest.mark.parametrize(
    ("site", "zone", "shown", "city"),
    [
        ("la", "", "America/Los_Angeles", "Los Angeles"),
        (None, "Europe/Paris", "Europe/Paris", "Paris"),
        (None, "", "UTC", "UTC"),
    ],
)
def test_somebodys_times_are_those_of_their_site_else_of_their_zone(edition, desk, site, zone, shown, city) -> None:
    one = make.make_delegate(edition, name="Ana Silva", site=site, zone=zone)
    page = desk.get(f"{BASE}repair/person/{one.code}/")
    assert (page.status_code, str(page.context["zone"]), page.context["delegate"]) == (200, shown, one)
    assert f"Times are those of {city}." in text_of(page)
    assert "Ana Silva" in text_of(page)


def test_what_is_ahead_is_told_at_its_own_site_else_at_the_persons(edition, desk) -> None:
    one = make.make_delegate(edition, site="la")
    own = make.make_calendar(one)
    make.make_meeting(own, person(edition), make.HK_MORNING, site=edition.sites.get(slug="hk"))
    make.make_meeting(own, person(edition), make.HK_AFTERNOON)
    page = desk.get(f"{BASE}repair/person/{one.code}/").context
    assert [row["site"].slug for row in page["ahead"]] == ["hk", "la"]


def test_an_absence_that_cannot_be_answered_is_refused_with_its_reason(desk) -> None:
    edition = make.make_edition("bare", with_sites=False)
    one = make.make_delegate(edition, site=None)
    client = make.sign_in(Client(), make.make_team_member(edition))
    page = client.post(f"/e/bare/manage/repair/person/{one.code}/", {"kind": "left", "on": "2027-03-16"})
    assert (page.status_code, page.context["form"].non_field_errors()) == (422, ["This edition has no meeting slots."])
    assert Repair.objects.count() == 0


def test_a_meeting_that_is_over_is_not_called_off_and_the_desk_says_why(edition, desk) -> None:
    meeting = make.make_meeting(person(edition), person(edition), status="held")
    page = desk.post(f"{BASE}repair/meeting/{meeting.code}/", follow=True)
    assert (page.redirect_chain, told(page)) == ([(f"{BASE}repair/", 302)], ["This meeting has already taken place."])


def test_a_stand_page_offers_the_free_stands_and_refuses_others(edition, desk) -> None:
    exhibitor = make.make_exhibitor(edition, "Harbour Pictures")
    address = f"{BASE}repair/stand/{exhibitor.code}/"
    page = desk.get(address)
    assert (page.status_code, page.context["exhibitor"], page.context["form"].errors) == (200, exhibitor, {})
    taken = make.make_exhibitor(edition).stand
    page = desk.post(address, {"stand": taken.pk})
    assert (page.status_code, list(page.context["form"].errors), Repair.objects.count()) == (422, ["stand"], 0)
    free = Stand.objects.filter(hall__site=exhibitor.site_id, exhibitor=None).first()
    page = desk.post(address, {"stand": free.pk})
    repair = Repair.objects.get()
    assert (page["Location"], repair.by.teams.get().role) == (f"{BASE}repair/{repair.code}/", "desk")


def test_a_proposal_says_whom_it_concerns_and_is_discarded_with_a_word(edition, desk) -> None:
    one = make.make_delegate(edition, name="Ana Silva")
    repair = Repair.objects.create(edition=edition, kind="left", delegate=one, proposal=as_proposal([]))
    page = desk.get(f"{BASE}repair/{repair.code}/")
    assert (page.context["repair"], figures(page)) == (
        repair,
        {"Lost": "0", "Moved or handed over": "0", "Won from the waiting list": "0"},
    )
    assert "Ana Silva" in text_of(page)
    page = desk.post(f"{BASE}repair/{repair.code}/discard/", follow=True)
    assert (told(page), list(page.context["repairs"])) == (["Discarded. Nothing has changed."], [repair])


def test_a_proposal_about_nobody_is_told_at_the_first_site_if_there_is_one(edition, desk) -> None:
    repair = Repair.objects.create(edition=edition, kind="cancelled", proposal=as_proposal([]))
    assert desk.get(f"{BASE}repair/{repair.code}/").context["site"].slug == "hk"
    bare = make.make_edition("bare", with_sites=False)
    repair = Repair.objects.create(edition=bare, kind="cancelled", proposal=as_proposal([]))
    client = make.sign_in(Client(), make.make_team_member(bare))
    assert client.get(f"/e/bare/manage/repair/{repair.code}/").context["site"] is None


# Heat maps, reports, the trail


def test_calendars_come_fifty_to_a_page_and_by_name(edition, client) -> None:
    for number in range(51):
        person(edition, name=f"Ana {number:02}")
    page = client.get(f"{BASE}heat-maps/", {"page": "2"})
    assert ([row.label for row in page.context["calendars"].rows], page.context["page"].number) == (["Ana 50"], 2)
    page = client.get(f"{BASE}heat-maps/", {"q": f" ana 50 {'x' * 93} "})
    assert page.context["wanted"] == {"q": f"ana 50 {'x' * 93}"}
    page = client.get(f"{BASE}heat-maps/", {"q": "ana 50" + "y" * 100})
    assert (page.context["wanted"], page.context["page"].paginator.count) == ({"q": ""}, 51)


def test_a_hall_without_tables_has_no_map(edition, client) -> None:
    hall = edition.sites.get(slug="hk").halls.create(name="Foyer")
    assert client.get(f"{BASE}heat-maps/{hall.pk}/").status_code == 404


def test_the_days_of_a_hall_are_tabs_and_the_one_shown_is_marked(edition, client) -> None:
    hall = edition.sites.get(slug="hk").halls.get()
    page = client.get(f"{BASE}heat-maps/{hall.pk}/", {"day": "2"}).content.decode()
    tabs = re.findall(r'<a href="\?day=(\d)"( aria-current="true")?>', page)
    assert [(number, bool(current)) for number, current in tabs] == [("0", False), ("1", False), ("2", True), ("3", False)]
    assert "<h1>Hall HKG" in page


def test_reports_are_tables_with_named_columns_and_places_one_of_its_own(edition, client) -> None:
    make.make_request(person(edition), make.calendar_of(make.make_exhibitor(edition)))
    page = client.get(f"{BASE}reports/")
    columns = [str(figure.label) for figure in GROUPS]
    assert [(table["title"], [line.label for line, _cells in table["rows"]]) for table in page.context["tables"]] == [
        ("By category", ["Exhibitors", "Buyer"]),
        ("By country or region", ["Hong Kong"]),
        ("By site", ["HKG"]),
        ("Where meetings take place", ["HKG: Asia/Hong_Kong", "LAX: America/Los_Angeles", "online"]),
    ]
    heads = re.findall(r'<th scope="col" class="num">(.*?)</th>', page.content.decode())
    assert heads[-len(columns) * 3 - len(PLACES) :] == columns * 3 + [str(figure.label) for figure in PLACES]
    assert {row.figure.name: row.value for row in page.context["figures"]}["requests"] == 1


def read(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


def test_each_table_is_a_sheet_of_its_own(edition, client) -> None:
    make.make_request(person(edition), make.calendar_of(make.make_exhibitor(edition)), status="accepted")
    make.make_meeting(person(edition), person(edition), status="cancelled")
    asked = ["Calendars", "Requests sent", "Requests received", "Accepted", "Acceptance rate (%)"]
    met = ["Meetings", "Share (%)", "Held", "No-show", "Attendance rate (%)"]
    names, nothing = ["Group", *asked, *met], ["0", "", "0", "0", ""]
    sellers, buyers = ["Exhibitors", "1", "0", "1", "1", "100.0", *nothing], ["Buyer", "3", "1", "0", "1", "100.0", *nothing]
    together = ["4", "1", "1", "2", "100.0", *nothing]
    counted = {
        "Requests": "1",
        "Accepted": "1",
        "Acceptance rate (%)": "100.0",
        "Meetings": "0",
        "Accepted and placed (%)": "0.0",
        "Share online (%)": "",
        "Held": "0",
        "No-show": "0",
        "Not reported": "0",
        "Attendance rate (%)": "",
        "Cancelled": "1",
        "Cancellation rate (%)": "100.0",
    }
    means = [str(figure.means) for figure in TOTALS]
    lines = [[name, count, "", "", mean] for (name, count), mean in zip(counted.items(), means, strict=True)]
    places = ("HKG: Asia/Hong_Kong", "LAX: America/Los_Angeles", "online")
    expected = {
        "summary": [["Figure", "Count", "Last edition", "Difference", "What it means"], *lines],
        "places": [["Group", *met], *([place, *nothing] for place in places)],
        "categories": [names, sellers, buyers],
        "countries": [names, ["Hong Kong", *together]],
        "sites": [names, ["HKG", *together]],
    }
    for name, rows in expected.items():
        answer = client.get(f"{BASE}reports/{name}.csv")
        assert (read(answer), answer["Content-Disposition"]) == (rows, f'attachment; filename="spring-{name}.csv"')
        assert answer["Content-Type"] == "text/csv; charset=utf-8"


def test_the_trail_comes_fifty_to_a_page_and_of_one_action(edition, client, account) -> None:
    for number in range(51):
        record("set hours", "meet.site", by=account, edition=edition.pk, after={"number": number})
    page = client.get(f"{BASE}trail/", {"page": "2", "action": "set hours"})
    assert ([line.changes_words for line in page.context["rows"]], page.context["page"].number) == (["number: 0"], 2)
    assert page.context["wanted"]["action"] == "set hours"
    assert '<option value="set hours" selected>changed opening hours</option>' in page.content.decode()
    assert len(client.get(f"{BASE}trail/").context["rows"]) == 50
    page = client.get(f"{BASE}trail/", {"action": "never done"}).context
    assert (page["wanted"]["action"], len(page["rows"])) == ("", 50)
