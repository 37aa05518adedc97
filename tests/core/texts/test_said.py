"""A sentence is kept by its message and its words, and said again in another language."""

from __future__ import annotations

import copy
import json

import pytest
from django.utils.translation import gettext_lazy, ngettext_lazy, override, pgettext_lazy

from praya.core.actions.refusing import Refused
from praya.core.texts.said import (
    counted,
    gettext,
    joined,
    joined_clauses,
    joined_sentences,
    ngettext,
    packed,
    retold,
    told,
    unpacked,
)


def again(text: object, language: str = "zh-hant") -> str:
    """Return a text as it is read after it was kept as JSON."""
    kept = json.loads(json.dumps(told(text)))
    with override(language):
        return retold(kept)


def test_a_sentence_is_said_again_with_its_words_in_any_language() -> None:
    text = gettext("the same as row %(row)d; taken once") % {"row": 7}
    assert (text, type(str(text))) == ("the same as row 7; taken once", str)
    assert again(text, "en") == text
    assert "7" in again(text) and again(text) != text


def test_numbers_choose_their_form_again() -> None:
    one, two = (ngettext("%(count)d row", "%(count)d rows", count) % {"count": count} for count in (1, 2))
    assert [again(text, "en") for text in (one, two)] == ["1 row", "2 rows"]
    assert again(two, "ar") == "صفان"
    lazy = ngettext_lazy("%(count)d row", "%(count)d rows", "count")
    assert [again(counted(lazy, count), "en") for count in (1, 3)] == ["1 row", "3 rows"]


def test_words_and_lists_within_are_said_again_too() -> None:
    state = pgettext_lazy("status", "approved")
    text = gettext("this request is %(status)s; it is not sent again") % {"status": state}
    with override("zh-hant"):
        assert again(text) == gettext("this request is %(status)s; it is not sent again") % {"status": str(state)}
    assert again(joined(["HKG", "", "MFM"])) == "HKG、MFM"
    assert again(joined_clauses(["a", "b"])) == "a；b"
    both = joined_sentences([gettext_lazy("Works"), "Mei."])
    assert (both, again(both)) == ("Works Mei.", "作品 Mei.")
    assert again(joined_sentences([gettext("Works")])) == "作品"


@pytest.mark.parametrize("text", ["", "Mei", '{"say', "{", "[]", "100 %"])
def test_what_remembers_nothing_stays_as_it_is(text: str) -> None:
    assert (told(text), retold(text), unpacked(packed(text))) == (text, text, text)


def test_a_sentence_survives_a_column_of_texts_a_copy_and_a_refusal() -> None:
    text = gettext("The work on this file stopped: %(fault)s") % {"fault": 'a "quote" of 50 %'}
    with override("pt"):
        said = gettext("The work on this file stopped: %(fault)s") % {"fault": 'a "quote" of 50 %'}
        assert unpacked(packed(text)) == said
        assert retold(told(copy.deepcopy(text))) == said
        assert retold(told(Refused(text).sentences[0])) == said


def test_what_puts_itself_off_in_another_way_is_kept_as_it_reads_now() -> None:
    assert told(ngettext_lazy("%(count)d row", "%(count)d rows", "count") % {"count": 2}) == "2 rows"
