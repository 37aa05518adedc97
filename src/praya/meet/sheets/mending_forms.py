"""Ask what the cells of a row with faults are to hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from praya.core.sheets.faults import worded
from praya.core.sheets.mending import LEFT_OUT, Mend

MOST_SIGNS, LONG = 5000, 80


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold a field of a row, what is wrong in its cell, and the box by which what was probably meant is taken instead."""

    field: forms.BoundField
    faults: Sequence[Mapping[str, Any]]
    likely: forms.BoundField | None = None


class RowForm(forms.Form):
    """Ask what each cell of one row is to hold, those with faults first; what was probably meant is taken only if one says so."""

    sheet = forms.CharField(widget=forms.HiddenInput, required=False)
    row = forms.IntegerField(widget=forms.HiddenInput)
    out = forms.BooleanField(label=gettext_lazy("Leave this row out"), required=False)

    def __init__(self, fate: Mapping[str, Any], data: Any = None, *, prefix: str) -> None:
        super().__init__(data, prefix=prefix, initial={"sheet": fate["sheet"], "row": fate["row"]})
        self.fate = fate
        self.likely = {fault["key"]: fault["likely"] for fault in fate["faults"] if fault.get("likely")}
        for key, head, text in fate.get("cells", ()):
            is_long = len(text) > LONG or "\n" in text
            widget = forms.Textarea({"rows": 3}) if is_long else forms.TextInput()
            words = {"label": head, "required": False, "max_length": MOST_SIGNS, "widget": widget}
            self.fields[f"cell-{key}"] = forms.CharField(initial=text, **words)
            if key in self.likely:
                offer = _("take “%(likely)s”") % {"likely": self.likely[key]}
                self.fields[f"likely-{key}"] = forms.BooleanField(label=offer, required=False)

    @property
    def subject(self) -> str:
        """Return of whom or what the row tells."""
        return str(self.fate["subject"])

    @property
    def loose(self) -> list[Mapping[str, Any]]:
        """Return what is wrong with the row and no cell of it."""
        return [fault for fault in self.fate["faults"] if f"cell-{fault.get('key', '')}" not in self.fields]

    def asked(self, *, is_faulty: bool) -> Iterator[Asked]:
        """Yield the fields of cells with faults, or of the others."""
        for key, _head, _text in self.fate.get("cells", ()):
            faults = [fault for fault in self.fate["faults"] if fault.get("key") == key]
            if bool(faults) == is_faulty:
                yield Asked(self[f"cell-{key}"], faults, self[f"likely-{key}"] if key in self.likely else None)

    @property
    def wrong(self) -> list[Asked]:
        """Return the fields of cells with faults."""
        return list(self.asked(is_faulty=True))

    @property
    def others(self) -> list[Asked]:
        """Return the fields of cells without faults."""
        return list(self.asked(is_faulty=False))

    @property
    def mends(self) -> list[Mend]:
        """Return what a valid form says otherwise than the file."""
        place = (str(self.fate["sheet"]), int(self.fate["row"]))
        if self.cleaned_data["out"]:
            return [Mend(*place, LEFT_OUT)]
        found = []
        for key, _head, text in self.fate.get("cells", ()):
            new, old = self.cleaned_data[f"cell-{key}"], text.strip()
            if new == old and self.cleaned_data.get(f"likely-{key}"):
                new = self.likely[key]
            found += [Mend(*place, key, new)] if new != old else []
        return found


@dataclass(frozen=True, slots=True)
class Lost:
    """Hold what was typed for a row that does not wait any more."""

    sheet: str
    row: str
    texts: Sequence[str]


def row_forms(fates: Sequence[Mapping[str, Any]]) -> list[RowForm]:
    """Return the form of each row with faults, not sent yet."""
    return [RowForm(worded(fate), prefix=_prefix(fate["sheet"], fate["row"])) for fate in fates]


def sent_forms(fates: Sequence[Mapping[str, Any]], typed: Any) -> list[RowForm]:
    """Return the forms that were sent, of the rows that still have faults."""
    found = ((fate, _prefix(fate["sheet"], fate["row"])) for fate in fates)
    return [RowForm(worded(fate), typed, prefix=prefix) for fate, prefix in found if f"{prefix}-row" in typed]


def lost_rows(fates: Sequence[Mapping[str, Any]], typed: Any) -> list[Lost]:
    """Return what was typed for rows that have no faults any more, or are not there any more."""
    waiting = {_prefix(fate["sheet"], fate["row"]) for fate in fates}
    found = []
    for name, row in typed.items():
        prefix, _dash, last = name.partition("-")
        if last == "row" and prefix not in waiting:
            texts = [text for cell, text in typed.items() if cell.startswith(f"{prefix}-cell-") and text]
            found.append(Lost(typed.get(f"{prefix}-sheet", ""), row, texts))
    return found


def _prefix(sheet: str, row: int) -> str:
    """Return the beginning of the names of a row's fields, the same however many rows stand above it."""
    return f"r{crc32(sheet.encode()):x}_{row}"
