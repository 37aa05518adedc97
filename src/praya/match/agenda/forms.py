"""Read what is noted about a meeting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from praya.core.actions.watching import SeenForm
from praya.match.diary.models import Attendance
from praya.match.diary.outcomes import LONGEST_NOTE, mark_of_note


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
