"""Decide in one place who reads what of a title: every level against every audience, for every part and every name."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praya.core.access.audiences import Audience, Level, may_read
from praya.core.catalogue.document import TITLE, display_name, name_map
from praya.core.catalogue.models import Title
from praya.core.catalogue.sections import PARTS
from praya.core.documents.audiences import hidden_on_request, visible_document
from praya.core.documents.declaring import loaded_document
from praya.core.texts.reading import write
from tests.builders import make_document, make_person, make_title

READERS = {"public": (0, 1, 2), "badge": (1, 2), "buyer": (2,), "request": (), "private": ()}
FILLED: dict[str, Any] = {
    "synopsis": write({"en": "S"}),
    "statement": write({"en": "T"}),
    "rights": write({"en": "R"}),
    "credits": [{"role": "director", "name": "N", "note": "", "person": "", "organisation": ""}],
    "budget_low": 1,
    "budget_high": 2,
    "secured_low": 1,
    "secured_high": 1,
    "seeking": [{"what": "finance", "where": [], "note": ""}],
    "materials": [{"kind": "deck", "label": "", "address": "https://a", "level": "public"}],
    "prizes": [{"prize": "P"}],
    "showings": [{"event": "E"}],
}


def document(**parts: Any) -> dict[str, Any]:
    """Return a document in which every part has something."""
    return make_document("A", **{"visibility": {}, **FILLED, **parts})


@pytest.mark.parametrize("part", list(PARTS))
@pytest.mark.parametrize("level", list(READERS))
@pytest.mark.parametrize("audience", list(Audience))
def test_every_part_at_every_level(part: str, level: str, audience: Audience) -> None:
    whole = document(visibility={part: level})
    for is_granted in (False, True):
        shown = visible_document(TITLE, whole, audience, is_granted=is_granted)
        assert shown is not None
        is_open = audience in READERS[level] or (level == "request" and is_granted)
        for name in PARTS[part][0]:
            assert (shown[name] == whole[name]) is is_open
            assert bool(shown[name]) is is_open
        others = [name for other, (names, _usual) in PARTS.items() if other != part for name in names]
        plain = visible_document(TITLE, document(), audience, is_granted=is_granted) or {}
        assert {name: shown[name] for name in others} == {name: plain[name] for name in others}


@pytest.mark.parametrize("level", ["public", "badge", "buyer", "private"])
@pytest.mark.parametrize("audience", list(Audience))
def test_the_record_itself(level: str, audience: Audience) -> None:
    assert (visible_document(TITLE, document(level=level), audience) is not None) is (audience in READERS[level])


def test_names_and_materials_are_narrowed_one_by_one() -> None:
    names = [
        {"text": "A", "tag": "en", "kind": "international", "level": "public"},
        {"text": "乙", "tag": "zh-Hant", "kind": "original", "level": "buyer"},
    ]
    deck, script = (
        {"kind": kind, "label": "", "address": f"https://{kind}", "level": level}
        for kind, level in (("deck", ""), ("script", "request"))
    )
    whole = document(names=names, materials=[deck, script], visibility={"materials": "public"})
    public, buyer = (
        visible_document(TITLE, whole, Audience.PUBLIC),
        visible_document(TITLE, whole, Audience.BUYER, is_granted=True),
    )
    assert public is not None
    assert buyer is not None
    assert [one["text"] for one in public["names"]] == ["A"]
    assert [one["text"] for one in buyer["names"]] == ["A", "乙"]
    assert (public["materials"], buyer["materials"]) == ([deck], [deck, script])


def test_a_title_of_which_no_name_may_be_read_is_not_there() -> None:
    assert visible_document(TITLE, document(names=[{"text": "A", "level": "buyer"}]), Audience.BADGE) is None


def test_what_is_shown_says_nothing_of_levels() -> None:
    shown = visible_document(TITLE, document(visibility={"budget": "private"}), Audience.BUYER)
    assert shown is not None
    assert "visibility" not in shown


@given(
    st.dictionaries(st.sampled_from(list(PARTS)), st.sampled_from(Level.values)), st.sampled_from(["public", "badge", "buyer"])
)
def test_a_narrower_audience_reads_all_that_a_wider_one_reads(visibility: dict[str, str], level: str) -> None:
    whole = document(visibility=visibility, level=level)
    wider = [visible_document(TITLE, whole, audience) for audience in Audience]
    for first, second in zip(wider, wider[1:], strict=False):
        if first is None:
            continue
        assert second is not None
        for names, _usual in PARTS.values():
            for name in names:
                assert not first[name] or first[name] == second[name]


def test_an_unknown_level_is_read_by_nobody() -> None:
    assert [may_read("everyone", audience, is_granted=True) for audience in Audience] == [False, False, False]


def test_what_is_on_request_is_named_only_where_there_is_something() -> None:
    whole = document(visibility={"synopsis": "request", "rights": "request"}, rights={})
    assert hidden_on_request(TITLE, whole) == ["synopsis", "budget", "finance"]
    assert hidden_on_request(TITLE, document(visibility={"budget": "private", "finance": "buyer"})) == []


def test_names_to_list_by() -> None:
    names = [
        {"text": "花樣年華", "kind": "original", "tag": "zh-Hant"},
        {"text": "Fa yeung nin wa", "kind": "romanised", "tag": ""},
    ]
    assert (display_name(names), display_name([]), name_map(names)["und"]) == ("花樣年華", "", "Fa yeung nin wa")


@pytest.mark.django_db
def test_a_loaded_document_asks_nothing_that_is_loaded_already(django_assert_num_queries: Any) -> None:
    person = make_person("Ng See-yuen")
    credits = [{"role": "cast", "name": name, "note": "", "person": person.code} for name in "ABC"]
    title = make_title("A", credits=credits, identifiers={"imdb": "tt0118694"})
    whole = ("credits__person", "credits__organisation", "identifiers")
    for loaded, queries in ((whole, 0), (("identifiers",), 1), ((), 2)):
        held = Title.objects.prefetch_related(*loaded).get(pk=title.pk)
        with django_assert_num_queries(queries):
            assert [row["person"] for row in loaded_document(held)["credits"]] == [person.code] * 3


def test_single_names_and_materials_on_request_are_named_once() -> None:
    names = [{"text": "A", "level": "public"}, {"text": "B", "level": "request"}]
    deck = {"kind": "deck", "address": "https://a", "level": "request"}
    whole = document(names=names, materials=[deck, deck], visibility={"budget": "buyer", "finance": "buyer"})
    assert hidden_on_request(TITLE, whole) == ["names", "materials"]
    whole["visibility"]["materials"] = "request"
    assert hidden_on_request(TITLE, whole) == ["materials", "names"]


def test_the_name_to_list_by_is_the_first_of_the_best_kind() -> None:
    order = ["international", "original", "romanised", "festival", "working", "other", "nick"]
    names = [{"text": kind, "kind": kind} for kind in order]
    assert [display_name(reversed(names[place:])) for place in range(7)] == order
    assert display_name([{"text": ""}, {"text": "A"}, {"text": "B"}]) == "A"
    assert display_name([{"text": "A", "kind": "other"}, {"text": "B"}, {"text": "C", "kind": "other"}]) == "A"
