"""Declare the list of reasons: what became of suggestions by kind."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.lists.declaring import Asked, Column, Listing, declare_list
from praya.match.suggestions.tuning import Persuasion, latest_runs, persuasions
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import visit_edition


def _persuasions(asked: Asked) -> list[Persuasion]:
    edition = asked.visit.edition.pk
    _waiting, done = latest_runs(edition)
    return persuasions(edition, done.figures if done else {})


REASONS = declare_list(
    Listing(
        name="manage_suggestions",
        address="e/<slug:edition>/manage/suggestions/",
        files="e/<slug:edition>/manage/suggestions/file/<slug:kind>/",
        heading=_("Suggestions"),
        about="How often each kind of reason was shown, taken up and agreed to; sums below five are not told.",
        rule=may_organise,
        visit=visit_edition,
        rows=_persuasions,
        key="number",
        columns=(
            Column("reason", _("Reason"), "label", coded="code"),
            Column("shown", _("Shown"), type="whole"),
            Column("taken", _("Taken up"), type="whole"),
            Column("share", _("Share in per cent")),
            Column("asked", _("Asked"), type="whole"),
            Column("accepted", _("Accepted"), type="whole"),
        ),
    )
)
