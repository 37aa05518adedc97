"""Organisers set up sites: hours, breaks, halls, tables and stands."""

from datetime import date, time

import pytest
from django.test import Client

from praya.core.audit.models import Entry
from praya.core.texts.reading import read
from praya.meet.editions.models import Break, Hall, Site, Stand, Table
from tests.builders import (
    HK_AFTERNOON,
    make_calendar,
    make_delegate,
    make_edition,
    make_exhibitor,
    make_meeting,
    make_site,
    make_team_member,
    sign_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return make_edition("spring")


@pytest.fixture
def client(edition) -> Client:
    return sign_in(Client(), make_team_member(edition))


def hours_of(slug: str) -> list[str]:
    return [str(row) for row in Site.objects.get(slug=slug).hours.all()]


def told(page) -> list[str]:
    return [str(message) for message in page.context["messages"]]


NEW = {"name_en": "Macau", "short_name": "MFM", "zone": "macau", "opens": "10:00", "closes": "19:00"}


def test_a_new_site_is_open_every_day_and_gets_a_free_hue(client) -> None:
    response = client.post("/e/spring/manage/sites/", NEW)
    site = Site.objects.get(slug="macau")
    assert response["Location"] == "/e/spring/manage/sites/macau/"
    assert (site.zone, site.hue, site.position, read(site.name, "en").text) == ("Asia/Macau", 3, 3, "Macau")
    assert hours_of("macau") == [f"2027-03-{day} 10:00-19:00" for day in (15, 16, 17, 18)]
    assert Entry.objects.get().action == "add site"


def test_a_new_site_with_tables_has_its_first_hall_and_leads_back_to_where_another_is_added(client) -> None:
    page = client.post("/e/spring/manage/sites/", NEW | {"tables": "6"}, follow=True)
    hall = Hall.objects.get(site__slug="macau")
    assert page.redirect_chain == [("/e/spring/manage/sites/", 302)]
    assert (hall.name, list(hall.tables.values_list("number", flat=True))) == ("Hall 1", [1, 2, 3, 4, 5, 6])
    assert [entry.action for entry in Entry.objects.order_by("pk")] == ["add site", "add hall"]
    assert told(page) == ["The site is added, with a hall and its tables. Add another, or go on."]


@pytest.mark.parametrize("tables", ["", "0"])
def test_a_new_site_without_tables_has_no_hall_and_leads_to_where_one_is_added(client, tables) -> None:
    page = client.post("/e/spring/manage/sites/", NEW | {"tables": tables}, follow=True)
    assert page.redirect_chain == [("/e/spring/manage/sites/macau/", 302)]
    assert Hall.objects.filter(site__slug="macau").count() == 0
    assert told(page) == ["The site is added. Now its halls, stands and tables."]


def test_more_tables_than_a_hall_can_have_are_refused(client) -> None:
    page = client.post("/e/spring/manage/sites/", NEW | {"tables": "1001"})
    assert page.context["form"].errors["tables"] == ["Ensure this value is less than or equal to 1000."]
    assert Site.objects.filter(slug="macau").count() == 0


def test_an_unknown_zone_is_named_with_examples(client) -> None:
    response = client.post("/e/spring/manage/sites/", NEW | {"zone": "Atlantis"})
    assert response.context["form"].errors["zone"] == [
        "“Atlantis” is not a time zone. Write area and city, such as Asia/Hong_Kong or America/Los_Angeles."
    ]


def typed_hours(**days: list[str]) -> dict[str, str]:
    typed = {}
    for day in ("15", "16", "17", "18"):
        for number, value in enumerate(days.get(f"d{day}", [])):
            word = ("opens", "closes")[number % 2]
            typed[f"{word}-2027-03-{day}-{number // 2}"] = value
    return typed


def test_hours_are_set_day_by_day_and_an_empty_day_is_closed(client) -> None:
    response = client.post(
        "/e/spring/manage/sites/hk/hours/", typed_hours(d15=["09:00", "12:00", "14:00", "20:00"], d16=["20:00", "02:00"])
    )
    assert response["Location"] == "/e/spring/manage/sites/hk/#hours"
    assert hours_of("hk") == ["2027-03-15 09:00-12:00", "2027-03-15 14:00-20:00", "2027-03-16 20:00-02:00"]


def test_the_first_day_is_copied_to_all(client) -> None:
    client.post("/e/spring/manage/sites/hk/hours/", typed_hours(d15=["08:00", "16:00"], d17=["1:00", "2:00"]) | {"copy": "first"})
    assert hours_of("hk") == [f"2027-03-{day} 08:00-16:00" for day in (15, 16, 17, 18)]


@pytest.mark.parametrize(
    ("span", "sentence"),
    [
        (["09:00"], "Write both times, or neither for a closed day."),
        (["09:00", "12:00", "11:00", "15:00"], "This begins before the hours before it end."),
    ],
)
def test_hours_that_cannot_be_are_named(client, span, sentence) -> None:
    page = client.post("/e/spring/manage/sites/hk/hours/", typed_hours(d15=span))
    assert page.status_code == 422
    assert [error for row in page.context["hours"].rows() for error in row.errors] == [sentence]
    assert hours_of("hk") == [f"2027-03-{day} 09:00-18:00" for day in (15, 16, 17, 18)]


def test_a_time_that_the_clocks_skip_is_refused_with_its_remedy() -> None:
    edition = make_edition("dst", starts_on=date(2027, 3, 14), ends_on=date(2027, 3, 14))
    client = sign_in(Client(), make_team_member(edition))
    page = client.post("/e/dst/manage/sites/la/hours/", {"opens-2027-03-14-0": "02:30", "closes-2027-03-14-0": "09:00"})
    assert page.context["hours"].non_field_errors() == [
        "LAX, 2027-03-14: 2027-03-14 02:30 does not exist in America/Los_Angeles: the clocks jump from 02:00 to 03:00; "
        "write 03:00 or later"
    ]
    assert hours_of("la") == ["2027-03-14 10:00-20:00"]


def test_hours_that_would_close_a_site_during_a_meeting_are_refused_with_its_name(edition, client) -> None:
    seller = make_exhibitor(edition, "Harbour Pictures", site="hk")
    buyer = make_delegate(edition, name="Chan Mei", site="hk")
    meeting = make_meeting(make_calendar(seller), make_calendar(buyer), HK_AFTERNOON, site=Site.objects.get(slug="hk"))
    page = client.post("/e/spring/manage/sites/hk/hours/", typed_hours(d15=["09:00", "12:00"]) | {"copy": "first"})
    assert page.context["hours"].non_field_errors() == [
        "Nothing was changed, because 1 scheduled meeting would no longer be possible:",
        "2027-03-16 14:00 HKG: Harbour Pictures – Chan Mei",
    ]
    assert hours_of("hk")[0] == "2027-03-15 09:00-18:00"
    meeting.status = "cancelled"
    meeting.save()
    client.post("/e/spring/manage/sites/hk/hours/", typed_hours(d15=["09:00", "12:00"]) | {"copy": "first"})
    assert hours_of("hk")[0] == "2027-03-15 09:00-12:00"


def test_a_break_is_added_on_one_day_and_removed(client) -> None:
    Break.objects.all().delete()
    client.post(
        "/e/spring/manage/sites/hk/breaks/", {"name_en": "Opening", "on": "2027-03-15", "begins": "09:00", "ends": "10:00"}
    )
    pause = Break.objects.get()
    assert (str(pause), pause.on) == ("09:00-10:00", date(2027, 3, 15))
    wrong = client.post("/e/spring/manage/sites/hk/breaks/", {"name_en": "Gala", "begins": "22:00", "ends": "01:00"})
    assert wrong.context["pause"].errors["ends"] == ["A break ends after it begins; write a break past midnight as two."]
    client.post(f"/e/spring/manage/breaks/{pause.pk}/remove/")
    assert Break.objects.count() == 0


def test_a_hall_with_tables_and_stands(client) -> None:
    client.post("/e/spring/manage/sites/hk/halls/", {"name": "Hall 5", "tables": "12"})
    hall = Hall.objects.get(name="Hall 5")
    assert list(hall.tables.values_list("number", flat=True)) == list(range(1, 13))
    page = client.post(f"/e/spring/manage/halls/{hall.pk}/stands/", {"numbers": "A1-A3, B01–B02"}, follow=True)
    assert [str(stand) for stand in hall.stands.all()] == ["A1", "A2", "A3", "B01", "B02"]
    assert told(page) == ["The hall is added.", "5 stands added."]
    page = client.post(f"/e/spring/manage/halls/{hall.pk}/stands/", {"numbers": "A3-A4"}, follow=True)
    assert told(page) == ["1 stand added. 1 was there already."]
    client.post(f"/e/spring/manage/halls/{hall.pk}/tables/", {"tables": "3"})
    assert list(hall.tables.values_list("number", flat=True)) == [1, 2, 3]
    client.post(f"/e/spring/manage/stands/{hall.stands.get(number='A1').pk}/remove/")
    client.post(f"/e/spring/manage/halls/{hall.pk}/remove/")
    assert not Hall.objects.filter(name="Hall 5").exists()
    again = client.post("/e/spring/manage/sites/hk/halls/", {"name": "hall hkg", "tables": "0"})
    assert again.context["hall"].non_field_errors() == ["There is a hall “hall hkg” at this site already."]


def test_a_table_with_a_meeting_stays(edition, client) -> None:
    site = Site.objects.get(slug="hk")
    table = Table.objects.filter(hall__site=site).last()
    one, other = make_delegate(edition, name="Ana", site="hk"), make_delegate(edition, name="Bo", site="hk")
    make_meeting(make_calendar(one), make_calendar(other), HK_AFTERNOON, site=site, table=table)
    page = client.post(f"/e/spring/manage/halls/{table.hall_id}/tables/", {"tables": "0"})
    said = ["This is still in use and cannot be removed:", "2027-03-16 14:00 HKG: Ana – Bo"]
    assert (page.status_code, [form.non_field_errors() for _hall, form in page.context["halls"]]) == (422, [said])
    assert table.hall.tables.count() == 3


def test_a_stand_with_an_exhibitor_stays(edition, client) -> None:
    exhibitor = make_exhibitor(edition, "Harbour Pictures", site="hk")
    page = client.post(f"/e/spring/manage/stands/{exhibitor.stand_id}/remove/", follow=True)
    assert told(page) == ["Exhibitors stand here. Give them another stand first: A1: Harbour Pictures"]
    page = client.post(f"/e/spring/manage/halls/{exhibitor.stand.hall_id}/remove/", follow=True)
    assert told(page) == ["Exhibitors stand here. Give them another stand first: A1: Harbour Pictures"]
    page = client.post("/e/spring/manage/sites/hk/remove/", follow=True)
    staff = exhibitor.organisation.delegates.get().person.name
    assert told(page) == [f"This is still in use and cannot be removed: Harbour Pictures; {staff}"]


def test_an_unused_site_is_removed_and_its_names_change(client) -> None:
    client.post("/e/spring/manage/sites/la/remove/")
    assert list(Site.objects.values_list("slug", flat=True)) == ["hk"]
    client.post(
        "/e/spring/manage/sites/hk/facts/", {"name_en": "Hong Kong", "short_name": "HK", "zone": "Asia/Macau", "hue": "4"}
    )
    site = Site.objects.get()
    assert (site.short_name, site.zone, site.hue) == ("HK", "Asia/Macau", 4)


def test_the_preview_marks_the_two_shared_hours(client) -> None:
    days = client.get("/e/spring/manage/sites/").context["previews"]
    assert [day.shared_count for day in days] == [0, 4, 4, 4, 0]
    assert [(lane.site.slug, lane.slot_count) for lane in days[1].lanes] == [("hk", 16), ("la", 18)]
    assert [(bar.x, bar.width, bar.is_shared) for bar in days[1].lanes[1].bars if bar.is_shared] == [(480, 120, True)]


@pytest.mark.parametrize("sites", [1, 3])
def test_the_list_of_sites_costs_the_same_for_one_and_three(sites, django_assert_num_queries) -> None:
    edition = make_edition("few", with_sites=False)
    for number in range(sites):
        make_site(edition, f"s{number}")
    client = sign_in(Client(), make_team_member(edition))
    with django_assert_num_queries(15):
        assert client.get("/e/few/manage/sites/").status_code == 200


@pytest.mark.parametrize("stands", [1, 3])
def test_a_site_page_costs_the_same_for_one_and_three_stands(stands, django_assert_num_queries) -> None:
    edition = make_edition("few", with_sites=False)
    site = make_site(edition, "hk", stands=stands, with_break=False)
    Break.objects.bulk_create(Break(site=site, begins=time(hour), ends=time(hour + 1)) for hour in range(12, 12 + stands))
    client = sign_in(Client(), make_team_member(edition))
    with django_assert_num_queries(16):
        assert client.get("/e/few/manage/sites/hk/").status_code == 200


def test_another_editions_places_are_not_found(client) -> None:
    other = make_site(make_edition("autumn", with_sites=False), "macau")
    hall, stand, pause = other.halls.get(), Stand.objects.filter(hall__site=other).first(), other.breaks.get()
    addresses = [
        f"halls/{hall.pk}/remove/",
        f"halls/{hall.pk}/tables/",
        f"halls/{hall.pk}/stands/",
        f"stands/{stand.pk}/remove/",
        f"breaks/{pause.pk}/remove/",
        "sites/macau/hours/",
        "sites/macau/facts/",
        "sites/macau/remove/",
    ]
    assert [client.post(f"/e/spring/manage/{address}").status_code for address in addresses] == [404] * len(addresses)
    assert client.get("/e/spring/manage/sites/macau/").status_code == 404


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "4 days, 09:00–18:00"), ("zh-hant", "4 天，09:00–18:00"), ("ar", "4 أيام، \u206809:00–18:00\u2069")],
)
def test_days_and_hours_are_set_apart_by_the_mark_of_the_language(client, language, said) -> None:
    client.cookies["django_language"] = language
    assert said in client.get("/e/spring/manage/sites/").content.decode()
