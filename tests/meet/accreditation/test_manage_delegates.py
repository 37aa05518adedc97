"""Organisers accredit people into categories."""

import re

import pytest
from django.test import Client

from praya.core.accounts.models import Account
from praya.core.audit.models import Entry
from praya.core.directory.models import Organisation, Person
from praya.meet.accreditation.models import Category, Delegate
from praya.meet.parties.models import Party
from tests.builders import (
    HK_AFTERNOON,
    make_calendar,
    make_category,
    make_delegate,
    make_edition,
    make_meeting,
    make_organisation,
    make_person,
    make_team_member,
    sign_in,
)

pytestmark = pytest.mark.django_db
LIST = "/e/spring/manage/delegates/"


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


def test_the_list_is_filtered_by_status_category_site_and_words(edition, client) -> None:
    press = make_category(edition, "press")
    make_delegate(edition, name="Ana Silva", site=None, category=press, organisation=make_organisation("Lisboa Filmes"))
    make_delegate(edition, status="applied", person=make_person("Ng See-yuen", names={"zh-Hant": "吳思遠"}))
    make_delegate(edition, name="Bo Chan", site="la", category=None)
    assert names(client.get(LIST)) == ["Ana Silva", "Bo Chan", "Ng See-yuen"]
    assert names(client.get(LIST, {"status": "applied"})) == ["Ng See-yuen"]
    assert names(client.get(LIST, {"category": "press"})) == ["Ana Silva"]
    assert names(client.get(LIST, {"category": "none"})) == ["Bo Chan"]
    assert names(client.get(LIST, {"site": "la"})) == ["Bo Chan"]
    assert names(client.get(LIST, {"site": "remote"})) == ["Ana Silva"]
    assert names(client.get(LIST, {"q": "思遠"})) == ["Ng See-yuen"]
    assert names(client.get(LIST, {"q": "lisboa ana"})) == ["Ana Silva"]
    assert names(client.get(LIST, {"q": "nobody"})) == []
    assert names(client.get(LIST, {"status": "nonsense"})) == ["Ana Silva", "Bo Chan", "Ng See-yuen"]


def test_approving_gives_category_account_and_calendar(edition, client) -> None:
    press = make_category(edition, "press")
    person = make_person("Ana Silva", email="ana@example.org", account=None)
    one = make_delegate(edition, person=person, status="applied", category=None)
    page = client.post(f"{LIST}decide/", {"row": [one.code], "do": "approve", "category": "press"}, follow=True)
    one.refresh_from_db()
    person.refresh_from_db()
    assert told(page) == ["1 delegate approved."]
    assert (one.status, one.category, person.account.email) == ("approved", press, "ana@example.org")
    assert Party.objects.get().delegate == one
    assert [entry.action for entry in Entry.objects.all()] == ["decide accreditations"]


def test_all_that_match_are_decided_at_once(edition, client) -> None:
    for number in range(3):
        make_delegate(edition, name=f"Guest {number}", status="applied")
    make_delegate(edition, name="Somebody else", status="applied")
    client.post(f"{LIST}decide/", {"everyone": "1", "in-q": "Guest", "do": "refuse"})
    assert sorted(Delegate.objects.values_list("person__name", "status")) == [
        ("Guest 0", "refused"),
        ("Guest 1", "refused"),
        ("Guest 2", "refused"),
        ("Somebody else", "applied"),
    ]


def test_a_filter_or_category_that_is_gone_decides_about_nobody(edition, client) -> None:
    press = make_category(edition, "press")
    one, _other = make_delegate(edition, status="applied", category=press), make_delegate(edition, status="applied")
    one.category = None
    one.save()
    press.delete()
    page = client.post(f"{LIST}decide/", {"everyone": "1", "in-category": "press", "do": "refuse"}, follow=True)
    assert told(page) == ["Nothing changed: tick the people concerned first."]
    page = client.post(f"{LIST}decide/", {"row": [one.code], "do": "approve", "category": "press"}, follow=True)
    assert told(page) == ["This category is gone. Choose another one."]
    assert set(Delegate.objects.values_list("status", flat=True)) == {"applied"}


def test_a_decision_is_taken_back_except_where_decided_again(edition, client) -> None:
    one, other = (make_delegate(edition, status="applied", category=None) for _ in range(2))
    press = make_category(edition, "press")
    page = client.post(f"{LIST}decide/", {"row": [one.code, other.code], "do": "approve", "category": "press"}, follow=True)
    undo = list(page.context["messages"])[0].extra_tags
    client.post(f"{LIST}decide/", {"row": [other.code], "do": "refuse"})
    client.post(undo)
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.status, one.category, one.decided_at) == ("applied", None, None)
    assert (other.status, other.category) == ("refused", press)
    assert client.post(undo.replace("/undo/", "/undo/9")).status_code == 404


def test_every_row_has_a_box_and_one_ticks_them_all(edition, client) -> None:
    codes = {make_delegate(edition, name=f"Ana {number}").code for number in range(2)}
    page = client.get(LIST).content.decode()
    assert set(re.findall(r'<input type="checkbox" name="row" value="(\w+)">', page)) == codes
    assert page.count('data-ticks="row"') == 1 and '<span class="visually-hidden">Ana 1</span>' in page


