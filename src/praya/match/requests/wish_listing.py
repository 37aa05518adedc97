"""Declare the wishes of one's own side."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from praya.core.lists.columns import state_column, word_column
from praya.core.lists.declaring import Column, Listing, declare_list
from praya.core.lists.filters import Filters
from praya.match.requests.models import Wish
from praya.match.requests.my_wishes import balance_of, wish_lines, wish_rows
from praya.meet.accreditation.rules import may_meet
from praya.meet.accreditation.visits import visit_edition
from praya.meet.parties.sides import visiting_side

LEVELS = {
    "must": pgettext_lazy("wish", "Must"),
    "like": pgettext_lazy("wish", "Like"),
    "no": pgettext_lazy("wish", "No"),
}
CHANCES = {
    "scheduled": _("booked"),
    "agreed": _("good: both sides want it, and the schedule decides"),
    "unbooked": _("not booked: choose a slot"),
    "yours": _("yours to decide: they wait for your answer"),
    "proposes": _("yours to decide: they propose other times"),
    "theirs": _("open: they have not answered"),
    "unanswered": _("open: not answered"),
    "unasked": _("small: ask them, or hope that they wish it, too"),
    "ended": _("small: your last request has ended; ask once more"),
    "none": _("none: you have said no"),
}


class WishFilters(Filters):
    """Read which wishes are looked for."""

    level = forms.ChoiceField(
        label=_("Wish"),
        required=False,
        choices=[("", pgettext_lazy("filter", "All")), *((level, LEVELS[level]) for level in Wish.Level.values)],
    )


MY_WISHES = declare_list(
    Listing(
        name="my_wishes",
        address="e/<slug:edition>/my-wishes/",
        heading=_("My wishes"),
        about=_("Whom your side must meet, would like to meet and will not meet. Nobody else sees this list."),
        rule=may_meet,
        visit=visit_edition,
        subject=visiting_side,
        filters=WishFilters,
        rows=lambda asked: wish_rows(asked.subject, **asked.wanted),
        dress=lambda asked, rows: wish_lines(asked.subject, rows),
        context=lambda asked: {"balance": balance_of(asked.subject)},
        columns=(
            Column("name", _("Name"), "other__name"),
            Column("company", _("Company"), "other__organisation"),
            word_column("level", _("Wish"), LEVELS),
            state_column("request", _("Request"), lambda row: row.request.state if row.request else ""),
            word_column("chance", _("Chance"), CHANCES),
            Column("changed_at", _("Changed at (UTC)"), type="instant"),
            Column("code", _("Code")),
        ),
        template="match/requests/my_wishes.html",
    )
)
