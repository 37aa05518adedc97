"""Say what this room adds to the house."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from praya.core.audit.deeds import declare_deeds
from praya.core.audit.telling import declare_facts, declare_reshaping, declare_subjects
from praya.core.features.menus import Link, declare_manage_links
from praya.core.features.waiting import declare_manage_waiting, queue
from praya.core.holding import FIGURES, OFFICE, Personal, Subject, declare_personal, kept, of_account, of_person
from praya.core.keeping import declare_unkept
from praya.core.texts.states import declare_states
from praya.match.repairs.models import Repair
from praya.match.repairs.queries import conflicting_seats, proposed_repairs
from praya.match.repairs.telling import FACTS, RESHAPED, SUBJECTS

declare_deeds(
    {"apply repair": _("applied a repair"), "discard repair": _("discarded a repair"), "undo repair": _("took a repair back")},
    open_subjects=("match.repair",),
)
declare_subjects(SUBJECTS)
declare_facts(FACTS, of="match.repair")
declare_reshaping(RESHAPED)
declare_manage_links("day", Link("manage_repair", _("Repair desk"), "repair", 20))
declare_manage_waiting(
    queue(
        "manage_repair",
        proposed_repairs,
        ngettext_lazy("%(count)d repair is proposed.", "%(count)d repairs are proposed.", "count"),
        since="created_at",
        leads="manage_repair_proposal",
        word="code",
        is_timed=True,
    ),
    queue(
        "manage_repair",
        conflicting_seats,
        ngettext_lazy(
            "%(count)d seat in a meeting ahead is somebody's who takes part no more, or is at a session then.",
            "%(count)d seats in meetings ahead are of people who take part no more, or are at a session then.",
            "count",
        ),
        since="starts_at",
        leads="manage_repair_person",
        word="delegate__code",
        name="conflicts",
        is_timed=True,
        is_due=True,
    ),
)
declare_states(
    {
        "proposed": ("wait", pgettext_lazy("status", "proposed")),
        # A repair is applied as a plaster is; a delegate has applied as for a visa. Other languages use two words.
        "repair_applied": ("done", pgettext_lazy("repair", "applied")),
        "discarded": ("past", pgettext_lazy("status", "discarded")),
        "undone": ("past", pgettext_lazy("repair", "taken back")),
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
