"""Declare the outbox: every letter of an edition, and what became of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from praya.core.letters.models import Letter
from praya.core.lists.declaring import Asked, Column, Listing, declare_list
from praya.core.lists.filters import Filters
from praya.core.texts.states import state_word
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import visit_edition
from praya.meet.outbox.queries import dressed, letters_to, mailings_of, open_kinds


class LetterFilters(Filters):
    """Read which letters are looked for."""

    q = forms.CharField(label=_("Name, e-mail"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Letter"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)

    def offer(self) -> None:
        """Offer the kinds and the states that there are."""
        self.choose("kind", ("", _("all")), *open_kinds())
        self.choose("state", ("", _("all")), *((state, state_word(state)) for state in Letter.State.values))


def _mailings(asked: Asked) -> dict[str, Any]:
    return {"mailings": mailings_of(asked.visit.edition)}


OUTBOX = declare_list(
    Listing(
        name="manage_letters",
        address="e/<slug:edition>/manage/letters/",
        heading=_("Letters"),
        about=_("What is written to the people of this edition. Letters to many wait here until you have read one."),
        rule=may_organise,
        visit=visit_edition,
        filters=LetterFilters,
        rows=lambda asked: letters_to(asked.visit.edition, **asked.wanted),
        dress=lambda asked, rows: dressed(rows),
        columns=(
            Column("reader", _("To")),
            Column("address", _("E-mail address")),
            Column("what", _("Letter"), coded="kind"),
            Column("state", _("State"), lambda row: state_word(row["state"]), coded="state"),
            Column("due_at", _("Due (UTC)"), type="instant"),
            Column("ended_at", _("Sent (UTC)"), type="instant"),
            Column("fault", _("What the mail server said")),
            Column("code", _("Code")),
        ),
        template="meet/outbox/letters.html",
        context=_mailings,
    )
)
