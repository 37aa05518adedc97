"""Every fact has its sentence, for people, companies and works."""

from __future__ import annotations

import pytest
from django.test import Client

from praya.engines.duplicates import Evidence, own_domain, own_host
from praya.meet.duplicates.wording import agreeing_sentence, contrary_sentence
from tests.builders import (
    make_account,
    make_edition,
    make_organisation,
    make_resemblance,
    make_team_member,
    make_title,
    make_work,
    sign_in,
)


@pytest.mark.parametrize(
    ("code", "words", "kind", "sentence"),
    [
        ("identifier", ("imdb", "nm1"), "person", "the same IMDb: nm1"),
        ("identifier", ("registration", "HK1"), "organisation", "the same company register: HK1"),
        ("website", ("a.example",), "organisation", "the same website: a.example"),
        ("domain", ("a.example",), "person", "e-mail at the same company: a.example"),
        ("year", ("1944",), "person", "both born in 1944"),
        ("year", ("2025",), "title", "both of 2025"),
        ("credits", ("A", "B"), "person", "named in the same work: A, B"),
        ("credits", ("A", "B"), "title", "names the same people: A, B"),
        ("company", ("Lantern",), "person", "of the same company: Lantern"),
        ("country", ("MO",), "person", "the same country or region: Macao"),
    ],
)
def test_what_agrees(code: str, words: tuple[str, ...], kind: str, sentence: str) -> None:
    assert agreeing_sentence(Evidence(code, words), kind) == sentence


@pytest.mark.parametrize(
    ("code", "words", "kind", "sentence"),
    [
        ("identifier", ("wikidata", "Q1", "Q2"), "person", "two entries of Wikidata: Q1 and Q2"),
        ("year", ("1944", "1945"), "person", "born in 1944 and in 1945"),
        ("year", ("2020", "2025"), "title", "of 2020 and of 2025"),
        ("country", ("HK", "FR"), "person", "from Hong Kong and from France"),
        ("accredited", ("Fair",), "person", "both accredited to Fair, with different addresses"),
    ],
)
def test_what_does_not(code: str, words: tuple[str, ...], kind: str, sentence: str) -> None:
    assert contrary_sentence(Evidence(code, words), kind) == sentence


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://www.Lantern.example/en/?x=1", "lantern.example"),
        ("lantern.example", "lantern.example"),
        ("", ""),
        ("https://www.facebook.com/lantern", ""),
        ("https://lantern.wordpress.com", ""),
        ("http://[broken", ""),
    ],
)
def test_hosts(text: str, host: str) -> None:
    assert own_host(text) == host


@pytest.mark.parametrize(("address", "domain"), [("a@B.example", "b.example"), ("a@QQ.com", ""), (None, ""), ("", "")])
def test_domains(address: str | None, domain: str) -> None:
    assert own_domain(address) == domain


@pytest.mark.django_db
def test_two_works_stand_side_by_side(client: Client) -> None:
    edition = make_edition("fair")
    owner = make_organisation("Lantern Pier")
    facts = {
        "owner": owner,
        "credits": [{"role": "director", "name": "Ng See-yuen"}],
        "countries": [{"code": "HK", "share": 100}],
    }
    one = make_title("花樣年華", year=2025, identifiers={"imdb": "tt0118694"}, minutes=98, **facts)
    other = make_title("In the Mood", year=2022, minutes=99, **facts)
    for title in (one, other):
        make_work(edition, title)
    pair = make_resemblance(edition, one, other, kind="title")
    page = (
        sign_in(client, make_team_member(edition, make_account()))
        .get(f"/e/fair/manage/duplicates/?pair={pair.code}")
        .content.decode()
    )
    for text in (
        "The same work?",
        "names the same people: Ng See-yuen",
        "of the same company: Lantern Pier",
        "of 2025 and of 2022",
        "IMDb tt0118694",
        "Fair: accepted",
        "Hong Kong",
        "film",
        "98",
    ):
        assert text in page, text
