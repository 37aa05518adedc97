"""Say what this room adds to the house."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from praya.core.audit.deeds import declare_deeds
from praya.core.features.menus import Link, declare_manage_links
from praya.core.holding import FIGURES, OFFICE, Personal, Subject, declare_personal, kept, of_account, of_person
from praya.core.keeping import declare_unkept
from praya.core.texts.states import declare_states
from praya.match.repairs.models import Repair

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


def _applied(who: Subject) -> Q:
    """Leave out what was only proposed: the organisers weigh it among themselves."""
    return of_person("delegate__person")(who) & Q(status=Repair.Status.APPLIED)


declare_personal(
    _("Repairs"),
    Personal(
        Repair,
        _("Your changes on the day"),
        _applied,
        "kind lost_from lost_until applied_at",
        kept(FIGURES),
        {"lost_from": _("Away from"), "lost_until": _("Away until"), "applied_at": _("When")},
        is_open=True,
    ),
    Personal(Repair, _("Repairs you made"), of_account("by"), "kind status created_at", kept(OFFICE)),
)
declare_unkept("it is the desk's", Repair)
