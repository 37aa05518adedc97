"""Declare the lists of works: what waits for the organisers, what a company keeps, and what was changed on one work."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from praya.core.audit.deeds import sentence_of
from praya.core.audit.models import Entry
from praya.core.catalogue.document import TITLE
from praya.core.documents.differences import differences
from praya.core.documents.queries import can_be_undone, history_of
from praya.core.lists.columns import state_column
from praya.core.lists.declaring import Asked, Column, Listing, Tabs, declare_list
from praya.core.lists.filters import Filters
from praya.core.lists.ranked import nearest_first, nobody_called, typed_words, with_parts
from praya.core.texts.states import state_word
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import visit_edition
from praya.meet.works.models import Work
from praya.meet.works.queries import review_mark
from praya.meet.works.rules import may_keep_works, owns
from praya.show.records.calling import works_called
from praya.show.records.queries import RETURNED, SHOWN, WAITS, own_work, own_works, review_counts, title_to_edit, works_to_review

_STATES = {WAITS: _("Waiting"), SHOWN: _("Shown"), RETURNED: _("Returned")}


class ReviewFilters(Filters):
    """Read which works are looked for; those that wait, unless something else is asked."""

    q = forms.CharField(label=_("Title or company"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[*_STATES.items()])

    @property
    def wanted(self) -> dict[str, Any]:
        """Return the words and the state."""
        wanted: dict[str, Any] = super().wanted
        return wanted | {"state": wanted["state"] or WAITS}


def _review_tabs(asked: Asked) -> dict[str, Any]:
    counts = review_counts(asked.visit.edition)
    tabs = Tabs("state", _("State"), [(key, word, counts[key]) for key, word in _STATES.items()])
    return {"tabs": tabs, "nobody_called": nobody_called(asked)}


def _to_review(asked: Asked) -> Any:
    rows, words = works_to_review(asked.visit.edition, asked.wanted["state"]), typed_words(asked.wanted["q"])
    return nearest_first(asked, *works_called(rows, words, asked.visit.audience)) if words else rows


def _review_row(asked: Asked, work: Work) -> dict[str, Any]:
    waits, is_change = asked.wanted["state"] == WAITS, work.status == Work.Status.ACCEPTED
    return {
        "pk": work.pk,
        "work": work,
        "seen": review_mark(work) if waits else "",
        "waits": waits,
        "state": ("changed" if is_change else "submitted") if waits else work.status,
        "word": (_("changes") if is_change else _("new")) if waits else state_word(work.status),
    }


REVIEW = declare_list(
    Listing(
        name="manage_works",
        address="e/<slug:edition>/manage/works/",
        heading=_("Works"),
        about=_("What companies submit is shown once you approve it."),
        rule=may_organise,
        visit=visit_edition,
        filters=ReviewFilters,
        rows=_to_review,
        dress=lambda asked, rows: with_parts(asked, (_review_row(asked, work) for work in rows)),
        columns=(
            Column("name", _("Title"), lambda row: row["work"].title.name, sort="title__name"),
            Column("company", _("Company"), lambda row: row["work"].title.owner.name if row["work"].title.owner else ""),
            Column("state", _("State"), lambda row: str(row["word"]), coded="state"),
            Column("code", _("Code"), lambda row: row["work"].title.code),
        ),
        per_page=40,
        template="show/records/review.html",
        context=_review_tabs,
    )
)


MY_WORKS = declare_list(
    Listing(
        name="my_works",
        address="e/<slug:edition>/mine/",
        heading=_("My works"),
        about="The works of one's organisation, those that need something first.",
        rule=may_keep_works,
        visit=visit_edition,
        rows=lambda asked: own_works(asked.visit),
        key="title__pk",
        columns=(
            Column("name", _("Title")),
            state_column("status", _("State")),
            Column("complete", _("Complete, per cent"), "done__percent", type="whole"),
            Column("remark", _("Remark")),
            Column("next", _("Next step"), "next_step", type="prose"),
            Column("asking", _("Ask to read it"), "waits", type="whole"),
            Column("code", _("Code"), "title__code"),
        ),
        per_page=30,
        template="show/records/mine.html",
        context=lambda asked: {"organisation": asked.visit.delegate and asked.visit.delegate.organisation},
    )
)


def _changes(asked: Asked, entries: list[Entry]) -> list[dict[str, Any]]:
    lines = []
    for entry in entries:
        is_change, after = can_be_undone(asked.subject[0], entry), entry.after or {}
        changes = differences(TITLE, entry.before, entry.after) if is_change else []
        told = {"status": after.get("status", ""), "remark": after.get("remark", "")}
        lines.append({"entry": entry, "can_undo": is_change, "changes": changes, **told})
    return lines


def _who(row: dict[str, Any]) -> str:
    account = row["entry"].account
    return str(getattr(account, "person", None) or account or "Praya")


HISTORY = declare_list(
    Listing(
        name="my_work_history",
        address="e/<slug:edition>/mine/<slug:code>/changes/",
        heading=_("History"),
        about=_("Who changed what, the newest first. One change can be undone without losing those made since."),
        rule=may_keep_works,
        visit=visit_edition,
        subject=title_to_edit,
        rows=lambda asked: history_of(asked.subject[0], None if owns(asked.visit, asked.subject[0]) else asked.visit.edition.pk),
        dress=_changes,
        columns=(
            Column("at", _("When (UTC)"), lambda row: row["entry"].at, type="instant"),
            Column("who", _("Who"), _who),
            Column("what", _("What"), lambda row: sentence_of(row["entry"].action), coded=lambda row: row["entry"].action),
            state_column("state", _("State"), "status"),
            Column("remark", _("Remark")),
        ),
        per_page=30,
        template="show/records/history.html",
        context=lambda asked: {"own": own_work(*asked.subject)},
    )
)
