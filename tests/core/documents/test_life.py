"""Lead one kind of record through its whole life: entered, drafted, contested, submitted, returned, approved, undone, read."""

from __future__ import annotations

from dataclasses import astuple
from typing import Any

import pytest

from praya.core.access.audiences import Audience
from praya.core.actions.refusing import Refused
from praya.core.actions.seeing import mark_of
from praya.core.audit import deeds
from praya.core.audit.models import Entry
from praya.core.documents.actions import enter, revise, undo_revision
from praya.core.documents.audiences import hidden_on_request, visible_document
from praya.core.documents.checking import Faulty, faults_of, sound, tidy
from praya.core.documents.declaring import loaded_document, schema_of
from praya.core.documents.differences import differences
from praya.core.documents.drafting import (
    apply_draft,
    check_seen,
    discard_draft,
    draft_of,
    draft_without,
    keep_part,
    reading_mark,
    restore_draft,
    return_draft,
    submit_draft,
    working_document,
)
from praya.core.documents.queries import can_be_undone, change_of, history_of
from tests.builders import make_account, make_organisation
from tests.core.documents.offers import OFFER, Offer, OfferDraft, indexed, make_tables, offer


@pytest.fixture(autouse=True)
def _tables(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    make_tables()
    monkeypatch.setattr(deeds._declared, "sentences", {one: one for one in astuple(OFFER.deeds)})
    indexed.clear()


def fresh(record: Offer) -> Offer:
    """Return an offer read anew."""
    return Offer._default_manager.get(pk=record.pk)


def trail(record: Offer) -> list[tuple[Any, ...]]:
    """Return who did what to an offer, the earliest first, with the facts before and after."""
    found = Entry.objects.filter(subject="tests.offer", subject_id=str(record.pk)).order_by("pk")
    return list(found.values_list("action", "account", "edition", "before", "after"))


def test_an_offer_lives_from_its_entry_to_an_undone_change() -> None:
    ana, bo, organiser = make_account(), make_account(), make_account()
    entered = enter(OFFER, offer(), by=ana, edition=3)
    seen = mark_of(working_document(entered), ["price"])

    assert keep_part(entered, {"price": 600_00}, seen=seen, by=ana).theirs is None
    contested = keep_part(entered, {"price": 700_00}, seen=seen, by=bo)
    assert contested.theirs is not None
    assert (contested.theirs["price"], contested.typed["price"], contested.is_new) == (600_00, 700_00, False)
    assert (fresh(entered).price, working_document(fresh(entered))["price"]) == (500_00, 600_00)

    submit_draft(entered, by=ana)
    return_draft(entered, "Too low", by=organiser, edition=3)
    assert (OfferDraft._default_manager.get().status, OfferDraft._default_manager.get().remark) == ("returned", "Too low")
    with pytest.raises(Refused, match="no changes here any more"):
        return_draft(entered, "Again", by=organiser)
    submit_draft(entered, by=ana)
    approved = apply_draft(entered, by=organiser, edition=3)
    assert (approved.price, approved.version, draft_of(fresh(entered))) == (600_00, 2, None)

    undone = undo_revision(entered, history_of(entered).get(action="revise offer"), by=bo, edition=3)
    assert (undone.price, undone.version) == (500_00, 3)
    assert trail(entered) == [
        ("enter offer", ana.pk, 3, None, offer()),
        ("begin offer", ana.pk, 0, None, None),
        ("submit offer", ana.pk, 0, None, None),
        ("return offer", organiser.pk, 3, None, {"remark": "Too low"}),
        ("submit offer", ana.pk, 0, None, None),
        ("revise offer", organiser.pk, 3, {"price": 500_00}, {"price": 600_00}),
        ("undo offer", bo.pk, 3, {"price": 600_00}, {"price": 500_00}),
    ]
    assert indexed == [entered.pk] * 3


READ = {"price": None, "terms": [], "note": None}
TERMS = offer()["terms"]


@pytest.mark.parametrize(
    ("parts", "audience", "is_granted", "read"),
    [
        ({}, Audience.PUBLIC, False, None),
        ({}, Audience.BADGE, False, READ | {"terms": TERMS[:1]}),
        ({}, Audience.BUYER, False, READ | {"price": 500_00, "terms": TERMS}),
        ({"level": "public"}, Audience.PUBLIC, False, READ),
        ({"level": "private"}, Audience.BUYER, True, None),
        ({"visibility": {"price": "request"}}, Audience.BUYER, False, READ | {"terms": TERMS}),
        ({"visibility": {"price": "request"}}, Audience.BADGE, True, READ | {"price": 500_00, "terms": TERMS[:1]}),
    ],
)
def test_each_audience_reads_what_its_level_lets_it(
    parts: dict[str, Any], audience: Audience, is_granted: bool, read: dict[str, Any] | None
) -> None:
    document = loaded_document(enter(OFFER, offer(**parts), by=None))
    shown = visible_document(OFFER, document, audience, is_granted=is_granted)
    assert shown == (None if read is None else {**{k: v for k, v in document.items() if k != "visibility"}, **read})


def test_what_is_shown_on_request_is_named_where_there_is_something() -> None:
    asked = {"price": "request", "terms": "request"}
    assert hidden_on_request(OFFER, offer(visibility=asked)) == ["price", "terms"]
    assert hidden_on_request(OFFER, offer(visibility=asked, price=None, terms=[])) == []
    assert hidden_on_request(OFFER, offer(terms=[{"right": "svod", "level": "request"}])) == ["terms"]


def test_a_change_at_once_is_checked_compared_and_told_by_what_differs() -> None:
    entered = enter(OFFER, offer(), by=None)
    seen = mark_of(offer(), ["buyer", "price"])
    first = revise(entered, {"buyer": " Pier ", "price": 1_00}, by=None, seen=seen)
    assert (first.theirs, first.record.buyer, first.record.version) == (None, "Pier", 2)
    assert revise(entered, {"buyer": "Pier"}, by=None, seen=seen).theirs is None
    late = revise(entered, {"buyer": "Quay", "price": 2_00}, by=None, seen=seen)
    assert late.theirs is not None
    assert (late.theirs["buyer"], fresh(entered).buyer) == ("Pier", "Pier")
    with pytest.raises(Faulty, match="A name is needed"):
        revise(entered, {"buyer": ""}, by=None, seen=seen)
    told = [(before, after) for _action, _by, _edition, before, after in trail(entered)[1:]]
    assert told == [({"buyer": "Lantern", "price": 500_00}, {"buyer": "Pier", "price": 1_00})]


def test_a_change_is_undone_alone_or_within_a_draft_and_never_over_a_later_one() -> None:
    entered = enter(OFFER, offer(), by=None)
    other = enter(OFFER, offer(), by=None)
    revise(entered, {"price": 1_00}, by=None, edition=4)
    entry = history_of(entered).get(action="revise offer")
    assert (change_of(entered, entry.pk), change_of(other, entry.pk)) == (entry, None)
    assert (can_be_undone(entered, entry), can_be_undone(other, entry)) == (True, False)
    assert [found.action for found in history_of(entered, 5)] == ["enter offer"]
    assert draft_without(entered, entry, by=None).document["price"] == 500_00
    revise(entered, {"price": 2_00}, by=None)
    with pytest.raises(Refused, match="changed again since: Price"):
        undo_revision(entered, entry, by=None)


def test_a_draft_is_thrown_away_and_brought_back() -> None:
    entered = enter(OFFER, offer(), by=None)
    keep_part(entered, {"note": "x" * 300}, seen="", by=None)
    with pytest.raises(Faulty, match="300 characters; 200"):
        submit_draft(entered, by=None)
    discard_draft(entered, by=None)
    assert working_document(fresh(entered)) == offer()
    assert restore_draft(entered, by=None).document["note"] == "x" * 300
    with pytest.raises(Refused, match="no draft to bring back"):
        restore_draft(entered, by=None)


def test_a_draft_holds_what_its_author_changed_and_nothing_that_others_change_meanwhile() -> None:
    entered = enter(OFFER, offer(), by=None)
    keep_part(entered, {"price": 600_00, "terms": TERMS[:1], "buyer": "Lantern"}, seen="", by=None)
    keep_part(entered, {"terms": TERMS}, seen="", by=None)
    assert OfferDraft._default_manager.get().document == {"price": 600_00}
    revise(entered, {"note": "Ask Bo first", "buyer": "Pier"}, by=None)
    both = offer(price=600_00, note="Ask Bo first", buyer="Pier")
    assert working_document(fresh(entered)) == both
    submit_draft(entered, by=None)
    assert loaded_document(apply_draft(entered, by=None)) == both
    assert trail(entered)[-1][3:] == ({"price": 500_00}, {"price": 600_00})


def test_a_draft_that_was_kept_whole_is_read_and_becomes_small_when_it_is_saved() -> None:
    entered = enter(OFFER, offer(), by=None)
    OfferDraft._default_manager.create(offer=entered, document=offer(price=600_00))
    assert working_document(fresh(entered)) == offer(price=600_00)
    keep_part(entered, {"note": ""}, seen="", by=None)
    assert OfferDraft._default_manager.get().document == {"price": 600_00, "note": ""}


def test_what_the_house_itself_writes_in_standard_form_is_nobodys_change() -> None:
    entered = enter(OFFER, offer(), by=None)
    Offer._default_manager.update(buyer=" Lantern ")
    keep_part(entered, {"price": 600_00}, seen="", by=None)
    assert OfferDraft._default_manager.get().document == {"price": 600_00}


def test_a_reviewer_is_told_of_what_was_written_beside_every_version() -> None:
    entered = enter(OFFER, offer(), by=None)
    keep_part(entered, {"price": 1_00}, seen="", by=None)
    seen, beside = reading_mark(fresh(entered)), reading_mark(fresh(entered), "a picture")
    Offer._default_manager.update(note="Ask Bo first")
    assert reading_mark(fresh(entered)) != seen
    Offer._default_manager.update(note="Ask Ana first")
    assert (reading_mark(fresh(entered)), reading_mark(fresh(entered), "a picture")) == (seen, beside)
    assert len({seen, beside, reading_mark(fresh(entered), "another")}) == 3


def test_a_reviewer_decides_only_about_what_was_seen() -> None:
    entered = enter(OFFER, offer(), by=None)
    keep_part(entered, {"price": 1_00}, seen="", by=None)
    seen = reading_mark(fresh(entered))
    check_seen(reading_mark(fresh(entered)), seen)
    keep_part(entered, {"price": 2_00}, seen="", by=None)
    with pytest.raises(Refused, match="changed while you were looking"):
        check_seen(reading_mark(fresh(entered)), seen)
    check_seen(reading_mark(fresh(entered)), "")


@pytest.mark.parametrize(
    ("parts", "faults"),
    [
        ({}, []),
        ({"buyer": ""}, [("buyer", "A name is needed.")]),
        ({"buyer": "x" * 201}, [("buyer", "A name has at most 200 characters; this one has 201.")]),
        ({"currency": ""}, [("currency", "“” is no currency code. Use three letters such as USD, HKD or CNY.")]),
        ({"price": "much"}, [("price", f"Type a whole number from 0 to {10**15}.")]),
        ({"terms": [{"right": "magic"}]}, [("terms.0.right", "Choose one of: SVOD, theatrical.")]),
        (
            {"terms": [{"where": ["Atlantis"]}]},
            [("terms.0.where", "“Atlantis” is no country or region code. Use two letters such as HK, FR or MO.")],
        ),
        ({"terms": [{"right": "svod", "on": "soon"}]}, [("terms.0.on", "Type a day as 2026-03-17.")]),
        ({"terms": [{"right": "svod", "level": "nobody"}]}, [("terms.0.level", "Choose who may read this.")]),
        ({"terms": [{"right": "svod"}] * 201}, [("terms", "There are 201 rows; 200 are the most.")]),
        (
            {"details": {"language": "Elvish"}},
            [
                (
                    "details.language",
                    "“Elvish” is no language we know. Choose one of the list, or type a tag such as zh-Hant or yue.",
                )
            ],
        ),
        ({"level": ""}, [("level", "Choose who may find the record.")]),
        ({"visibility": {"price": "nobody"}}, [("visibility.price", "Choose who may read this.")]),
        ({"price": 0, "note": ""}, [("note", "Say why it costs nothing.")]),
    ],
)
def test_every_kind_of_field_is_checked_where_it_stands(parts: dict[str, Any], faults: list[tuple[str, str]]) -> None:
    assert [(fault.place, fault.message) for fault in faults_of(OFFER, offer(**parts))] == faults


def test_what_says_nothing_is_left_out() -> None:
    rows = [{"right": "", "where": [], "is_exclusive": True}, {"right": "", "where": ["HK"]}]
    clean = tidy(OFFER, {"buyer": " Lantern ", "terms": rows, "details": {"language": ""}})
    assert clean == {"buyer": "Lantern", "terms": rows[1:], "details": {}, "visibility": {}}
    assert sound(OFFER, offer()) == offer()


def test_differences_are_told_by_the_kinds_of_fields() -> None:
    after = offer(price=600_00, note="", terms=TERMS[:1], details={"language": "fr", "other": "x"}, visibility={"price": "badge"})
    assert [(one.label, one.was, one.becomes) for one in differences(OFFER, offer(), after)] == [
        ("Price", "HK$500", "HK$600"),
        ("Terms", "theatrical (buyers)", ""),
        ("Language", "Cantonese", "French"),
        ("other", "", "x"),
        ("Note", "Ask Ana first", ""),
        ("Price, who may read it", "buyers", "badge holders"),
    ]
    first = differences(OFFER, offer(terms=[]), offer(terms=TERMS[:1]))
    assert [one.becomes for one in first] == ["SVOD (Hong Kong, Macao, 1 Apr 2027, exclusive)"]


def test_a_place_is_typed_on_the_page_that_asks_for_it() -> None:
    pages = {"buyer": "deal", "terms.0.right": "deal", "visibility.price": "readers", "visibility": "readers", "price": "deal"}
    assert {place: OFFER.section_of(place).key for place in pages} == pages


def test_what_nobody_declared_is_no_document() -> None:
    with pytest.raises(KeyError):
        schema_of(make_account())
    assert schema_of(make_organisation()).deeds.revise == "change organisation"
