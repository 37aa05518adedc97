"""Organisers keep the exhibitors, their stands and their staff."""

import pytest
from django.test import Client

from praya.core.audit.models import Entry
from praya.meet.editions.models import Stand
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.parties.models import Party
from tests.builders import (
    HK_AFTERNOON,
    make_calendar,
    make_delegate,
    make_edition,
    make_exhibitor,
    make_meeting,
    make_organisation,
    make_team_member,
    sign_in,
)

pytestmark = pytest.mark.django_db
LIST = "/e/spring/manage/exhibitors/"


@pytest.fixture
def edition():
    return make_edition("spring")


@pytest.fixture
def client(edition) -> Client:
    return sign_in(Client(), make_team_member(edition))


def names(page) -> list[str]:
    return [row["name"] for row in page.context["rows"]]


def told(page) -> list[str]:
    return [str(message) for message in page.context["messages"]]


def test_the_list_is_filtered_by_words_site_and_stand(edition, client) -> None:
    make_exhibitor(edition, organisation=make_organisation("Harbour Pictures", names={"zh-Hant": "海港影業"}), site="hk")
    make_exhibitor(edition, "Sunset Sales", site="la", has_stand=False)
    make_exhibitor(edition, "Estúdio Praia", site=None)
    assert names(client.get(LIST)) == ["Estúdio Praia", "Harbour Pictures", "Sunset Sales"]
    assert names(client.get(LIST, {"q": "海港"})) == ["Harbour Pictures"]
    assert names(client.get(LIST, {"q": "a1"})) == ["Harbour Pictures"]
    assert names(client.get(LIST, {"site": "la"})) == ["Sunset Sales"]
    assert names(client.get(LIST, {"site": "online"})) == ["Estúdio Praia"]
    assert names(client.get(LIST, {"place": "stand"})) == ["Harbour Pictures"]
    assert names(client.get(LIST, {"place": "none"})) == ["Estúdio Praia", "Sunset Sales"]


def test_a_company_exhibits_once_and_gets_a_calendar(edition, client) -> None:
    stand = Stand.objects.filter(hall__site__slug="hk").first()
    typed = {"organisation": "Harbour Pictures", "country": "hk", "site": "", "stand": stand.pk}
    client.post(f"{LIST}new/", typed)
    one = Exhibitor.objects.get()
    assert (one.organisation.country, one.site.slug, one.stand, Party.objects.get().exhibitor) == ("HK", "hk", stand, one)
    again = client.post(f"{LIST}new/", {**typed, "organisation": "harbour pictures", "stand": ""})
    assert again.context["form"].non_field_errors() == ["harbour pictures exhibits already. Find it in the list."]


def test_only_free_stands_are_offered_and_the_database_keeps_them_single(edition, client) -> None:
    first, second = (make_exhibitor(edition, name, site="hk") for name in ("One", "Two"))
    offered = client.get(f"{LIST}{second.code}/").context["form"].fields["stand"].queryset
    assert first.stand not in offered and second.stand in offered
    response = client.post(f"{LIST}{second.code}/", {"site": "", "stand": first.stand_id})
    assert "stand" in response.context["form"].errors


def test_a_stand_elsewhere_than_the_site_is_refused(edition, client) -> None:
    one = make_exhibitor(edition, "One", site="hk")
    stand = Stand.objects.filter(hall__site__slug="la").first()
    response = client.post(f"{LIST}{one.code}/", {"site": one.site_id, "stand": stand.pk})
    assert response.context["form"].non_field_errors() == ["Stand A1 is at another site. Choose its site too."]


def test_an_exhibitor_with_meetings_at_its_stand_keeps_it(edition, client) -> None:
    one = make_exhibitor(edition, "Harbour Pictures", site="hk")
    buyer = make_delegate(edition, name="Ana Silva", site="hk")
    make_meeting(make_calendar(one), make_calendar(buyer), HK_AFTERNOON, site=one.site, stand=one.stand)
    sentence = "Nothing was changed, because 1 scheduled meeting would no longer be possible:"
    named = "2027-03-16 14:00 HKG: Harbour Pictures – Ana Silva"
    response = client.post(f"{LIST}{one.code}/", {"site": one.site_id, "stand": ""})
    assert response.context["form"].non_field_errors() == [sentence, named]
    person = one.organisation.delegates.get()
    page = client.post(f"{LIST}{one.code}/staff/{person.code}/remove/", follow=True)
    assert told(page) == [f"{sentence} {named}"]
    page = client.post(f"{LIST}{one.code}/remove/", follow=True)
    assert told(page)[0].startswith(sentence)
    assert Exhibitor.objects.count() == 1


def test_staff_join_and_leave(edition, client) -> None:
    one = make_exhibitor(edition, "Harbour Pictures", site="hk", staff=0)
    person = make_delegate(edition, name="Ana Silva")
    found = client.get(f"{LIST}{one.code}/", {"q": "silva"}).context["found"]
    assert list(found) == [person]
    client.post(f"{LIST}{one.code}/staff/{person.code}/add/")
    person.refresh_from_db()
    assert person.organisation == one.organisation
    client.post(f"{LIST}{one.code}/staff/{person.code}/remove/")
    person.refresh_from_db()
    assert person.organisation is None
    assert list(Entry.objects.values_list("action", flat=True)) == ["remove staff", "add staff"]


def test_an_unused_exhibitor_is_removed(edition, client) -> None:
    one = make_exhibitor(edition, "Harbour Pictures", site="hk")
    assert client.post(f"{LIST}{one.code}/remove/")["Location"] == LIST
    assert Exhibitor.objects.count() == 0


def test_another_editions_exhibitor_is_not_found(client) -> None:
    foreign = make_exhibitor(make_edition("autumn"), "Foreign", site="hk")
    assert client.get(f"{LIST}{foreign.code}/").status_code == 404
    assert client.post(f"{LIST}{foreign.code}/remove/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(count, django_assert_num_queries) -> None:
    edition = make_edition("few")
    for number in range(count):
        make_exhibitor(edition, f"Company {number}", site="hk", staff=2)
    client = sign_in(Client(), make_team_member(edition))
    with django_assert_num_queries(6):
        assert client.get("/e/few/manage/exhibitors/").status_code == 200
