"""Organisers keep the categories of an edition, and read and change single accreditations."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from praya.core.access.absence import Absent
from praya.core.actions.refusing import Refused
from praya.core.texts.reading import write
from praya.meet.accreditation import queries
from praya.meet.accreditation.category_actions import add_category, change_category, remove_category
from praya.meet.accreditation.models import Category, Delegate
from praya.meet.editions.models import Edition
from tests import builders as make
from tests.meet.entries import newest, trail

pytestmark = pytest.mark.django_db
CATEGORIES, DELEGATES = "/e/spring/manage/categories/", "/e/spring/manage/delegates/"


@pytest.fixture
def edition() -> Edition:
    return make.make_edition("spring")


@pytest.fixture
def client(edition: Edition) -> Client:
    return make.sign_in(Client(), make.make_team_member(edition))


def rights(name: str, **typed: Any) -> dict[str, Any]:
    known = {"may_meet": True, "is_vip": False, "is_buyer": False, "quota_total": None, "quota_per_day": None}
    return {"name": {"en": name}, **known, **typed}


def told(page: Any) -> list[str]:
    return [str(message) for message in page.context["messages"]]


def test_categories_stand_in_order_under_words_of_their_own(edition: Edition) -> None:
    account = make.make_account()
    make.make_category(make.make_edition(), "buyer", position=9)
    since = newest()

    names = ["Buyer", "Buyer", "買家", "Buyer", "x" * 50]
    made = [add_category(edition, rights(name, quota_total=3), by=account) for name in names]

    stored = list(Category.objects.filter(edition=edition).values_list("slug", "position", "quota_total"))
    words = ["buyer", "buyer-2", "category", "buyer-3", "x" * 36]
    assert stored == [(word, place, 3) for place, word in enumerate(words, start=1)]
    assert made[0].name == write({"en": "Buyer"})
    assert [fact[:3] for fact in trail(since=since)] == [("add category", edition.pk, account.pk)] * 5


def test_a_category_is_changed_and_removed_unless_somebody_has_it(edition: Edition) -> None:
    account = make.make_account()
    one = add_category(edition, rights("Buyer"), by=None)
    since = newest()

    changed = change_category(one, rights("Purchaser", is_vip=True, quota_per_day=4), by=account)

    assert (changed.name["texts"]["en"]["text"], changed.is_vip, changed.quota_per_day) == ("Purchaser", True, 4)
    delegate = make.make_delegate(edition, category=changed)
    with pytest.raises(Refused) as refusal:
        remove_category(changed, by=account)
    assert refusal.value.sentences == ["Delegates have this category. Give them another one first."]
    Delegate.objects.filter(pk=delegate.pk).update(category=None)
    remove_category(changed, by=account)
    assert Category.objects.count() == 0
    actions = ["change category", "remove category"]
    assert [fact[:3] for fact in trail(since=since)] == [(action, edition.pk, account.pk) for action in actions]


def test_the_pages_of_categories_show_what_was_typed(edition: Edition, client: Client) -> None:
    page = client.get(CATEGORIES)
    assert (page.status_code, list(page.context["categories"])) == (200, [])
    page = client.post(CATEGORIES, {"name_en": "Press", "may_meet": "on", "quota_total": "7"}, follow=True)
    press = Category.objects.get()
    make.make_delegate(edition, category=press)
    assert (told(page), press.quota_total) == (["The category is added."], 7)
    assert [one.delegate_count for one in client.get(CATEGORIES).context["categories"]] == [1]
    address = f"{CATEGORIES}{press.slug}/"
    page = client.get(address)
    assert (page.status_code, page.context["form"]["quota_total"].value(), page.context["category"]) == (200, 7, press)
    page = client.post(address, {"name_en": "Press", "quota_total": "1001"})
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["quota_total"])
    page = client.post(CATEGORIES, {"name_en": "Guest", "quota_per_day": "-1"})
    assert (page.status_code, list(page.context["form"].errors), Category.objects.count()) == (422, ["quota_per_day"], 1)
    page = client.post(address, {"name_en": "Journalists"}, follow=True)
    press.refresh_from_db()
    assert (told(page), press.may_meet) == (["The category is changed."], False)


def test_the_list_says_what_it_shows_and_counts_everybody(edition: Edition, client: Client) -> None:
    press = make.make_category(edition, "press", name=write({"en": "Press"}))
    nameless = make.make_category(edition, "nameless", name={})
    for number in range(51):
        make.make_delegate(edition, name=f"Guest {number:02}", category=press)
    make.make_delegate(edition, status="applied", site="la", name="Zoe", category=nameless)

    page = client.get(DELEGATES, {"page": "2", "category": "press", "status": "approved", "site": "hk", "q": "Guest"})

    context = page.context
    assert [(row["name"], row["site"].slug) for row in context["rows"]] == [("Guest 50", "hk")]
    assert (context["page"].number, context["page"].paginator.num_pages) == (2, 2)
    assert context["facts"] == context["wanted"] == {"status": "approved", "category": "press", "site": "hk", "q": "Guest"}
    assert context["counts"] == {"applied": 1, "approved": 51, "refused": 0, "left": 0}
    assert set(context["categories"]) == {press, nameless}
    choices = [str(word) for _, word in context["form"].fields["category"].choices]
    assert sorted(choices) == ["Press", "all", "nameless", "without"]


def test_a_seventh_word_is_not_looked_for(edition: Edition) -> None:
    one = make.make_delegate(edition, name="a b c d e f")
    assert list(queries.delegates_matching(edition, q="a b c d e f zzz")) == [one]
    assert list(queries.delegates_matching(edition, q="a b c d e zzz")) == []


def test_one_accreditation_is_shown_and_changed(edition: Edition, client: Client) -> None:
    press = make.make_category(edition, "press", name=write({"en": "Press"}))
    one = make.make_delegate(edition, name="Ana", category=press, organisation=make.make_organisation("Old House"))
    address = f"{DELEGATES}{one.code}/"

    page = client.get(address)
    form = page.context["form"]
    names = ("organisation", "job_title", "category", "site", "zone")
    assert [form[name].value() for name in names] == ["Old House", "Buyer", press.pk, one.site_id, ""]
    assert [str(word) for _, word in form.fields["category"].choices] == ["---------", "Press"]
    assert [str(word) for _, word in form.fields["site"].choices][0] == "remote"
    assert (page.status_code, page.context["delegate"], bool(page.context["zones"])) == (200, one, True)
    page = client.post(address, {"organisation": "", "job_title": "", "site": "", "zone": ""})
    assert (page.status_code, page.context["form"].errors) == (
        422,
        {"zone": ["Choose a site, or write the zone from which they take part."]},
    )
    page = client.post(address, {"job_title": "Editor", "zone": "Europe/Lisbon"}, follow=True)
    one.refresh_from_db()
    assert (told(page), one.job_title, one.zone) == (["The accreditation is changed."], "Editor", "Europe/Lisbon")
    alone = make.make_delegate(edition)
    assert client.get(f"{DELEGATES}{alone.code}/").context["form"]["organisation"].value() == ""


def test_a_person_is_accredited_on_a_page(edition: Edition, client: Client) -> None:
    page = client.get(f"{DELEGATES}new/")
    assert (page.status_code, bool(page.context["zones"])) == (200, True)
    page = client.post(f"{DELEGATES}new/", {"name": "Ana", "zone": "Europe/Lisbon", "country": "pt"}, follow=True)
    assert (told(page), Delegate.objects.get().person.country) == (["Ana is accredited."], "PT")
    page = client.post(f"{DELEGATES}new/", {"name": "Ben", "zone": "Europe/Lisbon", "country": "QX"})
    assert (page.status_code, page.context["form"].errors) == (
        422,
        {"country": ["“QX” is not a country or region; write two letters such as HK, MO or US."]},
    )


def test_what_is_not_of_the_edition_is_not_found(edition: Edition) -> None:
    other = make.make_edition()
    one, category = make.make_delegate(other), make.make_category(other, "press")
    for ask in (
        lambda: queries.delegate_of(edition, one.code),
        lambda: queries.category_of(edition, category.slug),
        lambda: queries.decision_of(edition, 0),
    ):
        with pytest.raises(Absent):
            ask()
    assert (str(one), str(category)) == (one.code, "press")
