"""Read the cells of one row, cleaning what is harmless and naming what is not."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from praya.core.sheets.columns import Column, Table
from praya.core.sheets.faults import Fate, Fault
from praya.core.sheets.formulas import is_formula
from praya.core.sheets.quoting import quoted
from praya.core.texts.folding import folded
from praya.core.texts.said import gettext as _

# Excel runs a cell that begins with one of these as a formula; their wide, small and raised forms become them in some programs.
DANGEROUS = "=+-@\t\r＝＋－＠﹦﹢﹣﹫⁼⁺₌₊﬩"
# What a program may skip before it looks at the first sign: spaces, line ends, controls and signs without width.
_UNSEEN = (
    r"[\s\x00-\x1f\x7f-\x9f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    r"\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000110bd\U000110cd"
    r"\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]*"
)
_DANGEROUS_BEGINNING = re.compile(f"{_UNSEEN}[{re.escape(DANGEROUS)}]")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff]")
_BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SPACES = re.compile(r"\s+")
SPACES = " \u00a0\u3000"
# What a spreadsheet shows where a formula failed; written out, it is still no value.
ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})


@dataclass(slots=True)
class Row(dict[str, Any]):
    """Hold what the cells of one row say by the key of their column; faults and notes gather in its fate."""

    table: Table
    number: int
    cells: list[str]
    fate: Fate
    is_changed: bool = False
    _faulty: dict[str, tuple[Any, list[Fault]]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, table: Table, number: int, cells: list[str]) -> Row:
        """Return a row without faults so far."""
        return cls(table, number, cells, Fate(table.sheet, number))

    def read(self) -> Row:
        """Read every cell as its column says; faults wait until somebody asks for the cell."""
        for column in self.table.kind.columns:
            self._read(column.key, column)
        for key in self.table.tagged:
            self._read(key, self.table.kind.column(key))
        return self

    def __missing__(self, key: str) -> Any:
        """Return what a cell says that was not read, or has faults: these become the row's, once."""
        if key not in self._faulty:
            self._read(key, self.table.kind.column(key))
        if key in self._faulty:
            self[key], faults = self._faulty.pop(key)
            self.fate.faults += faults
        return self[key]

    def _read(self, key: str, column: Column) -> None:
        known, self.fate.faults = self.fate.faults, []
        value = column.read(self, key) if column.read is not None else self.text(key)
        if self.fate.faults:
            self._faulty[key] = value, self.fate.faults
        else:
            self[key] = value
        self.fate.faults = known

    @property
    def is_sound(self) -> bool:
        """Tell whether no fault has been found."""
        return not self.fate.faults

    def raw(self, key: str) -> str:
        """Return the cell as it is, or what somebody has said that its word means."""
        text = self.table.cell(self.cells, key)
        said = self.table.words.get(key)
        return said.get(folded(text), text) if said else text

    def fault(self, key: str, reason: str, value: str | None = None, *, likely: str = "") -> None:
        """Add a fault of one cell, with what was probably meant."""
        shown = quoted(self.raw(key) if value is None else value)
        self.fate.faults.append(Fault(self.table.sheet, self.number, quoted(self.table.head(key)), shown, reason, key, likely))

    def change(self, key: str, before: object, after: object) -> None:
        """Add what a field was and what it becomes."""
        self.is_changed = True
        words = {"field": quoted(self.table.head(key)), "before": _worded(before), "after": _worded(after)}
        self.note(_("%(field)s: %(before)s → %(after)s") % words)

    def repeat(self, earlier: Row, reason: str, key: str = "name") -> None:
        """Take a row that repeats an earlier one as a duplicate, or refuse it when the two disagree.

        They agree when every column says the same, however it is spelt: an address in capitals is no other address.
        """
        columns = [*(column.key for column in self.table.kind.columns), *self.table.tagged, *earlier.table.tagged]
        if all(self._said(key) == earlier._said(key) for key in columns):
            self.fate.state = "duplicate"
            self.note(_("the same as row %(row)d; taken once") % {"row": earlier.number})
        else:
            self.fault(key, reason % {"row": earlier.number})

    def _said(self, key: str) -> Any:
        """Return what a cell says; of one with a fault, what stands there."""
        is_faulty = key in self._faulty or any(fault.key == key for fault in self.fate.faults)
        return self.raw(key).strip() if is_faulty or key not in self else self[key]

    def closed(self) -> Fate:
        """Return the finished fate: a fault where there is one, but a repetition, whose first row has the same, stays one.

        A row that has any is told every fault of its cells at once, also of those that nobody came to ask for.
        """
        if not self.is_sound:
            for key in list(self._faulty):
                self[key]
            keys = [*(column.key for column in self.table.kind.columns), *self.table.tagged]
            self.fate.cells = [(key, self.table.head(key), self.raw(key)) for key in keys]
        if not self.is_sound and self.fate.state != "duplicate":
            self.fate.state = "fault"
        return self.fate

    def note(self, text: str) -> None:
        """Add something worth knowing."""
        self.fate.notes.append(text)

    def text(self, key: str, *, limit: int = 0, has_lines: bool = False) -> str:
        """Return the cleaned text of a cell; formulas, control characters and excess length are faults."""
        raw = self.raw(key)
        column = self.table.kind.column(key)
        places = [(self.number, place + 1) for place in self.table.joins.get(key) or (self.table.places.get(key, -1),)]
        known = (found for place in places if (found := self.table.raw.formulas.get(place)))
        formula = next(known, "") or self._formula(key, raw)
        if formula:
            self.fault(key, _("this cell holds a formula; copy it and paste its value instead."), formula)
            return ""
        error = next((found for place in places if (found := self.table.raw.errors.get(place))), "")
        if error := error or (raw.strip() if raw.strip().upper() in ERRORS else ""):
            self.fault(key, _("this cell holds an error of the spreadsheet; write the value, or leave the cell empty."), error)
            return ""
        is_clean = raw.isascii() and raw.isprintable() and "  " not in raw
        text = _bare_cell(raw) if is_clean else self._cleaned(key, raw, has_lines)
        limit = limit or column.limit
        if len(text) > limit:
            reason = _("this text has %(length)d characters; shorten it to at most %(limit)d.")
            self.fault(key, reason % {"length": len(text), "limit": limit})
            return text[:limit]
        if column.is_required and ":" not in key and not text and not raw.strip():
            self.fault(key, _("this cell is empty; fill it in, or delete the row."))
        return text

    def _formula(self, key: str, raw: str) -> str:
        """Return the cell, or the half of it, that a spreadsheet would run in a file that cannot say itself what runs."""
        if not self.table.runs_texts:
            return ""
        halves = self.table.joins.get(key)
        cells = [self.cells[place] for place in halves if place < len(self.cells)] if halves else [raw]
        return next((cell for cell in cells if is_formula(cell)), "")

    def _cleaned(self, key: str, raw: str, has_lines: bool) -> str:
        text = _INVISIBLE.sub("", unicodedata.normalize("NFC", raw))
        if _BIDI_CONTROLS.search(text):
            self.fault(key, _("this text contains signs that reverse its direction; type it anew without them."))
            return ""
        text = _bare_cell(text)
        if has_lines:
            text = "\n".join(_SPACES.sub(" ", line).strip() for line in text.splitlines())
        else:
            text = _SPACES.sub(" ", text)
        kinds = {_kind_of_sign(sign) for sign in text if not sign.isalnum() and sign not in "\n "}
        if "private" in kinds:
            self.fault(key, _("this text contains signs that only the program knows in which it was typed; type it anew."))
            return ""
        if "control" in kinds:
            self.fault(key, _("this text contains control characters; type it anew without them."))
            return ""
        return text.strip()


