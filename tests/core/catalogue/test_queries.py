"""Read titles for pages: cards, the public catalogue, histories, pictures and who asks to read."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from praya.core.access.audiences import Audience
from praya.core.catalogue import queries
from praya.core.catalogue.actions import set_status
from praya.core.catalogue.models import Title
from praya.core.documents.actions import revise
from praya.core.documents.declaring import loaded_document
from praya.core.documents.drafting import keep_part
from praya.core.documents.queries import change_of, history_of
from tests.builders import SENT_AT, make_account, make_grant, make_organisation, make_person, make_picture, make_title

pytestmark = pytest.mark.django_db


def merged(into: Title, **parts: Any) -> Title:
    """Make a published title that was merged into another."""
    title = make_title("Merged", **parts)
    Title.objects.filter(pk=title.pk).update(merged_into=into)
    title.refresh_from_db()
    return title


def credit(role: str, name: str, **links: str) -> dict[str, str]:
    """Return a credit of a document."""
    return {"role": role, "name": name, "note": "", "person": "", "organisation": "", **links}


def test_cards_come_in_the_order_asked_for_and_only_of_what_is_published() -> None:
    first, second, hidden = make_title("A"), make_title("B"), make_title("C", level="buyer")
    withdrawn = set_status(make_title("D"), "withdrawn", by=None)
    gone = merged(first)
    asked = [second.pk, withdrawn.pk, hidden.pk, 0, gone.pk, first.pk]
    assert [card.number for card in queries.cards(asked, Audience.BADGE)] == [second.pk, first.pk]
    assert [card.name for card in queries.cards(asked, Audience.BUYER)] == ["B", "C", "A"]


def test_a_card_says_who_made_it_where_and_what_it_is() -> None:
    names = [
        {"text": "花樣年華", "tag": "zh-Hant", "kind": "original"},
        {"text": "In the Mood for Love", "tag": "en", "kind": "international"},
    ]
    credits = [credit("director", "A"), credit("cast", "B"), credit("creator", "C"), credit("animation_director", "D")]
    title = make_title("", names=names, credits=credits, countries=[{"code": "HK"}, {"code": "FR"}], stage="financing")
    (card,) = queries.cards([title.pk], Audience.PUBLIC)
    assert (card.code, card.name) == (title.code, "In the Mood for Love")
    assert card.names == {"zh-Hant": "花樣年華", "en": "In the Mood for Love"}
    assert (card.directors, card.countries) == (["A", "D"], ["HK", "FR"])
    assert (card.owner, card.poster, card.on_request) == (None, "", [])
    finished = make_title("A", stage="completed", credits=[credit("creator", "C"), credit("cast", "B")])
    (other,) = queries.cards([finished.pk], Audience.PUBLIC)
    assert other.directors == ["C"]


@pytest.mark.parametrize("count", [1, 3])
def test_cards_take_one_query_however_many(count: int, django_assert_num_queries: Any) -> None:
    person, company = make_person(), make_organisation()
    credits = [credit("cast", "A", person=person.code), credit("sales", "B", organisation=company.code)]
    numbers = [make_title("A", credits=credits).pk for _number in range(count)]
    with django_assert_num_queries(1):
        assert len(queries.cards(numbers, Audience.BUYER)) == count


def test_one_title_is_read_with_its_identifiers() -> None:
    title = make_title("A", identifiers={"imdb": "tt0118694", "wikidata": "Q223560"})
    registers = {"imdb": "tt0118694", "wikidata": "Q223560"}
    card = queries.title_card(title, Audience.PUBLIC)
    assert card is not None
    assert card.document["identifiers"] == registers
    assert queries.cards([title.pk], Audience.PUBLIC)[0].document["identifiers"] == {}
    other = make_title("B", identifiers={"imdb": "tt0000001"})
    assert queries.identifiers_of([title.pk, other.pk, make_title("C").pk]) == {
        title.pk: registers,
        other.pk: {"imdb": "tt0000001"},
    }


def test_the_history_of_an_edition_says_nothing_of_others(django_assert_num_queries: Any) -> None:
    title, author = make_title("A", year=2001), make_person().account
    make_title("B")
    for edition, year in ((4, 2002), (5, 2003)):
        revise(title, loaded_document(Title.objects.get(pk=title.pk)) | {"year": year}, by=author, edition=edition)
    with django_assert_num_queries(1):
        whole = [(entry.edition, entry.account and entry.account.person.account_id) for entry in history_of(title)]
    assert whole == [(5, author.pk), (4, author.pk), (0, None)]
    assert [entry.edition for entry in history_of(title, 4)] == [4, 0]


def test_a_change_is_found_by_number_among_those_of_its_title() -> None:
    title, other = make_title("A"), make_title("B")
    entry = history_of(title).get()
    assert (change_of(title, entry.pk), change_of(other, entry.pk)) == (entry, None)


def test_an_owner_has_all_of_its_titles_by_name(django_assert_num_queries: Any) -> None:
    owner = make_organisation()
    second, first = make_title("B", owner=owner, status="draft"), make_title("A", owner=owner)
    third = set_status(make_title("B", owner=owner), "withdrawn", by=None)
    make_title("C")
    merged(first)
    Title.objects.filter(name="Merged").update(owner=owner)
    keep_part(second, {"year": 1999}, seen="", by=None)
    with django_assert_num_queries(1):
        found = list(queries.titles_of(owner.pk))
        assert [hasattr(title, "draft") for title in found] == [False, True, False]
    assert found == [first, second, third]


def test_a_title_of_the_public_catalogue_is_found_by_its_code() -> None:
    title, draft = make_title("A"), make_title("B", status="draft")
    gone = merged(title)
    found = [queries.published_title(code) for code in (title.code, draft.code, gone.code, "nothing")]
    assert found == [title, None, None, None]


def test_the_poster_of_a_card_is_the_first_that_its_reader_may_see() -> None:
    title = make_title("A")
    make_picture(title, kind="still", position=0)
    closed = make_picture(title, kind="poster", position=1, level="buyer")
    first, _second = (make_picture(title, kind="poster", position=place) for place in (2, 3))
    posters = [queries.cards([title.pk], audience)[0].poster for audience in Audience]
    assert posters == [first.digest, first.digest, closed.digest]


def test_pictures_are_found_by_digest_and_read_at_both_sizes(django_assert_num_queries: Any) -> None:
    first, second = make_title("A"), make_title("B")
    one = make_picture(first, digest="d" * 64, image=b"large", thumbnail=b"small")
    other = make_picture(second, digest="d" * 64)
    with django_assert_num_queries(1):
        assert [picture.title for picture in queries.picture_shown("d" * 64)] == [first, second]
    assert list(queries.picture_shown("d" * 64, [second.pk])) == [other]
    assert queries.picture_shown("d" * 64).get(pk=one.pk).get_deferred_fields() == {"image", "thumbnail"}
    assert (queries.picture_bytes(one, is_small=False), queries.picture_bytes(one, is_small=True)) == (b"large", b"small")
    assert (queries.own_picture(first, one.pk), queries.own_picture(first, other.pk)) == (one, None)
    assert queries.own_pictures(first).get().get_deferred_fields() == {"image", "thumbnail"}


def test_those_who_wait_for_an_answer_come_first_and_then_the_latest(django_assert_num_queries: Any) -> None:
    title, other = make_title("A"), make_title("B")
    asked = [
        ("granted", 4),
        ("asked", 1),
        ("refused", 5),
        ("asked", 2),
        ("asked", 2),
    ]
    accounts = [make_person().account for _one in asked]
    grants = [
        make_grant(title, account, status=status, asked_at=SENT_AT + timedelta(days=days))
        for account, (status, days) in zip(accounts, asked, strict=True)
    ]
    make_grant(other, make_account())
    with django_assert_num_queries(1):
        found = [(grants.index(grant), grant.account.person.account_id) for grant in queries.grants_of([title.pk])]
    assert found == [(place, accounts[place].pk) for place in (4, 3, 1, 2, 0)]
    assert (queries.grant_on(title, grants[0].pk), queries.grant_on(other, grants[0].pk)) == (grants[0], None)
    assert queries.granted_titles(accounts[0], [title.pk, other.pk]) == {title.pk}
    assert (queries.granted_titles(accounts[1], [title.pk]), queries.granted_titles(None, [title.pk])) == (set(), set())


def test_a_card_in_words_says_what_is_known_of_length_and_episodes() -> None:
    credits = [credit("director", "Ann Hui")]
    series = {"kind": "series", "year": 2026, "minutes": 45, "episodes": 10, "credits": credits}
    make_title("Long", **series, countries=[{"code": "HK", "share": None}])
    make_title("Short", kind="film", credits=credits)
    numbers = list(Title.objects.values_list("pk", flat=True))
    said = {card.name: card.in_words("en") for card in queries.cards(numbers, Audience.BADGE)}
    assert ("45 min" in said["Long"], "10 episodes" in said["Long"], "2026" in said["Long"]) == (True, True, True)
    assert ("min" in said["Short"], "episode" in said["Short"]) == (False, False)
    assert said["Long"].endswith("Ann Hui") and said["Short"].endswith("Ann Hui")


def test_a_credit_leads_to_its_company() -> None:
    company = make_organisation("Lantern")
    make_title("One", credits=[credit("sales", "Lantern", organisation=company.code)])
    (card,) = queries.cards(list(Title.objects.values_list("pk", flat=True)), Audience.BADGE)
    (row,) = card.document["credits"]
    assert (row["name"], row["organisation"], row["person"]) == ("Lantern", company.code, "")


def test_a_card_has_the_credits_that_the_record_has() -> None:
    person = make_person("Mei Chan")
    credits = [credit("cast", "Mei Chan", note="as Lin", person=person.code), credit("writer", "Bo Lo")]
    title = make_title("One", credits=credits)
    (card,) = queries.cards([title.pk], Audience.BADGE)
    assert card.document["credits"] == credits == loaded_document(title)["credits"]
