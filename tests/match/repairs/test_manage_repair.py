"""The desk finds somebody, gets a proposal, and applies or discards it."""

from datetime import date, timedelta

import pytest
from django.test import Client

from praya.match.diary.models import Meeting
from praya.match.repairs.models import Repair
from praya.meet.editions.models import Stand
from tests import builders as make

pytestmark = pytest.mark.django_db
DESK = "/e/spring/manage/repair/"


@pytest.fixture
def client(edition) -> Client:
    return make.sign_in(Client(), make.make_team_member(edition, role="desk"))


@pytest.fixture
def meeting(edition) -> Meeting:
    make.make_round(edition, status="published")
    seller = make.make_exhibitor(edition, "Harbour Pictures", site="hk")
    buyer = make.make_delegate(edition, name="Ana Silva", site="hk")
    request = make.make_request(make.make_calendar(buyer), make.calendar_of(seller), status="accepted")
    site = edition.sites.get(slug="hk")
    parties = (make.calendar_of(seller), make.make_calendar(buyer))
    return make.make_meeting(*parties, make.HK_AFTERNOON, site=site, stand=seller.stand, request=request)


def told(page) -> list[str]:
    return [str(message) for message in page.context["messages"]]


def buyer_of(meeting):
    return meeting.attendances.get(delegate__person__name="Ana Silva").delegate


def test_people_and_stands_are_found(client, meeting) -> None:
    page = client.get(DESK, {"q": "silva"}).context
    assert ([row["name"] for row in page["people"]], list(page["stands"])) == (["Ana Silva"], [])
    page = client.get(DESK, {"q": "harbour"}).context
    assert [(row["number"], row["name"]) for row in page["stands"]] == [("A1", "Harbour Pictures")]
    assert client.get(DESK).context["people"] == []


def test_the_person_page_lists_what_is_ahead(client, meeting) -> None:
    ahead = client.get(f"{DESK}person/{buyer_of(meeting).code}/").context["ahead"]
    assert [(row["starts_at"], row["with"], row["stand"]) for row in ahead] == [(make.HK_AFTERNOON, "Harbour Pictures", "A1")]


def test_somebody_late_gets_another_slot_when_applied(client, meeting) -> None:
    typed = {"kind": "late", "on": "2027-03-16", "since": "13:00", "until": "15:00"}
    response = client.post(f"{DESK}person/{buyer_of(meeting).code}/", typed)
    repair = Repair.objects.get()
    assert response["Location"] == f"{DESK}{repair.code}/"
    assert (repair.lost_from, repair.lost_until) == (
        make.HK_AFTERNOON - timedelta(hours=1),
        make.HK_AFTERNOON + timedelta(hours=1),
    )
    page = client.get(f"{DESK}{repair.code}/").context
    assert [(change.kind, change.what, change.was) for change in page["changes"]] == [
        ("moved", "Harbour Pictures – Ana Silva", make.HK_AFTERNOON)
    ]
    assert page["counts"] == {"lost": 0, "moved": 1, "new": 0}
    assert told(client.post(f"{DESK}{repair.code}/apply/", follow=True)) == ["Applied. Everybody concerned has been told."]
    meeting.refresh_from_db()
    assert meeting.starts_at >= repair.lost_until or meeting.starts_at < repair.lost_from
    assert told(client.post(f"{DESK}{repair.code}/apply/", follow=True)) == ["This repair has already been applied or discarded."]


def test_a_discarded_proposal_changes_nothing(client, meeting) -> None:
    client.post(f"{DESK}person/{buyer_of(meeting).code}/", {"kind": "gone", "on": "2027-03-16"})
    repair = Repair.objects.get()
    client.post(f"{DESK}{repair.code}/discard/")
    meeting.refresh_from_db()
    repair.refresh_from_db()
    assert (meeting.starts_at, meeting.status, repair.status) == (make.HK_AFTERNOON, "scheduled", "discarded")
    assert told(client.post(f"{DESK}{repair.code}/discard/", follow=True))[-1] == (
        "This repair has already been applied or discarded."
    )


