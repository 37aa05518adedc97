"""Take an upload from a page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from praya.meet.sheets.desks import Desk


class UploadForm(forms.Form):
    """Ask for a file and, where it cannot be told, the kind of its one sheet."""

    file = forms.FileField(
        label=_("Spreadsheet"), allow_empty_file=True, widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"})
    )
    kind = forms.ChoiceField(label=_("What it contains"), required=False)

    def __init__(self, desk: Desk, *typed: Any) -> None:
        super().__init__(*typed)
        self.desk = desk
        found_out = ("", _("find out from the sheet names and columns"))
        self.fields["kind"].choices = [found_out, *((kind.key, kind.label) for kind in desk.kinds)]  # type: ignore[attr-defined]

    def upload(self) -> tuple[bytes, str, str]:
        """Return the content, the name and the kind of a valid form."""
        facts: dict[str, Any] = self.cleaned_data
        return facts["file"].read(), facts["file"].name, self.desk.kind or facts["kind"]