def _kind_of_sign(sign: str) -> str:
    """Tell what is wrong with a sign, if anything; one that a later Unicode has assigned is as good as any other.

    >>> _kind_of_sign(chr(0)), _kind_of_sign(chr(0xE000)), _kind_of_sign(chr(0xFDD0)), _kind_of_sign(chr(0x2EBF0))
    ('control', 'private', 'control', '')
    """
    category = unicodedata.category(sign)
    is_never_assigned = 0xFDD0 <= ord(sign) <= 0xFDEF or ord(sign) & 0xFFFE == 0xFFFE
    if category in {"Cc", "Cs"} or is_never_assigned:
        return "control"
    return "private" if category == "Co" else ""


def _bare_cell(text: str) -> str:
    """Take away the apostrophe that an export puts before a dangerous beginning."""
    text = text.strip(SPACES)
    return text[1:] if is_masked(text) else text.strip()


def is_masked(text: str) -> bool:
    """Tell whether a text is a dangerous beginning after one or more apostrophes."""
    return text[:1] == "'" and is_dangerous(text.lstrip("'"))


def is_dangerous(text: str) -> bool:
    """Tell whether a spreadsheet program may run a text: the first sign that it sees decides.

    >>> is_dangerous("=1+1"), is_dangerous("\\n\\u200b=1+1"), is_dangerous("1=1"), is_dangerous(" Anna")
    (True, True, False, False)
    """
    return _DANGEROUS_BEGINNING.match(text) is not None


def _worded(value: object) -> str:
    if value is None or value in ("", []):
        return "–"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
