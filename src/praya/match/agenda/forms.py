"""Read what is noted about a meeting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from praya.core.actions.watching import SeenForm
from praya.match.diary.models import Attendance, Meeting
from praya.match.diary.outcomes import LONGEST_NOTE, mark_of_note
from praya.match.diary.rooms import mark_of_room, room_of
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.links import LONGEST_LINK


class FollowUpForm(forms.Form):
    """Read on which day somebody will come back to a meeting."""

    follow_up_on = forms.DateField()


def _address() -> forms.CharField:
    return forms.CharField(
        label=_("Address of the room"),
        required=False,
        max_length=2 * LONGEST_LINK,
        widget=forms.TextInput({"inputmode": "url", "dir": "ltr", "placeholder": "https://", "autocomplete": "off"}),
    )


class LinkForm(SeenForm):
    """Read the address of somebody's own room for online meetings; the action judges it."""

    link = _address()

    def __init__(self, *args: Any, delegate: Delegate, **options: Any) -> None:
        self.delegate, held = delegate, room_of(delegate)
        options["initial"] = {"link": held}
        super().__init__(*args, **options)
        self.remember(lambda: mark_of_room(room_of(delegate)), mark_of_room(held))

    def fresh(self) -> LinkForm:
        """Return the form made of what stands there now."""
        return LinkForm(delegate=self.delegate)


class MeetingLinkForm(SeenForm):
    """Read the address of a room for one meeting, which the other side may type as well."""

    link = _address()

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:
        options["initial"] = {"link": meeting.link}
        super().__init__(*args, **options)
        self.watch(meeting, ("link",))

    def again(self, row: Model) -> dict[str, Any]:
        """Return the meeting as it is now."""
        return {"meeting": row}


class NoteForm(SeenForm):
    """Read a private note, beside which its reader saw the one that stood there."""

    note = forms.Field(label=_("Private note"), required=False, widget=forms.Textarea({"rows": 6, "maxlength": LONGEST_NOTE}))

    def __init__(self, *args: Any, attendance: Attendance, **options: Any) -> None:
        options["initial"] = {"note": attendance.note}
        super().__init__(*args, **options)
        self.attendance = attendance
        self.remember(self._mark_now, mark_of_note(attendance.note))

    def _mark_now(self) -> str:
        self.attendance.refresh_from_db(fields=["note"])
        return mark_of_note(self.attendance.note)

    def _show_theirs(self) -> None:
        super()._show_theirs()
        words = {"field": self.fields["note"].label, "value": self.attendance.note or "–"}
        self.add_error(None, _("%(field)s is now: %(value)s") % words)
