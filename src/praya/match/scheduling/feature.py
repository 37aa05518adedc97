"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from praya.core.audit.deeds import declare_deeds
from praya.core.features.menus import Link, declare_manage_links, declare_part
from praya.core.texts.states import declare_states

declare_deeds(
    {
        "open round": _("opened a round"),
        "freeze round": _("froze a round"),
        "reopen round": _("reopened a round"),
        "start run": _("started a run"),
        "cancel run": _("cancelled a run"),
        "finish run": _("finished a run"),
        "publish run": _("published a run"),
    },
    open_subjects=("match.round", "match.run"),
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
