"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from praya.core.audit.deeds import declare_deeds
from praya.core.sheets.kinds import declare_sheets
from praya.core.texts.states import declare_states
from praya.match.diary.harm import hurt_meetings, names_of_meetings
from praya.match.diary.merging import has_meetings
from praya.match.diary.models import Meeting
from praya.match.diary.sheet import MEETINGS
from praya.meet.accreditation.merging import let_oblige
from praya.meet.editions.objections import let_name, let_object
from praya.meet.notices.declaring import declare_notice

declare_deeds(
    {"book meeting": _("booked a meeting"), "cancel meeting": _("cancelled a meeting")},
    open_subjects=("match.meeting",),
)
let_object(hurt_meetings)
let_name(Meeting, names_of_meetings)
declare_states(
    {
        "scheduled": ("done", pgettext_lazy("status", "scheduled")),
        "held": ("done", pgettext_lazy("status", "held")),
        "no_show": ("bad", pgettext_lazy("status", "no-show")),
        "moved": ("wait", pgettext_lazy("status", "moved")),
    }
)
let_oblige(has_meetings)
declare_notice(
    "moved",
    _("Your meeting with %(who)s has been moved."),
    look="moved",
    counted=ngettext_lazy("%(n)d meeting moved", "%(n)d meetings moved", "n"),
    order=20,
)
declare_notice(
    "cancelled",
    _("Your meeting with %(who)s has been cancelled."),
    look="lost",
    counted=ngettext_lazy("%(n)d meeting cancelled", "%(n)d meetings cancelled", "n"),
    order=30,
)
declare_notice(
    "booked",
    _("A meeting with %(who)s has been booked."),
    counted=ngettext_lazy("%(n)d meeting booked", "%(n)d meetings booked", "n"),
    order=40,
)
declare_notice(
    "place",
    _("Your meeting with %(who)s has another place."),
    look="moved",
    counted=ngettext_lazy("%(n)d meeting at another place", "%(n)d meetings at another place", "n"),
    order=50,
)
declare_sheets(MEETINGS)
