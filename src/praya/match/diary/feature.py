"""Say what this room adds to the house."""

from __future__ import annotations

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from praya.core.audit.deeds import declare_deeds
from praya.core.holding import FIGURES, OTHERS, Personal, Rows, declare_impersonal, declare_personal, deleted, kept, of_person
from praya.core.keeping import Kept, declare_kept
from praya.core.revocations.actions import watch
from praya.core.revocations.columns import forbidding
from praya.core.revocations.declaring import Revocable, declare_revocable
from praya.core.sheets.built import declare_built
from praya.core.sheets.kinds import declare_sheets
from praya.core.texts.states import declare_states
from praya.match.diary.harm import hurt_meetings, names_of_meetings
from praya.match.diary.merging import has_meetings
from praya.match.diary.models import Attendance, Meeting, OwnRoom
from praya.match.diary.queries import engagements, meetings_of_people, names_of_meetings_coded
from praya.match.diary.replaying import free_attendants
from praya.match.diary.sheet import MEETINGS
from praya.meet.accreditation.engaged import declare_engaged
from praya.meet.accreditation.merging import declare_obligation
from praya.meet.editions.objections import declare_namer, declare_objector
from praya.meet.notices.declaring import declare_notice
from praya.meet.programme.asking import declare_meetings

declare_deeds(
    {
        "book meeting": _("booked a meeting"),
        "cancel meeting": _("cancelled a meeting"),
        "say outcome": _("said how a meeting went"),
        "say late": _("said that they come late to a meeting"),
        "hand over meeting": _("handed a meeting over to a colleague"),
        "change meeting link": _("changed where an online meeting takes place"),
        "change own room": _("changed their room for online meetings"),
    },
    private=("write note",),
    open_subjects=("match.meeting",),
    hidden_facts=("outcome",),
)
declare_objector(
    hurt_meetings,
    ngettext_lazy(
        "Nothing was changed, because %(count)d scheduled meeting would no longer be possible:",
        "Nothing was changed, because %(count)d scheduled meetings would no longer be possible:",
        "count",
    ),
)
declare_namer(Meeting, names_of_meetings)
declare_meetings(meetings_of_people, names_of_meetings_coded)
declare_states(
    {
        "scheduled": ("done", pgettext_lazy("status", "scheduled")),
        "held": ("done", pgettext_lazy("status", "held")),
        "no_show": ("bad", pgettext_lazy("status", "no-show")),
        "moved": ("wait", pgettext_lazy("status", "moved")),
    }
)
declare_obligation(has_meetings)
declare_engaged(engagements)
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
declare_notice(
    "takeover",
    _("Your meeting with %(who)s has changed hands."),
    look="moved",
    counted=ngettext_lazy("%(n)d meeting in other hands", "%(n)d meetings in other hands", "n"),
    order=55,
)
declare_notice(
    "late",
    _("%(who)s will be late for your meeting."),
    look="moved",
    counted=ngettext_lazy("%(n)d meeting begins late", "%(n)d meetings begin late", "n"),
    order=56,
)
declare_sheets(MEETINGS)
declare_revocable(Revocable(Meeting, {"status": forbidding(Meeting.Status.CANCELLED)}, key="code", after=free_attendants))
watch(Meeting)
_mine = of_person("delegate__person")
_TODAY = Q(calendar__delegate=F("delegate")) | Q(calendar__exhibitor__organisation=F("delegate__organisation"))
_WORDS = {
    "meeting__code": _("Meeting"),
    "is_released": _("Cancelled or handed over"),
    "outcome": _("What became of it"),
    "follow_up_on": _("Follow up on"),
    "late_minutes": _("Minutes late"),
}


def _for_former_companies(*authors: str) -> Rows:
    """Find what somebody attended for a company they have left: all of it, or where they themselves said something."""
    return lambda who: _mine(who) & ~_TODAY & (of_person(*authors)(who) if authors else Q())


declare_personal(
    _("Meetings"),
    Personal(
        Attendance,
        _("Meetings you attend"),
        lambda who: _mine(who) & _TODAY,
        "meeting__code starts_at is_released outcome follow_up_on late_minutes note",
        kept(FIGURES, note=""),
        _WORDS,
    ),
    # What their colleagues of then said about these is that company's.
    Personal(
        Attendance,
        _("Meetings you attended for another company"),
        _for_former_companies(),
        "meeting__code starts_at",
        kept(FIGURES, note=""),
        _WORDS,
    ),
    Personal(
        Attendance,
        _("What you said became of them"),
        _for_former_companies("outcome_by__person"),
        "meeting__code outcome follow_up_on",
        kept(FIGURES),
        _WORDS,
    ),
    Personal(
        Attendance,
        _("What you noted about them"),
        _for_former_companies("note_by__person"),
        "meeting__code note",
        kept(FIGURES, note=""),
        _WORDS,
    ),
    Personal(
        Attendance,
        _("What you noted about meetings of colleagues"),
        lambda who: of_person("note_by__person")(who) & ~_mine(who),
        "meeting__code note",
        kept(OTHERS, note=""),
        _WORDS,
    ),
)
declare_personal(
    _("Online meetings"),
    Personal(OwnRoom, _("Your own room"), of_person("delegate__person"), "link", deleted(), {"link": _("Address of the room")}),
)
declare_impersonal("who attends a meeting stands in its attendances", Meeting)
declare_kept(Kept(Attendance, "calendar__exhibitor__organisation"))
declare_built(Attendance, ngettext_lazy("%(count)d meeting", "%(count)d meetings", "count"))
