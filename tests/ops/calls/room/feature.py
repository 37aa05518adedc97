"""Say what this room adds to the house."""

from __future__ import annotations

from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy
from praya.make.calls.models import Call
from praya.make.calls.queries import found_calls, waiting_calls
from praya.make.calls.sheet import SHEET

from praya.core.audit.deeds import declare_deeds
from praya.core.features.menus import Link, declare_manage_links, declare_part
from praya.core.features.palette import Source, declare_sources
from praya.core.features.waiting import Waiting, counted, declare_manage_waiting
from praya.core.holding import Personal, declare_personal, deleted, of_person
from praya.core.revocations.columns import ENDS
from praya.core.revocations.declaring import Revocable, declare_revocable
from praya.core.sheets.kinds import declare_sheets
from praya.core.texts.states import declare_states
from praya.meet.notices.declaring import declare_notice

declare_deeds(
    {"note call": _("noted a call"), "answer call": _("rang back"), "withdraw call": _("took a call back")},
    open_subjects=("make.call",),
)
declare_notice(
    "called back",
    _("The market has rung you back."),
    counted=ngettext_lazy("%(n)d call answered", "%(n)d calls answered", "n"),
    order=90,
)
declare_part("make", _("Make"), 30)
declare_manage_links("make", Link("manage_calls", _("Calls"), "clock", 10))
declare_manage_waiting(
    Waiting(
        "manage_calls",
        lambda: counted(waiting_calls(OuterRef("pk"))),
        ngettext_lazy("%(count)d call waits.", "%(count)d calls wait.", "count"),
    )
)
declare_sources(Source("calls", 50, found_calls))
declare_states({"answered": ("done", pgettext_lazy("status", "answered"))})
declare_sheets(SHEET)
declare_revocable(Revocable(Call, {"withdrawn_at": ENDS}, key="code"))
declare_personal(
    _("Calls"),
    Personal(
        Call, _("Calls"), of_person("delegate__person"), "about rung_at", deleted(), {"about": _("About"), "rung_at": _("When")}
    ),
)
