"""Ask for works as a machine does."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import builders as make
from tests.show.works.shelf import NAMES, Market, open_market

pytestmark = pytest.mark.django_db


def ask(market: Market, query: str, who: str = "badge") -> tuple[int, dict]:
    answer = market.clients[who].get(f"/e/{market.edition.slug}/api/works/?{query}")
    return answer.status_code, answer.json()


def test_a_result_names_everything_that_may_be_read_by_stable_codes() -> None:
    market = open_market()
    title = make.make_title(names=NAMES, owner=market.exhibitor.organisation, identifiers={"imdb": "tt0118694"}, genres=["drama"])
    make.make_work(market.edition, title, exhibitor=market.exhibitor)
    status, content = ask(market, "q=hua+yang+nian+hua")
    one = content["results"][0]
    assert (status, content["count"], one["code"], one["name"]) == (200, 1, title.code, "In the Mood for Love")
    assert one["names"] == NAMES
    assert one["identifiers"] == {"imdb": "tt0118694"}
    assert one["address"] == f"http://testserver{market.root}{title.code}/"
    assert one["presented_by"]["name"] == "Jet Tone"
    assert one["presented_by"]["site"] == "hk"
    assert content["facets"]["kind"] == {"film": 1}
    assert content["facets"]["site"] == {"hk": 1}
    assert not {"level", "visibility"} & set(one)


def test_pages_follow_one_another_by_their_addresses() -> None:
    market = open_market()
    for number in range(5):
        make.make_work(market.edition, make.make_title(f"Film {number}"))
    seen, address = [], f"/e/{market.edition.slug}/api/works/?per_page=2&q=film"
    while address:
        content = market.clients["public"].get(address).json()
        seen += [one["name"] for one in content["results"]]
        address = content["next"]
    assert sorted(seen) == [f"Film {number}" for number in range(5)]
    assert content["pages"] == 3
    assert ask(market, "per_page=2&page=9")[1]["results"] == []


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("kind=puppet", "kind"),
        ("colour=red", "colour"),
        ("page=0", "page"),
        ("page=x", "page"),
        ("per_page=101", "per_page"),
        ("sort=random", "sort"),
        ("site=mars", "site"),
        ("country=Hongkong", "country"),
        ("q=a%E2%80%AEb", "q"),
        ("q=" + "x" * 301, "q"),
        ("language=%3Cb%3E", "language"),
        ("page=" + "9" * 400, "page"),
        ("&".join(f"language=a{number}" for number in range(41)), "language"),
    ],
)
def test_a_wrong_parameter_is_named(query: str, parameter: str) -> None:
    status, content = ask(open_market(), query)
    assert (status, content["error"]["parameter"]) == (400, parameter)
    assert content["error"]["message"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_answer_takes_twelve_queries(django_assert_num_queries, count: int) -> None:
    market = open_market()
    for number in range(count):
        make.make_work(market.edition, make.make_title(f"Film {number}"), exhibitor=market.exhibitor)
    with django_assert_num_queries(12):
        assert ask(market, "q=film")[1]["count"] == count


def test_the_public_catalogue_answers_too_and_knows_no_sites(client: Client) -> None:
    make.make_title(names=NAMES)
    make.make_title("Badges", level="badge")
    assert client.get("/api/catalogue/").json()["count"] == 1
    assert client.get("/api/catalogue/?site=hk").json()["error"]["parameter"] == "site"
