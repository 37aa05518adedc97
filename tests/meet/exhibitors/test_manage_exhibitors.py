"""Organisers keep the exhibitors, their stands and their staff."""

import pytest
from django.test import Client

from praya.core.audit.models import Entry
from praya.core.catalogue.indexing import index_organisations
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


def test_who_is_called_so_is_first_by_name_or_stand_and_a_part_of_another_name_is_last(edition, client) -> None:
    for name, number in (("Marchand Films", "9-B02"), ("Chan Pictures", "9-A10"), ("Chandra", "9-C01"), ("渡輪影業", "9-A11")):
        one = make_exhibitor(edition, name, site="hk", staff=0)
        Stand.objects.filter(pk=one.stand_id).update(number=number)
        index_organisations([one.organisation_id])
    page = client.get(LIST, {"q": "chan"})
    assert names(page) == ["Chan Pictures", "Chandra", "Marchand Films"]
    assert [row["part"] for row in page.context["rows"]] == ["", "", "Only a little like it"]
    html = page.content.decode()
    assert html.index("Chandra") < html.index("Only a little like it") < html.index("Marchand") < html.index("within the name")
    assert names(client.get(LIST, {"q": "9-A1"})) == ["Chan Pictures", "渡輪影業"]
    assert names(client.get(LIST, {"q": "9-a10"})) == ["Chan Pictures"]
    assert names(client.get(LIST, {"q": "dulun yingye"})) == ["渡輪影業"]
    assert names(client.get(LIST, {"q": "chan", "place": "none"})) == []
    page = client.get(LIST, {"q": "archand"})
    assert (names(page), "Nobody here is called “archand”" in page.content.decode()) == (["Marchand Films"], True)


def test_a_country_is_called_by_its_name_in_the_readers_language(edition, client) -> None:
    company = make_organisation("Harbour Pictures", country="TH", activity="sales")
    one = make_exhibitor(edition, organisation=company)
    client.cookies["django_language"] = "zh-hant"
    for address, said in ((LIST, "泰國</small>"), (f"{LIST}{one.code}/", "<p>泰國 · 國際銷售</p>")):
        html = client.get(address).content.decode()
        assert (said in html, ">TH" in html) == (True, False)
