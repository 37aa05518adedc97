"""Rooms declare what delegates are told; whoever is told reads it once as new."""

from __future__ import annotations

import pytest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from praya.core.audit.models import Entry
from praya.meet.notices import declaring
from praya.meet.notices.actions import read_notices, tell
from praya.meet.notices.declaring import declare_notice, look_of, sentence_of, summary_of
from praya.meet.notices.models import Notice
from praya.meet.notices.queries import notices_of
from tests.builders import make_delegate, make_edition


@pytest.fixture(autouse=True)
def _declared(monkeypatch) -> None:
    """Let there be two kinds of notices, of a room that is declared for these tests only."""
    monkeypatch.setattr(declaring, "_kinds", {})
    calls = ngettext_lazy("%(n)d call", "%(n)d calls", "n")
    declare_notice("called", _("%(who)s calls you."), look="moved", counted=calls, order=20)
    declare_notice("opened", _("The desk is open."), counted=_("the desk is open"), order=10)
    declare_notice("noted", _("Somebody has noted it."))


def test_a_kind_is_declared_once() -> None:
    with pytest.raises(ValueError, match="declared twice: called"):
        declare_notice("called", "Called.")
    assert set(declaring.kinds()) == {"called", "opened", "noted"}


def test_what_is_new_is_counted_in_the_order_of_the_kinds() -> None:
    assert summary_of(["called", "noted", "opened", "called"]) == ["the desk is open", "2 calls"]
    assert summary_of(["called"]) == ["1 call"]
    assert summary_of(["gone"]) == []


def test_a_notice_has_a_look_and_a_sentence_even_when_its_room_was_taken_out() -> None:
    assert (look_of("called"), sentence_of("called", "100% Film")) == ("moved", "100% Film calls you.")
    assert (look_of("opened"), sentence_of("opened", "")) == ("new", "The desk is open.")
    assert (look_of("gone"), sentence_of("gone", "")) == ("new", "")


@pytest.mark.django_db
def test_delegates_are_told_and_read_it_once() -> None:
    edition = make_edition()
    one, other = make_delegate(edition), make_delegate(edition)
    tell([one.pk, other.pk], "called", by="desk")
    tell([one.pk], "opened")
    assert [(notice.kind, notice.facts) for notice in notices_of(one)] == [("opened", {}), ("called", {"by": "desk"})]
    assert [read_notices(one, by=None, at=timezone.now()) for _turn in range(2)] == [2, 0]
    assert list(Notice.objects.filter(read_at=None).values_list("delegate", flat=True)) == [other.pk]
    assert list(Entry.objects.filter(action="read notices").order_by("pk").values_list("after__count", flat=True)) == [2, 0]


@pytest.mark.django_db
def test_nobody_is_told_what_no_room_has_declared() -> None:
    with pytest.raises(ValueError, match="No room has declared this notice: gone"):
        tell([make_delegate(make_edition()).pk], "gone")
    assert Notice.objects.count() == 0
