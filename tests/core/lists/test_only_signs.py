"""A search of signs alone, which no name is compared by, is one in which nothing was typed: on every list and in every search."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.urls import get_resolver, reverse

from praya.core.catalogue.models import Title
from praya.core.directory.models import Organisation, Person
from praya.core.index.grading import grade_of
from praya.core.index.wordings import plain_words
from praya.core.lists.declaring import declared_lists
from praya.core.lists.ranked import typed_words
from tests import builders as make
from tests.core.lists.judging import read, sheet
from tests.core.lists.market import ROWS, Market, make_market

pytestmark = pytest.mark.django_db
assert get_resolver().url_patterns
SIGNS = ("%", "&", "!", "！", "-", "…", "'", "·", "—", "()", "、", "🎬", '""', "% & -", "「」")
SEARCHES = {one.name: one for one in declared_lists() if "q" in one.filters.base_fields}
# Lists whose words are looked for letter by letter: where a sign stands in a name it is found, and nowhere else.
LETTERS = {"manage_heatmaps", "manage_letters", "manage_report_companies", "manage_run"}
# Searches that are no declared list.
PAGES = ("palette", "works", "works_api", "manage_repair")


@pytest.fixture
def market() -> Market:
    return make_market()


def _sign_names() -> None:
    """Let every name hold every sign, so that whatever looks for one letter by letter finds it."""
    for model in (Person, Organisation, Title):
        model.objects.update(name=Concat(F("name"), Value(f" {' '.join(SIGNS)}")))


@pytest.mark.parametrize("name", sorted(SEARCHES))
def test_a_list_that_is_asked_for_signs_alone_answers_as_if_nothing_was_typed(market: Market, name: str) -> None:
    listing = SEARCHES[name]
    if name in ROWS:
        market.fill(listing, 3)
    for is_signed in (False, True):
        if is_signed:
            _sign_names()
        everything = len(sheet(market.client, market.address(listing, "csv"))) - 1
        expected = {0 if name in LETTERS and not is_signed else everything}
        for sign in SIGNS:
            query = urlencode({"q": sign})
            read(market.client, f"{market.address(listing)}?{query}")
            rows = len(sheet(market.client, f"{market.address(listing, 'csv')}?{query}")) - 1
            api = json.loads(read(market.client, f"{market.address(listing, 'api')}?{query}"))["results"]
            assert {rows, len(api)} == expected, (is_signed, sign)


@pytest.mark.parametrize("name", PAGES)
def test_a_search_for_signs_alone_answers(market: Market, name: str) -> None:
    make.make_work(market.edition)
    _sign_names()
    address = reverse(name, args=[market.edition.slug])
    answers = {sign: market.client.get(address, {"q": sign}).status_code for sign in SIGNS}
    assert {sign: status for sign, status in answers.items() if status != 200} == {}


def test_the_palette_finds_for_signs_alone_what_it_shows_for_nothing(market: Market) -> None:
    _sign_names()
    address = reverse("palette", args=[market.edition.slug])
    shown = [len(answer.rows) for answer in market.client.get(address).context["found"]]
    assert [
        sign for sign in SIGNS if [len(one.rows) for one in market.client.get(address, {"q": sign}).context["found"]] != shown
    ] == []


def test_signs_beside_words_are_not_looked_for() -> None:
    assert (typed_words("Tom & Jerry …"), plain_words('Tom & "Jerry - Sons" !')) == (("Tom", "Jerry"), ("Tom", "Jerry", "Sons"))
    assert [typed_words(sign) + plain_words(sign) for sign in SIGNS] == [()] * len(SIGNS)
    assert grade_of([], ["Tom"]) is None
