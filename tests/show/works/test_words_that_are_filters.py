"""Words that name a genre or a country narrow the list of works, unless they are a name; both can be taken back."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.builders import make_edition, make_title, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def works(client: Client) -> str:
    edition = make_edition("spring", is_public=True)
    named = (("Quiet Pier", "comedy", "HK"), ("Loud Pier", "horror", "HK"), ("Horror Taiwan Inn", "drama", "JP"))
    for name, genre, country in named:
        make_work(edition, make_title(name, level="public", genres=[genre], countries=[{"code": country, "role": "main"}]))
    return "/e/spring/works/"


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("comedy hong kong", ["Quiet Pier"]),
        ("香港 喜劇", ["Quiet Pier"]),
        ("香港喜劇", ["Quiet Pier"]),
        ("pier horror", ["Loud Pier"]),
        ("horror taiwan", ["Horror Taiwan Inn"]),
        ('"comedy" hong kong', []),
    ],
)
def test_words_are_read_as_filters_unless_they_are_a_name(client: Client, works: str, words: str, names: list[str]) -> None:
    page = client.get(works, {"q": words})
    assert [one.card.document["names"][0]["text"] for one in page.context["page"].object_list] == names


def test_a_filter_that_was_read_is_shown_and_is_taken_back(client: Client, works: str) -> None:
    page = client.get(works, {"q": "comedy hong kong"})
    assert [chip.label for chip in page.context["chips"]] == ["Genre: comedy", "Country or region: Hong Kong"]
    without = client.get(f"{works}?{page.context['chips'][0].address}")
    assert (without.context["total"], without.context["wanted"].filters) == (2, {"country": ("HK",)})
    text, instead = page.context["meant"][0]
    again = client.get(f"{works}?{instead}")
    assert (text, again.context["wanted"].query, again.context["wanted"].filters) == ("comedy", "comedy", {"country": ("HK",)})
