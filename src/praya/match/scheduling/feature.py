"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from praya.core.audit.deeds import declare_deeds
from praya.core.features.menus import Link, declare_manage_links, declare_part
from praya.core.holding import OFFICE, Personal, declare_impersonal, declare_personal, kept, of_account
from praya.core.live.events import declare_channel
from praya.core.texts.states import declare_states
from praya.match.scheduling.live import run_events
from praya.match.scheduling.models import Run, RunProgress, Verdict
from praya.meet.notices.declaring import declare_notice

declare_deeds(
    {
        "reopen round": _("reopened a round"),
        "start run": _("started a run"),
        "cancel run": _("cancelled a run"),
        "finish run": _("finished a run"),
        "publish run": _("published a run"),
    },
    open_subjects=("match.run",),
)
declare_part("match", _("Match"), 20)
declare_manage_links(
    "meet",
    Link("manage", _("Overview"), "compass", 10),
)
declare_manage_links(
    "match",
    Link("manage_rounds", _("Rounds and runs"), "rounds", 10),
    Link("manage_heatmaps", _("Heat maps"), "heat", 50),
    Link("manage_reports", _("Reports"), "report", 60),
)
declare_states(
    {
        "frozen": ("info", pgettext_lazy("status", "frozen")),
        "placed": ("done", pgettext_lazy("status", "placed")),
        "no_common_slot": ("past", pgettext_lazy("status", "no common slot")),
        "quota": ("past", pgettext_lazy("status", "quota")),
        "outbid": ("past", pgettext_lazy("status", "outbid")),
        "no_table": ("past", pgettext_lazy("status", "no table")),
    }
)
declare_channel("run", run_events, page="manage_run_progress")
declare_notice("published", _("The schedule has been published."), counted=_("the schedule is published"), order=10)
declare_personal(
    _("Runs"), Personal(Run, _("Runs you started"), of_account("started_by"), "code status created_at", kept(OFFICE))
)
declare_impersonal("figures of a run", RunProgress)
declare_impersonal("what a run decided about a request, never told to one side", Verdict)
