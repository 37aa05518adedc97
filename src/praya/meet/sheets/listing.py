"""Declare the rows of an import with their fates, for every desk at which sheets are brought in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from praya.core.lists.declaring import Asked, Column, Listing, Tabs, declare_list
from praya.core.lists.filters import Filters
from praya.core.sheets.faults import worded
from praya.meet.accreditation.visits import visit_edition
from praya.meet.sheets.desks import Desk
from praya.meet.sheets.queries import fates_of, mends_of, own_import

NOTED = "noted"
STATE_WORDS = {
    "fault": ("wrong", pgettext_lazy("row of an import", "fault")),
    "new": ("new", pgettext_lazy("row of an import", "new")),
    "changed": ("changed", pgettext_lazy("row of an import", "changed")),
    "unchanged": ("unchanged", pgettext_lazy("row of an import", "unchanged")),
    "duplicate": ("unchanged", pgettext_lazy("row of an import", "repeated")),
    "private": ("unchanged", pgettext_lazy("row of an import", "private")),
}
_STATES = [(state, word) for state, (_look, word) in STATE_WORDS.items()]


class FateFilters(Filters):
    """Read which fates are looked for."""

    state = forms.ChoiceField(label=_("Fate"), required=False, choices=[*_STATES, (NOTED, _("worth a look"))])


def _rows(asked: Asked) -> list[dict[str, Any]]:
    fates, state = fates_of(asked.subject), asked.wanted["state"]
    if state == NOTED:
        return [fate for fate in fates if fate["notes"] and fate["state"] in {"new", "unchanged"}]
    return [fate for fate in fates if fate["state"] == state] if state else fates


def _dressed(asked: Asked, fates: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**worded(fate), **dict(zip(("look", "word"), STATE_WORDS[fate["state"]], strict=True))} for fate in fates]


def _reasons(fate: dict[str, Any]) -> str:
    return "\n".join([*fate["notes"], *(fault["sentence"] for fault in fate["faults"])])


def _counted(asked: Asked) -> dict[str, Any]:
    counts = asked.subject.counts
    states = [(state, word, counts[state]) for state, word in _STATES if counts.get(state)]
    total = sum(counts.values())
    tabs = [("", _("all"), total), *states, (NOTED, _("worth a look"), None)]
    faults = counts.get("fault", 0)
    return {
        "tabs": Tabs("state", _("Fate"), tabs),
        "counts": states,
        "total": total,
        "faults": faults,
        "good": total - faults - counts.get("duplicate", 0),
        "mended": len(mends_of(asked.subject)),
    }


def fates_at(desk: Desk) -> Listing:
    """Declare the rows of an import at a desk; only whoever brought the file reads them."""
    return declare_list(
        Listing(
            name=f"{desk.name}_file",
            address=f"{desk.address}<slug:code>/",
            file_route=f"{desk.name}_rows",
            heading=_("What the file would do"),
            about="What every row of a file that one brought would do.",
            rule=desk.rule,
            visit=visit_edition,
            subject=lambda visit, code: own_import(visit, desk, code),
            filters=FateFilters,
            rows=_rows,
            dress=_dressed,
            key="number",
            columns=(
                Column("sheet", _("Sheet")),
                Column("row", _("Row"), type="whole"),
                Column("fate", _("Fate"), lambda fate: str(fate["word"]), coded="state"),
                Column("about", _("About"), "subject"),
                Column("reasons", _("What changes, or what to mend"), _reasons, type="prose"),
            ),
            per_page=100,
            context=_counted,
        )
    )
