"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from praya.core.audit.deeds import declare_deeds
from praya.core.features.menus import Link, declare_manage_links, declare_part
from praya.core.sheets.kinds import declare_sheets
from praya.core.texts.states import declare_states
from praya.match.meetings.harm import hurt_meetings, names_of_meetings
from praya.match.meetings.models import Meeting
from praya.match.meetings.sheet import MEETINGS
from praya.meet.editions.objections import let_name, let_object

declare_deeds(
    {
        "open round": _("opened a round"),
        "freeze round": _("froze a round"),
        "reopen round": _("reopened a round"),
        "start run": _("started a run"),
        "cancel run": _("cancelled a run"),
        "finish run": _("finished a run"),
        "publish run": _("published a run"),
        "apply repair": _("applied a repair"),
        "discard repair": _("discarded a repair"),
        "move stand": _("moved an exhibitor to another stand"),
        "book meeting": _("booked a meeting"),
        "cancel meeting": _("cancelled a meeting"),
    },
    open_subjects=(
        "match.round",
        "match.run",
        "match.meeting",
        "match.repair",
    ),
)
let_object(hurt_meetings)
let_name(Meeting, names_of_meetings)
declare_part("match", _("Match"), 20)
declare_manage_links(
    "meet",
    Link("manage", _("Overview"), "compass", 10),
)
declare_manage_links(
    "match",
    Link("manage_rounds", _("Rounds and runs"), "rounds", 10),
    Link("manage_repair", _("Repair desk"), "repair", 20),
    Link("manage_heatmaps", _("Heat maps"), "heat", 50),
    Link("manage_reports", _("Reports"), "report", 60),
)
declare_states(
    {
        "scheduled": ("done", pgettext_lazy("status", "scheduled")),
        "held": ("done", pgettext_lazy("status", "held")),
        "no_show": ("bad", pgettext_lazy("status", "no-show")),
        "moved": ("wait", pgettext_lazy("status", "moved")),
        "frozen": ("info", pgettext_lazy("status", "frozen")),
        "placed": ("done", pgettext_lazy("status", "placed")),
        "no_common_slot": ("past", pgettext_lazy("status", "no common slot")),
        "quota": ("past", pgettext_lazy("status", "quota")),
        "outbid": ("past", pgettext_lazy("status", "outbid")),
        "no_table": ("past", pgettext_lazy("status", "no table")),
        "proposed": ("wait", pgettext_lazy("status", "proposed")),
        # A repair is applied as a plaster is; a delegate has applied as for a visa. Other languages use two words.
        "repair_applied": ("done", pgettext_lazy("repair", "applied")),
        "discarded": ("past", pgettext_lazy("status", "discarded")),
    }
)
declare_sheets(MEETINGS)
