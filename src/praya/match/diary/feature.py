"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from praya.core.audit.deeds import declare_deeds
from praya.core.texts.states import declare_states
from praya.match.diary.harm import hurt_meetings, names_of_meetings
from praya.match.diary.models import Meeting
from praya.meet.editions.objections import let_name, let_object

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
