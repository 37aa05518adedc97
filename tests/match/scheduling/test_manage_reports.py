"""The team reads heat maps, reports and the trail."""

import csv
import io
import re
from datetime import timedelta

import pytest
import python_calamine
from django.test import Client

from praya.core.audit.actions import record
from praya.core.audit.deeds import deeds, private_deeds
from praya.core.audit.queries import facts_line
from praya.meet.editions.models import Table
from praya.site.environment import CHECKOUT
from tests import builders as make

pytestmark = pytest.mark.django_db
BASE = "/e/spring/manage/"


def table_meeting(edition, number: int, starts_at=make.HK_AFTERNOON, **fields):
    site = edition.sites.get(slug="hk")
    table = Table.objects.get(hall__site=site, number=number)
    one, other = (make.make_calendar(make.make_delegate(edition, site="hk")) for _ in range(2))
    return make.make_meeting(one, other, starts_at, site=site, table=table, **fields)


def test_tables_are_counted_by_hall_day_and_time_of_day(edition, client) -> None:
    table_meeting(edition, 1)
    table_meeting(edition, 2)
    table_meeting(edition, 3, status="cancelled")
    loads = client.get(f"{BASE}heat-maps/").context["halls"]
    hong_kong = next(load for load in loads if load.site.slug == "hk").map
    column = hong_kong.columns.index("14:00")
    assert [row.cells[column].count for row in hong_kong.rows] == [0, 2, 0, 0]
    assert (hong_kong.most, hong_kong.rows[1].label, hong_kong.rows[1].cells[column].shade) == (3, "Tue 16 Mar", 6)
    hall = next(load for load in loads if load.site.slug == "hk").hall
    detail = client.get(f"{BASE}heat-maps/{hall.pk}/", {"day": "1"}).context["map"]
    assert [(row.label, row.cells[detail.columns.index("14:00")].count) for row in detail.rows] == [("1", 1), ("2", 1), ("3", 0)]


def test_calendars_are_shown_fullest_first_and_found_by_name(edition, client) -> None:
    busy = make.make_calendar(make.make_delegate(edition, name="Busy Bee"))
    for number in range(2):
        other = make.make_calendar(make.make_delegate(edition, name=f"Guest {number}"))
        make.make_meeting(busy, other, make.HK_AFTERNOON + timedelta(minutes=30 * number), site=edition.sites.get(slug="hk"))
    picture = client.get(f"{BASE}heat-maps/").context["calendars"]
    assert [row.label for row in picture.rows] == ["Busy Bee", "Guest 0", "Guest 1"]
    assert sum(cell.count for cell in picture.rows[0].cells) == 2
    found = client.get(f"{BASE}heat-maps/", {"q": "guest 1"}).context["calendars"]
    assert [row.label for row in found.rows] == ["Guest 1"]
    assert client.get(f"{BASE}heat-maps/").context["distribution"][:2] == [("0", 0), ("1–4", 3)]


def test_a_hall_elsewhere_or_without_tables_is_not_found(edition, client) -> None:
    foreign = make.make_site(make.make_edition("autumn", with_sites=False), "hk").halls.get()
    assert client.get(f"{BASE}heat-maps/{foreign.pk}/").status_code == 404


def a_small_market(edition):
    seller = make.make_exhibitor(edition, "Harbour Pictures", site="hk")
    buyers = [make.make_delegate(edition, name=f"Buyer {number}", site="hk") for number in range(3)]
    calendars = [make.make_calendar(buyer) for buyer in buyers]
    owner = make.calendar_of(seller)
    requests = [
        make.make_request(calendar, owner, status=status)
        for calendar, status in zip(calendars, ["accepted", "sent", "withdrawn"], strict=True)
    ]
    site = edition.sites.get(slug="hk")
    make.make_meeting(owner, calendars[0], make.HK_AFTERNOON, site=site, stand=seller.stand, request=requests[0], status="held")
    return requests


def test_the_report_counts_by_category_country_and_site(edition, client) -> None:
    a_small_market(edition)
    report = client.get(f"{BASE}reports/").context["report"]
    totals = report.totals
    assert (totals.requests, totals.accepted, totals.placed, totals.held, totals.no_show, totals.cancelled) == (2, 1, 1, 1, 0, 0)
    assert [(line.label, line.cells) for line in report.by_category] == [
        ("Exhibitors", [1, 0, 2, 1, 1, 1, 0]),
        ("Buyer", [3, 2, 0, 1, 1, 1, 0]),
    ]
    assert [(line.label, line.cells) for line in report.by_country] == [("Hong Kong", [4, 2, 2, 2, 2, 2, 0])]
    assert [line.label for line in report.by_site] == ["HKG"]


