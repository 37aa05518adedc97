"""Take an upload from a page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from praya.core.sheets.kinds import taken_kinds

STATE_WORDS = {
    "fault": ("wrong", pgettext_lazy("row of an import", "fault")),
    "new": ("new", pgettext_lazy("row of an import", "new")),
    "changed": ("changed", pgettext_lazy("row of an import", "changed")),
    "unchanged": ("unchanged", pgettext_lazy("row of an import", "unchanged")),
    "duplicate": ("unchanged", pgettext_lazy("row of an import", "repeated")),
    "private": ("unchanged", pgettext_lazy("row of an import", "private")),
}


def kind_choices() -> list[tuple[str, Any]]:
    """Return every kind that can be imported by its key, after the choice to find it out."""
    return [("", _("find out from the sheet names and columns")), *((kind.key, kind.label) for kind in taken_kinds())]


class UploadForm(forms.Form):
    """Ask for a file and, where it cannot be told, the kind of its one sheet."""

    file = forms.FileField(
        label=_("Spreadsheet"), allow_empty_file=True, widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"})
    )
    kind = forms.ChoiceField(label=_("What it contains"), choices=kind_choices, required=False)

    def upload(self) -> tuple[bytes, str, str]:
        """Return the content, the name and the kind of a valid form."""
        facts: dict[str, Any] = self.cleaned_data
        return facts["file"].read(), facts["file"].name, facts["kind"]
