"""Read notes about delegates, and why somebody looks at what one of them sees."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from praya.core.actions.watching import SeenForm
from praya.match.dossiers.actions import LONGEST_NOTE, LONGEST_REASON, SEEN_COLUMNS, SHORTEST_REASON
from praya.match.dossiers.models import OrganiserNote


class NoteForm(SeenForm):
    """Read a note about a delegate."""

    text = forms.CharField(
        label=_("Note"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Only organisers read it, and the delegate in their own data. No colleague of theirs does."),
    )

    def __init__(self, *args: Any, note: OrganiserNote | None = None, **options: Any) -> None:
        if note is not None:
            options["initial"] = {"text": note.text}
        super().__init__(*args, **options)
        if note is not None:
            self.watch(note, SEEN_COLUMNS)

    def again(self, row: Model) -> dict[str, Any]:
        """Return the note as it is now."""
        return {"note": row}


class SightForm(forms.Form):
    """Read why an organiser looks at what a delegate sees."""

    reason = forms.CharField(
        label=_("Why do you look?"),
        min_length=SHORTEST_REASON,
        max_length=LONGEST_REASON,
        help_text=_("The delegate reads this, in a letter and in their own data."),
    )
