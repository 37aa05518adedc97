"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from praya.core.features.menus import Link, declare_manage_links
from praya.core.features.waiting import declare_manage_waiting, queue
from praya.core.jobs.queries import troubled_jobs
from praya.match.board.queries_waiting import closing_rounds, waiting_vips
from praya.meet.accreditation.rules import may_organise

declare_manage_links("day", Link("manage_board", _("Board of the day"), "clock", 10))
declare_manage_links("match", Link("manage_vips", _("VIPs who wait"), "must", 15))
declare_manage_waiting(
    queue(
        "manage_vips",
        waiting_vips,
        ngettext_lazy(
            "%(count)d VIP waits for an answer, or has not answered.",
            "%(count)d VIPs wait for an answer, or have not answered.",
            "count",
        ),
        since="waits_since",
        leads="manage_delegate",
        word="code",
        is_timed=True,
    ),
    queue(
        "manage_rounds",
        closing_rounds,
        ngettext_lazy("%(count)d round closes within two days.", "%(count)d rounds close within two days.", "count"),
        since="closes_at",
        leads="manage_round",
        word="number",
        is_timed=True,
        is_due=True,
    ),
    queue(
        "jobs_held",
        troubled_jobs,
        ngettext_lazy(
            "%(count)d piece of background work has stopped or failed.",
            "%(count)d pieces of background work have stopped or failed.",
            "count",
        ),
        since="waits_since",
        leads="job",
        word="number",
        is_timed=True,
        is_own=True,
        rule=may_organise,
    ),
)