def test_somebody_who_has_left_loses_their_meetings(client, meeting) -> None:
    buyer = buyer_of(meeting)
    client.post(f"{DESK}person/{buyer.code}/", {"kind": "left", "on": "2027-03-15"})
    repair = Repair.objects.get()
    changes = client.get(f"{DESK}{repair.code}/").context["changes"]
    assert [(change.kind, change.word) for change in changes] == [("lost", "loses the meeting")]
    client.post(f"{DESK}{repair.code}/apply/")
    meeting.refresh_from_db()
    buyer.refresh_from_db()
    assert (meeting.status, buyer.status) == ("cancelled", "left")


def test_a_stand_moves_with_its_meetings(client, meeting) -> None:
    exhibitor = meeting.stand.exhibitor
    free = Stand.objects.filter(hall__site=exhibitor.site, exhibitor=None).first()
    client.post(f"{DESK}stand/{exhibitor.code}/", {"stand": free.pk})
    repair = Repair.objects.get()
    client.post(f"{DESK}{repair.code}/apply/")
    meeting.refresh_from_db()
    assert (meeting.stand, meeting.starts_at) == (free, make.HK_AFTERNOON)
    elsewhere = Stand.objects.filter(hall__site__slug="la").first()
    response = client.post(f"{DESK}stand/{exhibitor.code}/", {"stand": elsewhere.pk})
    assert "stand" in response.context["form"].errors


def test_one_meeting_is_called_off(client, meeting) -> None:
    client.post(f"{DESK}meeting/{meeting.code}/")
    repair = Repair.objects.get()
    client.post(f"{DESK}{repair.code}/apply/")
    meeting.refresh_from_db()
    assert (repair.kind, meeting.status) == ("cancelled", "cancelled")


DAY = {"kind": "late", "on": "2027-03-16"}
NOT_A_DAY = "Select a valid choice. 2028-01-01 is not one of the available choices."


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        (DAY, "until", "Say when they are back."),
        (DAY | {"since": "15:00", "until": "14:00"}, "until", "This is already past. Write a later time."),
        (DAY | {"on": "2028-01-01", "until": "14:00"}, "on", NOT_A_DAY),
    ],
)
def test_what_cannot_be_is_named(client, meeting, typed, field, sentence) -> None:
    response = client.post(f"{DESK}person/{buyer_of(meeting).code}/", typed)
    assert (response.status_code, response.context["form"].errors[field]) == (422, [sentence])
    assert Repair.objects.count() == 0


def test_a_time_the_clocks_skip_is_named() -> None:
    edition = make.make_edition("spring", starts_on=date(2027, 3, 14), ends_on=date(2027, 3, 14))
    one = make.make_delegate(edition, site="la")
    client = make.sign_in(Client(), make.make_team_member(edition))
    response = client.post(f"{DESK}person/{one.code}/", {"kind": "late", "on": "2027-03-14", "until": "02:30"})
    assert response.context["form"].errors["until"] == [
        "2027-03-14 02:30 does not exist in America/Los_Angeles: the clocks jump from 02:00 to 03:00; write 03:00 or later"
    ]


def test_records_of_another_edition_are_not_found(client, meeting) -> None:
    other = make.make_edition("autumn")
    one = make.make_delegate(other)
    repair = Repair.objects.create(edition=other, kind="late")
    assert client.get(f"{DESK}person/{one.code}/").status_code == 404
    assert client.get(f"{DESK}{repair.code}/").status_code == 404
    assert client.post(f"{DESK}{repair.code}/apply/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_costs_the_same_for_one_and_three(count, django_assert_num_queries) -> None:
    edition = make.make_edition("few")
    for number in range(count):
        one = make.make_delegate(edition, name=f"Ana {number}")
        Repair.objects.create(edition=edition, kind="late", delegate=one)
        make.make_exhibitor(edition, f"Ana Films {number}")
    client = make.sign_in(Client(), make.make_team_member(edition))
    with django_assert_num_queries(16):
        assert client.get("/e/few/manage/repair/", {"q": "ana"}).status_code == 200