def test_the_report_comes_as_workbook_and_csv(edition, client) -> None:
    a_small_market(edition)
    answer = client.get(f"{BASE}reports/all.xlsx")
    assert answer["Content-Disposition"] == 'attachment; filename="spring-all.xlsx"'
    book = python_calamine.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert book.sheet_names == ["Summary", "By category", "By country or region", "By site", "Requests", "Meetings"]
    assert book.get_sheet_by_name("Summary").to_python()[1] == ["Requests", 2.0]
    text = b"".join(client.get(f"{BASE}reports/meetings.csv").streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[1] == ["HKG", "2027-03-16", "14:00", "14:30", "Hall HKG", "", "A1", "held", "Harbour Pictures – Buyer 0"]
    text = b"".join(client.get(f"{BASE}reports/requests.csv").streaming_content).decode("utf-8-sig")
    assert [row[:4] for row in csv.reader(io.StringIO(text))][1:] == [
        ["Buyer 0", "Harbour Pictures", "like", "accepted"],
        ["Buyer 1", "Harbour Pictures", "like", "sent"],
        ["Buyer 2", "Harbour Pictures", "like", "withdrawn"],
    ]
    for name in ("summary", "categories", "countries", "sites"):
        assert client.get(f"{BASE}reports/{name}.csv").status_code == 200
    assert client.get(f"{BASE}reports/secrets.csv").status_code == 404
    assert client.get(f"{BASE}reports/requests.xlsx").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("page", "queries"), [("heat-maps/", 12), ("reports/", 11), ("reports/all.xlsx", 14), ("trail/", 7)])
def test_pages_cost_the_same_for_one_and_three(page, queries, count, django_assert_num_queries) -> None:
    edition = make.make_edition("few")
    account = make.make_team_member(edition)
    for number in range(count):
        meeting = table_meeting(edition, number + 1)
        record("book meeting", meeting, by=account, edition=edition.pk)
    client = make.sign_in(Client(), account)
    with django_assert_num_queries(queries):
        assert client.get(f"/e/few/manage/{page}").status_code == 200


def test_the_trail_names_actions_and_keeps_what_is_private(edition, client) -> None:
    organiser = make.make_team_member(edition)
    record(
        "change category", "meet.category", by=organiser, edition=edition.pk, before={"quota_total": 3}, after={"quota_total": 5}
    )
    record("change wishes", "meet.party", by=organiser, edition=edition.pk, after={"calendar": 1})
    record("write note", "match.attendance", by=organiser, edition=edition.pk, after={"note": "too dear"})
    record("send request", "match.request", by=organiser, edition=edition.pk, after={"message": "Dear friend"})
    record("change category", "meet.category", by=organiser, edition=edition.pk + 1)
    entries = client.get(f"{BASE}trail/").context["rows"]
    assert [(entry.sentence, entry.before, entry.after) for entry in entries] == [
        ("sent a request", "", ""),
        ("changed a category", "quota total: 3", "quota total: 5"),
    ]
    found = client.get(f"{BASE}trail/", {"action": "send request"}).context
    assert [entry.sentence for entry in found["rows"]] == ["sent a request"]
    assert found["form"].fields["action"].choices[1:] == [
        ("change category", "changed a category"),
        ("send request", "sent a request"),
    ]


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        (None, ""),
        ({"note": "secret", "level": "no", "feed_token": "x", "opens": None}, ""),
        ({"name": {"source": "en", "texts": {"en": {"text": "Hall"}, "pt": {"text": "Pavilhão"}}}}, "name: Hall / Pavilhão"),
        ({"stands": ["A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8"]}, "stands: A1, A2, A3, A4, A5, A6 and 2 more"),
        ({"meetings": {"1": {}, "2": {}}}, "meetings: 2 entries"),
        ({"fault": "x" * 100}, "fault: " + "x" * 80 + "…"),
    ],
)
def test_facts_are_told_in_one_short_line(facts, line) -> None:
    assert facts_line(facts) == line


def test_every_action_that_the_trail_can_hold_has_a_sentence() -> None:
    source = "".join(path.read_text() for path in sorted((CHECKOUT / "src" / "praya").rglob("*.py")))
    recorded = set(re.findall(r'record\(\s*"([a-z ]+)"', source)) | set(re.findall(r'\baction="([a-z]+ [a-z ]+)"', source))
    outside_editions = {"change account", "open account"}
    assert recorded - set(deeds()) - set(private_deeds()) - outside_editions == set()


@pytest.mark.parametrize(
    ("page", "desk"), [("heat-maps/", 200), ("reports/", 404), ("trail/", 404), ("repair/", 200), ("rounds/", 404)]
)
def test_desk_staff_read_maps_and_repair_but_not_the_rest(edition, page, desk) -> None:
    assert make.sign_in(Client(), make.make_team_member(edition, role="desk")).get(BASE + page).status_code == desk
