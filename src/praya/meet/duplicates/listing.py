"""Declare the list of decided pairs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from praya.core.lists.columns import word_column
from praya.core.lists.declaring import Asked, Column, Listing, Tabs, declare_list
from praya.core.lists.filters import Filters
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import visit_edition
from praya.meet.duplicates.queries import decided_pairs, named, standing
from praya.meet.duplicates.wording import KIND_WORDS, STATE_WORDS


class DecidedFilters(Filters):
    """Read which decisions are looked for, about which kind of record."""

    state = forms.ChoiceField(label=_("Decision"), required=False, choices=[("", _("all")), *STATE_WORDS.items()])
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all")), *KIND_WORDS.items()])


def _around(asked: Asked) -> dict[str, Any]:
    counts = standing(asked.visit.edition.market_id)
    choices = [("", _("all"), counts.done), *((key, word, counts.decided[key]) for key, word in STATE_WORDS.items())]
    return {"tabs": Tabs("state", _("Decision"), choices)}


DECIDED_PAIRS = declare_list(
    Listing(
        name="manage_duplicates_decided",
        address="e/<slug:edition>/manage/duplicates/decided/",
        heading=_("Decided pairs"),
        about=_("Whatever was decided is remembered by searches and imports, until somebody takes it back."),
        rule=may_organise,
        visit=visit_edition,
        filters=DecidedFilters,
        rows=lambda asked: decided_pairs(asked.visit.edition.market_id, **asked.wanted),
        dress=lambda asked, rows: named(rows),
        columns=(
            Column("one", _("One record"), lambda row: row["left"]["name"]),
            Column("other", _("The other"), lambda row: row["right"]["name"]),
            word_column("decision", _("Decision"), STATE_WORDS, lambda row: row["pair"].state),
            Column("by", _("By"), lambda row: str(row["pair"].by or "")),
            Column("at", _("When (UTC)"), lambda row: row["pair"].decided_at, type="instant", sort="decided_at"),
            Column("code", _("Code"), lambda row: row["pair"].code),
        ),
        template="meet/duplicates/decided.html",
        context=_around,
    )
)
