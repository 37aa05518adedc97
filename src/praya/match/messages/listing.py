"""Declare the conversations of a delegate, and what was reported to the organisers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.lists.columns import state_column, word_column
from praya.core.lists.declaring import Column, Listing, declare_list
from praya.match.messages.forms import REASONS
from praya.match.messages.queries import threads_of
from praya.match.messages.reports import reports_of
from praya.meet.accreditation.rules import is_delegate, may_organise
from praya.meet.accreditation.visits import visit_edition

THREADS = declare_list(
    Listing(
        name="messages",
        address="e/<slug:edition>/messages/",
        heading=_("Messages"),
        about="One's conversations, the latest first.",
        rule=is_delegate,
        visit=visit_edition,
        rows=lambda asked: threads_of(asked.visit.me),
        columns=(
            Column("name", _("Name"), "other__person__name"),
            Column("company", _("Company"), lambda side: side.other.organisation.name if side.other.organisation else ""),
            Column("begins", _("Latest message"), "last_text"),
            Column("last_at", _("When (UTC)"), type="instant"),
            Column("unread", _("Unread"), type="whole"),
            Column("code", _("Code"), "thread__code"),
        ),
    )
)


REPORTS = declare_list(
    Listing(
        name="manage_abuse",
        address="e/<slug:edition>/manage/abuse/",
        heading=_("Abuse desk"),
        about="What was reported to the organisers: what waits for an answer, then the rest, the newest first.",
        rule=may_organise,
        visit=visit_edition,
        rows=lambda asked: reports_of(asked.visit.edition),
        columns=(
            Column("about", _("About"), "message__by__person__name"),
            Column("by", _("Reported by"), "by__person__name"),
            word_column("reason", _("Reason"), dict(REASONS)),
            state_column("state", _("State"), "status"),
            Column("at", _("When (UTC)"), "created_at", type="instant"),
            Column("code", _("Code")),
        ),
    )
)
