"""Organisers start markets, change editions and keep teams."""

from datetime import date

import pytest
from django.test import Client

from praya.core.accounts.models import Account
from praya.core.audit.models import Entry
from praya.core.texts.reading import read
from praya.meet.editions.models import Edition, Market, TeamMember
from tests.builders import make_account, make_edition, make_operator, make_team_member, sign_in

pytestmark = pytest.mark.django_db

NEW = {
    "market_name_en": "Pearl River Film Market",
    "name_en": "Pearl River 2027",
    "slug": "Pearl-2027",
    "starts_on": "2027-03-15",
    "ends_on": "2027-03-18",
    "slot_minutes": "30",
}


def organiser_of(edition: Edition) -> Client:
    return sign_in(Client(), make_team_member(edition))


def test_an_operator_starts_an_edition_and_becomes_its_organiser() -> None:
    operator = make_operator()
    response = sign_in(Client(), operator).post("/markets/new/", NEW)
    edition = Edition.objects.get()
    assert (response.status_code, response["Location"]) == (302, "/e/pearl-2027/manage/sites/")
    assert (edition.slug, edition.starts_on, edition.slot_minutes) == ("pearl-2027", date(2027, 3, 15), 30)
    assert (edition.market.slug, read(edition.market.name, "en").text) == ("pearl-river-film-market", "Pearl River Film Market")
    assert list(TeamMember.objects.values_list("account", "role")) == [(operator.pk, "organiser")]
    assert list(Entry.objects.values_list("action", "edition")) == [("start edition", edition.pk)]


def test_a_second_market_of_the_same_name_gets_its_own_address() -> None:
    client = sign_in(Client(), make_operator())
    client.post("/markets/new/", NEW)
    client.post("/markets/new/", NEW | {"slug": "another"})
    assert sorted(Market.objects.values_list("slug", flat=True)) == ["pearl-river-film-market", "pearl-river-film-market-2"]


def test_a_taken_address_is_refused_beside_its_field() -> None:
    client = sign_in(Client(), make_operator())
    client.post("/markets/new/", NEW)
    response = client.post("/markets/new/", NEW)
    assert response.status_code == 422
    assert response.context["form"].errors["slug"] == ["The address “pearl-2027” is taken. Choose another one."]
    assert (Edition.objects.count(), Market.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("names", "slug"),
    [
        ({"name_en": "Pearl Market"}, "pearl-market-2027"),
        ({"name_en": "Pearl Market 2027"}, "pearl-market-2027"),
        ({"name_en": "香港影展"}, "xianggangyingzhan-2027"),
        ({"name_en": "!!!", "market_name_en": "???"}, "edition-2027"),
    ],
)
def test_an_address_left_empty_is_made_from_the_name(names: dict[str, str], slug: str) -> None:
    client = sign_in(Client(), make_operator())
    assert client.post("/markets/new/", NEW | names | {"slug": ""})["Location"] == f"/e/{slug}/manage/sites/"
    assert client.post("/markets/new/", NEW | names | {"slug": ""})["Location"] == f"/e/{slug}-2/manage/sites/"


def test_a_wrong_address_is_refused_in_our_own_words_and_a_market_is_offered_by_its_name() -> None:
    client = sign_in(Client(), make_operator())
    page = client.post("/markets/new/", NEW | {"slug": "pearl market"})
    sentence = "Write small Latin letters, digits and hyphens only, without blanks."
    assert (page.status_code, page.context["form"].errors["slug"]) == (422, [sentence])
    client.post("/markets/new/", NEW)
    assert ">Pearl River Film Market</option>" in client.get("/markets/new/").content.decode()


def test_strangers_sign_in_first_and_delegates_find_nothing() -> None:
    assert Client().get("/markets/new/")["Location"] == "/accounts/login/?next=/markets/new/"
    assert sign_in(Client(), make_account()).get("/markets/new/").status_code == 404


