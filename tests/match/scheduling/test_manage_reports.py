"""The team reads heat maps and the trail."""

from datetime import timedelta

import pytest
from django.test import Client

from praya.core.audit.actions import record
from praya.meet.editions.models import Table
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


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("page", "queries"), [("heat-maps/", 11), ("trail/", 8)])
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
    assert [(entry.sentence, entry.changes_words) for entry in entries] == [
        ("sent a request", ""),
        ("changed a category", "meetings at most: 3 → 5"),
    ]
    found = client.get(f"{BASE}trail/", {"action": "send request"}).context
    assert [entry.sentence for entry in found["rows"]] == ["sent a request"]
    assert found["form"].fields["action"].choices[1:] == [
        ("change category", "changed a category"),
        ("send request", "sent a request"),
    ]


@pytest.mark.parametrize(
    ("page", "desk"), [("heat-maps/", 200), ("reports/", 404), ("trail/", 404), ("repair/", 200), ("rounds/", 404)]
)
def test_desk_staff_read_maps_and_repair_but_not_the_rest(edition, page, desk) -> None:
    assert make.sign_in(Client(), make.make_team_member(edition, role="desk")).get(BASE + page).status_code == desk