def test_nobody_ticked_changes_nothing(edition, client) -> None:
    make_delegate(edition, status="applied")
    page = client.post(f"{LIST}decide/", {"do": "approve"}, follow=True)
    assert told(page) == ["Nothing changed: tick the people concerned first."]
    page = client.post(f"{LIST}decide/", {}, follow=True)
    assert told(page) == ["Choose whether to approve or to refuse."]
    assert Entry.objects.count() == 0


def test_refusing_somebody_with_a_meeting_is_refused_by_name(edition, client) -> None:
    one, other = make_delegate(edition, name="Ana Silva"), make_delegate(edition, name="Bo Chan")
    make_meeting(make_calendar(one), make_calendar(other), HK_AFTERNOON, site=edition.sites.get(slug="hk"))
    page = client.post(f"{LIST}decide/", {"row": [one.code], "do": "refuse"}, follow=True)
    assert told(page) == [
        "Nothing was changed, because 1 scheduled meeting would no longer be possible: 2027-03-16 14:00 HKG: Ana Silva – Bo Chan"
    ]
    one.refresh_from_db()
    assert one.status == "approved"


def test_other_editions_delegates_stay_untouched(edition, client) -> None:
    foreign = make_delegate(make_edition("autumn"), status="applied")
    client.post(f"{LIST}decide/", {"row": [foreign.code], "do": "approve"})
    foreign.refresh_from_db()
    assert foreign.status == "applied"
    assert client.get(f"{LIST}{foreign.code}/").status_code == 404


NEW = {"name": "Ana Silva", "email": "Ana@example.org", "country": "pt", "organisation": "Lisboa Filmes", "zone": "Europe/Lisbon"}


def test_a_person_is_added_by_hand_once(edition, client) -> None:
    assert client.post(f"{LIST}new/", NEW).status_code == 302
    one = Delegate.objects.get()
    assert (one.status, one.zone, one.person.email, one.person.country) == ("approved", "Europe/Lisbon", "ana@example.org", "PT")
    assert (one.organisation.name, one.person.account.email) == ("Lisboa Filmes", "ana@example.org")
    assert "feed_token" not in Entry.objects.get().after
    again = client.post(f"{LIST}new/", NEW)
    assert again.context["form"].non_field_errors() == ["Ana Silva is accredited already. Find them in the list."]
    assert (Person.objects.count(), Organisation.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"country": "xx"}, "country", "“XX” is not a country or region; write two letters such as HK, MO or US."),
        ({"zone": ""}, "zone", "Choose a site, or write the zone from which they take part."),
        ({"email": "ana"}, "email", "Enter a valid email address."),
    ],
)
def test_what_cannot_be_is_named(client, typed, field, sentence) -> None:
    response = client.post(f"{LIST}new/", NEW | typed)
    assert (response.status_code, response.context["form"].errors[field]) == (422, [sentence])
    assert Account.objects.filter(email="ana@example.org").count() == 0


def test_an_accreditation_changes(edition, client) -> None:
    one = make_delegate(edition, name="Ana Silva")
    category = make_category(edition, "press")
    site = edition.sites.get(slug="la")
    typed = {"organisation": "Lisboa Filmes", "job_title": "Critic", "category": category.pk, "site": site.pk, "zone": ""}
    assert client.post(f"{LIST}{one.code}/", typed).status_code == 302
    one.refresh_from_db()
    assert (one.organisation.name, one.job_title, one.category, one.site) == ("Lisboa Filmes", "Critic", category, site)


def test_categories_are_added_changed_and_removed_when_unused(edition, client) -> None:
    typed = {"name_en": "Buyer VIP", "may_meet": "on", "is_vip": "on", "quota_total": "20", "quota_per_day": ""}
    client.post("/e/spring/manage/categories/", typed)
    one = Category.objects.get()
    assert (one.slug, one.may_meet, one.is_vip, one.quota_total, one.quota_per_day) == ("buyer-vip", True, True, 20, None)
    client.post("/e/spring/manage/categories/buyer-vip/", {"name_en": "Buyer", "quota_per_day": "5"})
    one.refresh_from_db()
    assert (one.may_meet, one.is_vip, one.quota_total, one.quota_per_day) == (False, False, None, 5)
    delegate = make_delegate(edition, category=one)
    page = client.post("/e/spring/manage/categories/buyer-vip/remove/", follow=True)
    assert told(page)[-1] == "Delegates have this category. Give them another one first."
    delegate.delete()
    client.post("/e/spring/manage/categories/buyer-vip/remove/")
    assert Category.objects.count() == 0
    assert client.get("/e/spring/manage/categories/buyer-vip/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(count, django_assert_num_queries) -> None:
    edition = make_edition("few")
    for _ in range(count):
        make_delegate(edition, organisation=make_organisation())
    client = sign_in(Client(), make_team_member(edition))
    with django_assert_num_queries(14):
        assert client.get("/e/few/manage/delegates/").status_code == 200


def test_a_country_is_called_by_its_name(edition, client) -> None:
    make_delegate(edition, person=make_person("Ana Silva", country="TH"))
    assert '<small class="soft">Thailand</small>' in client.get(LIST).content.decode()