def test_an_open_installation_lets_everybody_start(settings) -> None:
    settings.SELF_SERVICE = True
    assert sign_in(Client(), make_account()).post("/markets/new/", NEW).status_code == 302
    assert Edition.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"ends_on": "2027-03-14"}, "ends_on", "The last day is before the first. Choose the same day or a later one."),
        ({"ends_on": "2027-05-14"}, "ends_on", "An edition lasts at most 31 days. Make several editions of one market instead."),
        ({"market_name_en": ""}, "market_name", "Write the name of the market."),
        ({"name_en": ""}, "name", "Write at least the English text."),
    ],
)
def test_what_cannot_be_is_named(typed, field, sentence) -> None:
    response = sign_in(Client(), make_operator()).post("/markets/new/", NEW | typed)
    assert (response.status_code, response.context["form"].errors[field][0]) == (422, sentence)


def test_the_edition_changes_with_one_entry_in_the_trail() -> None:
    edition = make_edition("spring", with_breaks=False)
    dates = {"starts_on": "2027-03-15", "ends_on": "2027-03-17"}
    typed = {"name_en": "Spring market", **dates, "slot_minutes": "20", "is_public": "on"}
    response = organiser_of(edition).post("/e/spring/manage/edition/", typed)
    edition.refresh_from_db()
    assert response.status_code == 302
    assert (read(edition.name, "en").text, edition.slot_minutes, edition.is_public) == ("Spring market", 20, True)
    assert edition.ends_on == date(2027, 3, 17)
    assert set(edition.sites.get(slug="hk").hours.values_list("on", flat=True)) == {date(2027, 3, day) for day in (15, 16, 17)}
    entry = Entry.objects.get()
    assert (entry.action, entry.before["slot_minutes"], entry.after["slot_minutes"]) == ("change edition", 30, 20)


def test_saving_an_unchanged_edition_leaves_no_trace() -> None:
    edition = make_edition("spring")
    typed = {"name_en": "Spring", "starts_on": "2027-03-15", "ends_on": "2027-03-18", "slot_minutes": "30"}
    organiser_of(edition).post("/e/spring/manage/edition/", typed)
    assert Entry.objects.count() == 0


def test_somebody_new_joins_the_team_and_gets_an_account() -> None:
    edition = make_edition("spring")
    response = organiser_of(edition).post("/e/spring/manage/team/", {"email": "Desk@Example.org", "role": "desk"})
    account = Account.objects.get(email="desk@example.org")
    assert (response.status_code, account.has_usable_password()) == (302, False)
    assert TeamMember.objects.get(account=account).role == "desk"
    again = organiser_of(edition).post("/e/spring/manage/team/", {"email": "desk@example.org", "role": "desk"})
    assert again.context["form"].non_field_errors() == ["desk@example.org is in the team already. Change their part in the list."]


def test_the_last_organiser_stays() -> None:
    edition = make_edition("spring")
    client = organiser_of(edition)
    one = TeamMember.objects.get()
    sentence = "An edition needs an organiser. Make somebody else organiser first."
    removed = client.post(f"/e/spring/manage/team/{one.pk}/remove/", follow=True)
    assert [str(message) for message in removed.context["messages"]] == [sentence]
    changed = client.post(f"/e/spring/manage/team/{one.pk}/part/", {"role": "desk"})
    assert (changed.status_code, [part.non_field_errors() for _one, part in changed.context["team"]]) == (422, [[sentence]])
    assert '<option value="desk" selected>' in changed.content.decode()
    one.refresh_from_db()
    assert one.role == "organiser"
    make_team_member(edition)
    client.post(f"/e/spring/manage/team/{one.pk}/remove/")
    assert not TeamMember.objects.filter(pk=one.pk).exists()


def test_another_editions_team_member_is_not_found() -> None:
    edition, other = make_edition("spring"), make_edition("autumn")
    make_team_member(other)
    foreign = TeamMember.objects.get(edition=other)
    assert organiser_of(edition).post(f"/e/spring/manage/team/{foreign.pk}/remove/").status_code == 404


@pytest.mark.parametrize("page", ["edition", "team", "sites", "categories", "delegates", "exhibitors"])
def test_the_set_up_is_the_organisers_alone(page) -> None:
    edition, other = make_edition("spring"), make_edition("autumn")
    address = f"/e/spring/manage/{page}/"
    assert Client().get(address)["Location"] == f"/accounts/login/?next={address}"
    assert sign_in(Client(), make_team_member(edition, role="desk")).get(address).status_code == 404
    assert organiser_of(other).get(address).status_code == 404
    assert organiser_of(edition).get(address).status_code == 200
