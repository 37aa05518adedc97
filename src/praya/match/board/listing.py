"""Declare the lists behind the board: who is idle, and which VIPs wait."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from praya.core.lists.columns import text_column
from praya.core.lists.declaring import Asked, Column, Listing, declare_list
from praya.core.lists.filters import Filters
from praya.match.board.days import shown_days
from praya.match.board.queries_idle import idle_people, idle_rows, spans_of
from praya.match.board.queries_waiting import vip_rows
from praya.meet.accreditation.rules import may_organise, may_work_at_desk
from praya.meet.accreditation.visits import visit_edition, with_sites
from praya.meet.editions.grid import edition_grid


class IdleFilters(Filters):
    """Read at which site people are looked for."""

    site = forms.ChoiceField(label=_("Site"), required=False)

    def offer(self) -> None:
        """Offer the sites."""
        self.choose("site", ("", _("all")), *((site.slug, site.short_name) for site in self.visit.sites))


def _idle(asked: Asked) -> Any:
    visit, wanted = asked.visit, asked.wanted["site"]
    days = shown_days(edition_grid(visit.edition, visit.sites), visit.sites, None, timezone.now())
    chosen = [day for day in days if day.site is not None and wanted in ("", day.site.slug)]
    return idle_rows(idle_people(visit.edition.pk, spans_of(chosen)))


IDLE = declare_list(
    Listing(
        name="manage_idle",
        address="e/<slug:edition>/manage/board/idle/",
        heading=_("People without a meeting"),
        about=_("Who is at a site today and has no meeting in the next two slots."),
        rule=may_work_at_desk,
        visit=visit_edition,
        filters=IdleFilters,
        rows=_idle,
        dress=with_sites,
        columns=(
            Column("name", _("Name"), sort="person__name"),
            Column("company", _("Company"), sort="organisation__name"),
            Column("job_title", _("Job title")),
            text_column("category", _("Category"), "category_name"),
            Column("site", _("Site"), "site_name"),
            Column("code", _("Code")),
        ),
        template="match/board/idle.html",
    )
)
VIPS = declare_list(
    Listing(
        name="manage_vips",
        address="e/<slug:edition>/manage/vips/",
        heading=_("VIPs who wait"),
        about=_("VIPs with a request that has had no answer for two days: theirs, or one that was sent to them."),
        rule=may_organise,
        visit=visit_edition,
        rows=lambda asked: vip_rows(asked.visit.edition, timezone.now()),
        columns=(
            Column("name", _("Name"), sort="person__name"),
            Column("company", _("Company"), sort="organisation__name"),
            text_column("category", _("Category"), "category_name"),
            Column("asks", _("Wait for the others"), type="whole"),
            Column("asked", _("Wait for them"), type="whole"),
            Column("waits_since", _("Oldest sent (UTC)"), type="instant"),
            Column("code", _("Code")),
        ),
        template="match/board/vips.html",
    )
)
