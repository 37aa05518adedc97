"""Declare the outbox: every letter of an edition and what became of it, and who was invited."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from praya.core.letters.models import Letter
from praya.core.lists.columns import state_column
from praya.core.lists.declaring import Asked, Column, Listing, declare_list
from praya.core.lists.filters import Filters
from praya.core.lists.ranked import nearest_first, nobody_called, typed_words, with_parts
from praya.core.texts.states import state_word
from praya.meet.accreditation.queries import approved
from praya.meet.accreditation.ranking import delegates_called
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import visit_edition
from praya.meet.outbox.queries import dressed, letters_to, mailings_of, open_kinds
from praya.meet.outbox.queries_inviting import STAGES, invited_rows, stage_counts


class LetterFilters(Filters):
    """Read which letters are looked for."""

    q = forms.CharField(label=_("Name, e-mail"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Letter"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)

    def offer(self) -> None:
        """Offer the kinds and the states that there are."""
        self.choose("kind", ("", _("all")), *open_kinds())
        self.choose("state", ("", _("all")), *((state, state_word(state)) for state in Letter.State.values))


class StageFilters(Filters):
    """Read which of the invited are looked for."""

    q = forms.CharField(label=_("Name, e-mail, company"), required=False, max_length=100)
    stage = forms.ChoiceField(label=_("How far they are"), required=False)

    def offer(self) -> None:
        """Offer the stages."""
        self.choose("stage", ("", _("all")), *((stage, state_word(stage)) for stage in STAGES))


def _stages(asked: Asked) -> dict[str, Any]:
    counts = stage_counts(asked.visit.edition)
    total = sum(counts.values())
    lines = [(stage, state_word(stage), count, round(100 * count / total) if total else 0) for stage, count in counts.items()]
    return {"lines": lines, "total": total, "nobody_called": nobody_called(asked), "width": 5}


def _signed_in_on(row: Any) -> str:
    """Return the day: organisers need not know at which hour somebody comes."""
    return row["signed_in_at"].date().isoformat() if row["signed_in_at"] else ""


def _invited(asked: Asked) -> Any:
    """Return the approved delegates; those whom the words name the nearest first."""
    edition, wanted = asked.visit.edition, asked.wanted
    words = typed_words(wanted.pop("q"))
    if not words:
        return invited_rows(edition, **wanted)
    found, matches = delegates_called(approved(edition=edition.pk), words, asked.visit.audience)
    return nearest_first(asked, invited_rows(edition, **wanted).filter(pk__in=found.order_by().values("pk")), matches)


INVITATIONS = declare_list(
    Listing(
        name="manage_invitations",
        address="e/<slug:edition>/manage/invitations/",
        heading=_("Invitations"),
        about=_("Who of the approved delegates was invited, has signed in and says that they come."),
        rule=may_organise,
        visit=visit_edition,
        filters=StageFilters,
        rows=_invited,
        dress=with_parts,
        columns=(
            Column("name", _("Name"), sort="person__name"),
            Column("email", _("E-mail address")),
            Column("company", _("Company"), sort="organisation__name"),
            state_column("stage", _("How far they are")),
            Column("invited_at", _("Invited (UTC)"), type="instant", sort="invited_at"),
            Column("letter_fault", _("What the mail server said")),
            Column("opened_at", _("Account opened (UTC)"), type="instant"),
            Column("signed_in_on", _("Last signed in (UTC)"), _signed_in_on, sort="person__account__last_login"),
            Column("answered_at", _("Answered (UTC)"), type="instant"),
            Column("words", _("What they wrote")),
            Column("code", _("Code")),
        ),
        acts="manage_invite",
        template="meet/outbox/invitations.html",
        context=_stages,
    )
)


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
