"""Ready-made categories: a set adds what an edition lacks, in every language, and is taken back as long as nobody has one."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from praya.core.actions.refusing import Refused
from praya.core.texts.editing import canonical
from praya.core.texts.reading import read
from praya.meet.accreditation.category_actions import add_categories
from praya.meet.accreditation.category_sets import category_sets
from praya.meet.accreditation.models import Category
from praya.meet.editions.models import Edition
from tests import builders as make
from tests.meet.entries import newest, trail

pytestmark = pytest.mark.django_db
CATEGORIES = "/e/spring/manage/categories/"


@pytest.fixture
def edition() -> Edition:
    return make.make_edition("spring")


@pytest.fixture
def client(edition: Edition) -> Client:
    return make.sign_in(Client(), make.make_team_member(edition))


def slugs(edition: Edition) -> list[str]:
    return list(Category.objects.filter(edition=edition).order_by("position").values_list("slug", flat=True))


def told(page: Any) -> list[str]:
    return [str(message) for message in page.context["messages"]]


def undo_of(page: Any) -> str:
    return next(message.extra_tags for message in page.context["messages"])


def test_a_set_is_added_in_its_order_in_every_language_with_one_entry_each(edition: Edition) -> None:
    account, since = make.make_account(), newest()
    made = add_categories(edition, category_sets()["market"].categories, by=account)
    assert slugs(edition) == ["exhibitor", "buyer", "hosted-buyer", "producer", "press", "visitor", "staff"]
    assert [one.position for one in made] == [1, 2, 3, 4, 5, 6, 7]
    assert [(one.slug, one.may_meet, one.is_vip, one.is_buyer) for one in made if one.is_vip or not one.may_meet] == [
        ("hosted-buyer", True, True, True),
        ("press", False, False, False),
        ("visitor", False, False, False),
        ("staff", False, False, False),
    ]
    buyer = made[1].name
    assert set(buyer["texts"]) == {canonical(tag) for tag, _name in settings.LANGUAGES}
    assert (read(buyer, "en").text, read(buyer, "zh-Hant").text) == ("Buyer", "買家")
    assert [fact[:3] for fact in trail(since=since)] == [("add category", edition.pk, account.pk)] * 7


def test_a_set_adds_only_what_is_not_there(edition: Edition) -> None:
    make.make_category(edition, "press", position=4, quota_total=3)
    add_categories(edition, category_sets()["conference"].categories, by=None)
    assert slugs(edition) == ["press", "delegate", "speaker", "guest", "visitor", "staff"]
    assert Category.objects.get(slug="press").quota_total == 3
    with pytest.raises(Refused, match="has all of these categories already"):
        add_categories(edition, category_sets()["conference"].categories, by=None)


def test_an_organiser_takes_a_set_over_and_back(edition: Edition, client: Client) -> None:
    assert [one.name for one in client.get(CATEGORIES).context["sets"]] == ["market", "forum", "conference"]
    page = client.post(f"{CATEGORIES}sets/forum/", follow=True)
    assert told(page) == ["6 categories are added."]
    assert [one.name for one in page.context["sets"]] == ["market", "conference"]
    undone = client.post(undo_of(page), follow=True)
    assert (told(undone), slugs(edition)) == (["The categories are taken away again."], [])


def test_what_somebody_has_since_is_not_taken_back(edition: Edition, client: Client) -> None:
    page = client.post(f"{CATEGORIES}sets/forum/", follow=True)
    make.make_delegate(edition, category=Category.objects.get(slug="fund"))
    undone = client.post(undo_of(page), follow=True)
    assert told(undone) == ["Delegates have this category. Give them another one first."]
    assert len(slugs(edition)) == 6


def test_there_is_no_other_set(client: Client) -> None:
    assert client.post(f"{CATEGORIES}sets/circus/").status_code == 404
