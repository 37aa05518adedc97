"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from praya.core.audit.deeds import declare_deeds
from praya.core.features.menus import Link, declare_manage_links
from praya.core.texts.states import declare_states

declare_deeds(
    {
        "apply repair": _("applied a repair"),
        "discard repair": _("discarded a repair"),
        "move stand": _("moved an exhibitor to another stand"),
    },
    open_subjects=("match.repair",),
)
declare_manage_links("match", Link("manage_repair", _("Repair desk"), "repair", 20))
declare_states(
    {
        "proposed": ("wait", pgettext_lazy("status", "proposed")),
        # A repair is applied as a plaster is; a delegate has applied as for a visa. Other languages use two words.
        "repair_applied": ("done", pgettext_lazy("repair", "applied")),
        "discarded": ("past", pgettext_lazy("status", "discarded")),
    }
)
