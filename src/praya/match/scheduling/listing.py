"""Declare the lists of a schedule: what became of each request in a run, and how full calendars are."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from praya.core.lists.columns import state_column
from praya.core.lists.declaring import Asked, Column, Listing, declare_list
from praya.core.lists.filters import Filters
from praya.match.scheduling.forms import VerdictFilters
from praya.match.scheduling.queries_loads import calendar_loads
from praya.match.scheduling.queries_runs import rounds_with_counts, run_of, sides_read, verdict_rows
from praya.meet.accreditation.rules import may_organise, may_work_at_desk
from praya.meet.accreditation.visits import visit_edition


def _placed(asked: Asked, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return verdicts with the site on whose clock they are told: that of whoever is asked, then of whoever asks."""
    visit = asked.visit
    first = visit.sites[0] if visit.sites else None
    places = (visit.site(row["recipient_site"]) or visit.site(row["sender_site"]) or first for row in rows)
    return [{**row, "sides": sides_read(row), "site": place} for row, place in zip(rows, places, strict=True)]


VERDICTS = declare_list(
    Listing(
        name="manage_run",
        address="e/<slug:edition>/manage/rounds/runs/<slug:code>/",
        heading=_("Requests"),
        about="What became of each request in a run: when it was placed, or why it was not.",
        rule=may_organise,
        visit=visit_edition,
        subject=lambda visit, code: run_of(visit.edition, code),
        filters=VerdictFilters,
        rows=lambda asked: verdict_rows(asked.subject, **asked.wanted),
        dress=_placed,
        columns=(
            Column("sender", _("Asks"), sort="sender"),
            Column("recipient", _("Is asked"), sort="recipient"),
            state_column("level", _("Wish"), sort="level"),
            state_column("verdict", _("Verdict"), lambda row: "placed" if row["starts_at"] else row["reason"]),
            Column("starts_at", _("Meeting at (UTC)"), type="instant", sort="starts_at"),
            Column("site", _("Site"), lambda row: row["site"].short_name if row["starts_at"] and row["site"] else ""),
            Column("code", _("Code")),
        ),
    )
)


ROUNDS = declare_list(
    Listing(
        name="manage_rounds",
        address="e/<slug:edition>/manage/rounds/",
        heading=_("Rounds and runs"),
        about="The rounds of matching: when each opens, reminds, closes and publishes, and when it did.",
        rule=may_organise,
        visit=visit_edition,
        rows=lambda asked: rounds_with_counts(asked.visit.edition),
        columns=(
            Column("number", _("Round"), type="whole"),
            state_column("status", _("Status")),
            Column("opens_at", _("Planned to open (UTC)"), type="instant"),
            Column("reminds_at", _("Planned to remind (UTC)"), type="instant"),
            Column("closes_at", _("Planned to close (UTC)"), type="instant"),
            Column("publishes_at", _("Planned to publish (UTC)"), type="instant"),
            Column("opened_at", _("Opened (UTC)"), type="instant"),
            Column("reminded_at", _("Reminded (UTC)"), type="instant"),
            Column("frozen_at", _("Frozen (UTC)"), type="instant"),
            Column("published_at", _("Published (UTC)"), type="instant"),
            Column("includes_unanswered", _("Unanswered requests compete too"), type="yes"),
            Column("expiry_hours", _("Hours until an unanswered request ends"), type="whole"),
            Column("runs", _("Runs"), "run_count", type="whole"),
            Column("code", _("Code")),
        ),
    )
)


class LoadFilters(Filters):
    """Read whose calendars are looked for."""

    q = forms.CharField(label=_("Name"), required=False, max_length=100)


LOADS = declare_list(
    Listing(
        name="manage_heatmaps",
        address="e/<slug:edition>/manage/heat-maps/",
        heading=_("Calendars"),
        about="How many meetings each calendar has, the fullest first.",
        rule=may_work_at_desk,
        visit=visit_edition,
        filters=LoadFilters,
        rows=lambda asked: calendar_loads(asked.visit.edition, asked.wanted["q"]),
        columns=(
            Column("owner", _("Calendar")),
            Column("meetings", _("Meetings"), type="whole"),
        ),
    )
)
