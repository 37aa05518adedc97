"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from praya.core.audit.deeds import declare_deeds
from praya.core.audit.telling import declare_facts, declare_nameless, declare_reshaping, declare_subjects
from praya.core.features.menus import Link, declare_manage_links, declare_part
from praya.core.holding import OFFICE, Personal, declare_impersonal, declare_personal, kept, of_account
from praya.core.letters.declaring import declare_letters
from praya.core.live.events import declare_channel
from praya.core.revocations.declaring import after_restore
from praya.core.texts.states import declare_states
from praya.match.scheduling.appointed import choose_nothing
from praya.match.scheduling.checklist import find_next_step
from praya.match.scheduling.letters import LETTERS
from praya.match.scheduling.live import run_events
from praya.match.scheduling.models import Run, RunProgress, Verdict
from praya.match.scheduling.telling import FACTS, NAMELESS, RESHAPED, SUBJECTS
from praya.meet.accreditation.leading import declare_next_steps
from praya.meet.notices.declaring import declare_notice

declare_deeds(
    {
        "start run": _("started a run"),
        "cancel run": _("cancelled a run"),
        "finish run": _("finished a run"),
        "publish run": _("published a run"),
        "choose run": _("chose the run that is published at its moment"),
        "unchoose run": _("no longer publishes a run at its moment"),
        "miss publication": _("could not publish a schedule at its moment"),
    },
    open_subjects=("match.run",),
)
declare_subjects(SUBJECTS)
for table, facts in FACTS.items():
    declare_facts(facts, of=table)
declare_reshaping(RESHAPED)
declare_nameless(*NAMELESS)
declare_part("match", _("Matching"), 30)
declare_manage_links("top", Link("manage", _("Overview"), "compass", 10))
declare_manage_links(
    "match",
    Link("manage_rounds", _("Rounds and runs"), "rounds", 10),
    Link("manage_heatmaps", _("Heat maps"), "heat", 50),
)
declare_states(
    {
        "frozen": ("info", pgettext_lazy("status", "frozen")),
        "placed": ("done", pgettext_lazy("status", "placed")),
        "no_common_slot": ("past", pgettext_lazy("status", "no common slot")),
        "quota": ("past", pgettext_lazy("status", "quota")),
        "outbid": ("past", pgettext_lazy("status", "no place")),
        "no_table": ("past", pgettext_lazy("status", "no table")),
    }
)
declare_letters(*LETTERS)
declare_next_steps(find_next_step)
after_restore(choose_nothing)
declare_channel("run", run_events, page="manage_run_progress")
declare_notice("published", _("The schedule has been published."), counted=_("the schedule is published"), order=10)
declare_personal(
    _("Runs"), Personal(Run, _("Runs you started"), of_account("started_by"), "code status created_at", kept(OFFICE))
)
declare_impersonal("figures of a run", RunProgress)
declare_impersonal("what a run decided about a request, never told to one side", Verdict)
