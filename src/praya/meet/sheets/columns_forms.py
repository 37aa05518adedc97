"""Ask where the table of a sheet begins, what each of its columns is, and of one that holds several things what its parts are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from praya.core.sheets.columns import Column, Split
from praya.core.sheets.describing import SEVERAL, guessed
from praya.core.sheets.headings import HALVES
from praya.core.sheets.kinds import SheetKind
from praya.core.sheets.layouts import Layout, missing_fields
from praya.core.sheets.parting import FEWEST_PARTS, MOST_PARTS, SIGNS_OF_BY
from praya.core.sheets.quoting import quoted
from praya.core.sheets.zones import zone_named
from praya.core.texts.folding import folded
from praya.core.texts.joining import joined, with_note
from praya.core.texts.likeness import likeliest
from praya.core.texts.plain import number_in
from praya.meet.sheets.columns_said import BETWEEN, OTHER, as_typed, is_sent, mark_of, slots_of, word_name
from praya.meet.sheets.desks import Desk

TAGS = ("zh-Hant", "zh-Hans", "ja", "ko", "ar", "pt")
LIKELY = 80
LANGUAGES_OF_COLUMNS = {"zh-hant": 1, "zh-hans": 2}


@dataclass(frozen=True, slots=True)
class Word:
    """Hold the field that asks what a word of a closed list means, and how many rows have it."""

    field: forms.BoundField
    count: int


@dataclass(frozen=True, slots=True)
class Offer:
    """Hold what the button says, and is worth, by which a column is parted that seems to hold several things."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Parts:
    """Hold the fields that ask how a column is parted and what its parts are, each with the first cells of its part."""

    label: str
    by: forms.BoundField
    other: forms.BoundField
    into: forms.BoundField
    columns: list[tuple[forms.BoundField, list[str]]]

    @property
    def asked(self) -> list[forms.BoundField]:
        """Return the fields that ask how it is parted."""
        return [self.by, self.other, self.into]


class SheetForm(forms.Form):
    """Ask of one sheet what it holds, where its table begins, what each of its columns is, and what all its rows share.

    Of a column that knows but a few words it is asked, too, what others in it mean; of one that holds several things, what
    stands between them.
    """

    kind = forms.ChoiceField(label=gettext_lazy("What it contains"), required=False)
    head_row = forms.ChoiceField(label=gettext_lazy("The table begins in"), required=False)
    other_row = forms.CharField(
        label=gettext_lazy("or in the row with this number"), required=False, widget=forms.TextInput({"inputmode": "numeric"})
    )
    has_heads = forms.BooleanField(label=gettext_lazy("This row holds the headings"), required=False)

    def __init__(
        self, shown: Mapping[str, Any], kinds: Sequence[SheetKind], data: Any = None, *, edition: Any, prefix: str
    ) -> None:
        super().__init__(data, prefix=prefix)
        self.edition, self.asked_words = edition, list[tuple[str, str, str, int]]()
        self.shown, self.sheet, self.count = shown, str(shown["sheet"]), int(shown["count"])
        asked = self.data.get(self.add_prefix("kind"), "") if self.is_bound else shown["kind"]
        self.chosen = next((kind for kind in kinds if kind.key == asked), None)
        left_out = ("", _("nothing of interest: leave it out"))
        self.fields["kind"].choices = [left_out, *((kind.key, kind.label) for kind in kinds)]  # type: ignore[attr-defined]
        self.fields["kind"].initial = shown["kind"]
        self.slots = slots_of(shown)
        self.split = {int(place): (str(by), int(into)) for place, (by, into) in shown.get("splits", {}).items()}
        row = shown["head_row"]
        rows = dict(shown.get("top", []))
        words = {number: _row_words(number, text) for number, text in sorted(({row: ""} | rows).items())}
        self.fields["head_row"].choices = list(words.items())  # type: ignore[attr-defined]
        self.fields["head_row"].initial, self.fields["has_heads"].initial = row, shown.get("has_heads", True)
        self.fields["other_row"].initial = shown.get("no_row")
        if self.chosen is not None:
            self._ask(self.chosen)

    @property
    def row_fault(self) -> str:
        """Say why the table cannot begin in the row that was named."""
        if (number := self.shown.get("no_row")) is None:
            return ""
        if isinstance(number, str):
            return _no_number(number)
        return _(
            "Row %(number)d holds nothing, or stands below the first thousand rows. Give the number of the row with the "
            "headings, as the spreadsheet shows it."
        ) % {"number": number}

    def _ask(self, kind: SheetKind) -> None:
        is_same = kind.key == self.shown["kind"] and self.shown["columns"]
        taken = {int(at): key for at, key in self.shown["columns"].items()} if is_same else guessed(self.shown, kind)
        self.taken = taken | dict.fromkeys(self.split, SEVERAL)
        mark = forms.CharField(required=False, widget=forms.HiddenInput, initial=mark_of(kind.key, self.shown))
        self.fields["shown"] = mark
        choices = [("", _("leave it out")), *_fields_of(kind, set(taken.values()))]
        several = (SEVERAL, _("several things: say below what each part is"))
        for place, slot in self.slots.items():
            words: dict[str, Any] = {"label": self.label_of(place), "required": False, "initial": self.taken.get(place, "")}
            own = choices if "_" in slot else [*choices[:1], several, *choices[1:]]
            self.fields[f"column_{slot}"] = forms.ChoiceField(choices=own, show_hidden_initial=True, **words)
        for place, split in self.split.items():
            self._ask_between(place, *split)
        for column in kind.columns:
            if column.is_shared:
                self.fields[f"same_{column.key}"] = self._shared(column)
        for place, slot in self.slots.items():
            name = f"column_{slot}"
            key = self.data.get(self.add_prefix(name), "") if self.is_bound else self.taken.get(place, "")
            self._ask_words(kind, place, key)

    def label_of(self, place: int) -> str:
        """Return how a column is called: by its heading, else by where it stands; a part by its column and its number."""
        if head := self.shown["heads"][place]:
            return str(head)
        column, _low, number = self.slots[place].partition("_")
        if not number:
            return _("column %(number)d") % {"number": place + 1}
        return _("%(column)s, part %(number)d") % {"column": self.label_of(int(column)), "number": int(number) + 1}

    def _ask_between(self, place: int, by: str, into: int) -> None:
        name = next((name for name, sign in BETWEEN.items() if sign == by), OTHER)
        signs = forms.ChoiceField(label=_("Between the parts stands"), required=False, choices=_signs(), initial=name)
        own = forms.CharField(
            label=_("Another sign or word"), required=False, max_length=SIGNS_OF_BY, initial=by if name == OTHER else ""
        )
        counts = [(count, str(count)) for count in range(FEWEST_PARTS, MOST_PARTS + 1)]
        count = forms.ChoiceField(label=_("Number of parts"), required=False, choices=counts, initial=into)
        self.fields |= {f"by_{place}": signs, f"other_{place}": own, f"into_{place}": count}

    def _shared(self, column: Column) -> forms.Field:
        """Return the field of what all rows say in a column; of a closed list one chooses."""
        said = self.shown["constants"].get(column.key, "")
        words: dict[str, Any] = {"label": _called(column), "required": False}
        if column.meanings is None:
            return forms.CharField(max_length=column.limit, initial=said, **words)
        meant = column.meanings(self.edition)
        choices = [("", "–"), *dict(meant.values()).items()]
        return forms.ChoiceField(choices=choices, initial=meant.get(folded(said), ("", ""))[0], **words)

    def _ask_words(self, kind: SheetKind, place: int, key: str) -> None:
        """Ask what the words of a column mean that it does not know."""
        column = next((one for one in kind.columns if one.key == key), None)
        distinct = self.shown.get("distinct", {}).get(str(place), [])
        if column is None or column.meanings is None or not distinct:
            return
        meant = column.meanings(self.edition)
        choices = [("", _("not known: rows with it wait")), *dict(meant.values()).items()]
        said = self.shown.get("words", {}).get(key, {})
        counts: dict[str, int] = {}
        for text, count in distinct:
            counts[folded(text)] = counts.get(folded(text), 0) + count
        texts = {folded(text): text for text, _count in reversed(distinct)}
        for word in [word for word in counts if word not in meant]:
            likely = meant.get(likeliest(word, meant, at_least=LIKELY, in_parts=True), ("", ""))[0]
            name, initial = word_name(self.slots[place], word), said.get(word, likely)
            self.fields[name] = forms.ChoiceField(label=texts[word], required=False, choices=choices, initial=initial)
            self.asked_words.append((name, key, word, counts[word]))

    @property
    def words(self) -> list[tuple[str, list[Word]]]:
        """Return the name of each column of whose words it is asked what they mean, with their fields."""
        found: dict[str, list[Word]] = {}
        for name, key, _word, count in self.asked_words:
            assert self.chosen is not None  # noqa: S101 - words are asked of a chosen kind
            found.setdefault(_label_of(self.chosen, key), []).append(Word(self[name], count))
        return list(found.items())

    @property
    def columns(self) -> Iterator[tuple[forms.BoundField, list[str]]]:
        """Yield the field of each column with the first cells below its heading."""
        for bound, cells, _offer in self.whole:
            yield bound, cells

    @property
    def whole(self) -> Iterator[tuple[forms.BoundField, list[str], Offer | None]]:
        """Yield the field of each column that the file has, with its first cells, and by what it may be parted."""
        for place, slot in self.slots.items():
            if f"column_{slot}" in self.fields and "_" not in slot:
                yield self[f"column_{slot}"], [cell for cell in self._cells(place) if cell], self._offer(place)

    @property
    def parts(self) -> Iterator[Parts]:
        """Yield the fields of each column that is parted."""
        for place in self.split if self.chosen is not None else ():
            slots = [(wide, slot) for wide, slot in self.slots.items() if slot.startswith(f"{place}_")]
            by, other, into = (self[f"{name}_{place}"] for name in ("by", "other", "into"))
            yield Parts(
                self.label_of(place), by, other, into, [(self[f"column_{slot}"], self._cells(wide)) for wide, slot in slots]
            )

    def _cells(self, place: int) -> list[str]:
        return [row[place] for row in self.shown["samples"] if place < len(row)]

    def _offer(self, place: int) -> Offer | None:
        by, is_told = self.shown.get("offers", {}).get(str(place), ("", False))
        name = next((name for name, sign in BETWEEN.items() if sign == by), "")
        if not name or place in self.split or (not is_told and self.taken.get(place)):
            return None
        return Offer(f"{self.prefix}-{place}-{name}", _("Part it at %(sign)s") % {"sign": dict(_signs())[name]})

    @property
    def shared(self) -> list[forms.BoundField]:
        """Return the fields of what may be the same for every row."""
        return [self[name] for name in self.fields if name.startswith("same_")]

    def clean_other_row(self) -> int | None:
        """Refuse what is no number of a row."""
        text = self.cleaned_data["other_row"]
        if text and not number_in(text):
            raise forms.ValidationError(_no_number(text))
        return number_in(text)

    def clean(self) -> dict[str, Any]:  # noqa: C901 - a sentence for each thing that may be wrong
        """Refuse two columns for one field, and a sheet that lacks what its kind needs."""
        facts = super().clean() or {}
        if self.chosen is None:
            return facts
        if self.row_fault:
            self.add_error("other_row", self.row_fault)
        keys = {name: key for name, key in facts.items() if name.startswith("column_") and key not in ("", SEVERAL)}
        for place in self.split:
            if not any(name.startswith(f"column_{place}_") for name in keys):
                words = {"column": self.label_of(place)}
                self.add_error(None, _("Say what the parts of %(column)s are, or leave the whole column out.") % words)
        for key in set(keys.values()):
            several = [str(self.fields[name].label) for name, one in keys.items() if one == key]
            if len(several) > 1:
                words = {"columns": joined(several), "field": _label_of(self.chosen, key)}
                self.add_error(None, _("The columns %(columns)s are both said to be %(field)s; leave one of them out.") % words)
        unasked = {key for name, key, _word, _count in self.asked_words if self.add_prefix(name) not in self.data}
        if unasked:
            words = {"fields": joined(_label_of(self.chosen, key) for key in sorted(unasked))}
            self.add_error(None, _("Say also what the words in %(fields)s mean, below, and check the file anew.") % words)
        if (zone := facts.get("same_zone", "")) and not zone_named(zone):
            self.add_error("same_zone", _("This is not a time zone. Write area and city, such as Asia/Hong_Kong."))
        lacking = [_called(column) for column in missing_fields(self.chosen, list(keys.values()))]
        if lacking:
            words = {"fields": joined(lacking)}
            self.add_error(None, _("Say which column is %(fields)s; without it no row can be taken.") % words)
        return facts

    @property
    def layout(self) -> Layout:
        """Return what was said, of a valid form."""
        facts, head_row = self.cleaned_data, self.shown["head_row"]
        if self.chosen is None:
            return Layout()
        keys = {slot: facts.get(f"column_{slot}") or "" for slot in self.slots.values()}
        columns = {int(slot): key for slot, key in keys.items() if "_" not in slot and key not in ("", SEVERAL)}
        splits = {
            place: Split(by, tuple(key for slot, key in keys.items() if slot.startswith(f"{place}_")))
            for place, (by, _into) in self.split.items()
        }
        constants = {name.removeprefix("same_"): text for name, text in facts.items() if name.startswith("same_") and text}
        has_heads = facts["has_heads"]
        mark = self.shown.get("signature", "") if has_heads else ""
        words: dict[str, dict[str, str]] = {}
        for name, key, word, _count in self.asked_words:
            if facts.get(name):
                words.setdefault(key, {})[word] = facts[name]
        row = head_row if has_heads else head_row - 1
        return Layout(self.chosen.key, row, mark, columns, constants, words, splits, is_bare=not has_heads)


def _no_number(text: str) -> str:
    reason = _("“%(text)s” is no number of a row. Write it in digits, as the spreadsheet shows it beside the row, such as 3.")
    return reason % {"text": quoted(text)}


def _row_words(number: int, text: str) -> str:
    words = {"number": number, "text": text}
    return _("row %(number)d: %(text)s") % words if text else _("row %(number)d") % words


def _signs() -> list[tuple[str, str]]:
    """Return how what stands between the parts of a cell is called."""
    return [
        ("comma", _("a comma (,)")),
        ("semicolon", _("a semicolon (;)")),
        ("slash", _("a slash (/)")),
        ("bar", _("an upright line (|)")),
        ("dash", _("a dash (–)")),
        ("line", _("a line break")),
        ("space", _("a space")),
        (OTHER, _("something else")),
    ]


def sheet_forms(
    desk: Desk,
    edition: Any,
    sheets: Sequence[Mapping[str, Any]],
    typed: Any = None,
    *,
    kept: Sequence[Mapping[str, Any]] | None = None,
) -> list[SheetForm]:
    """Return the form of every sheet of a file; where nothing is sent yet, it keeps what else was typed.

    `kept` are the sheets as they were read first, if they are shown otherwise now.
    """
    prefixes = [f"s{number}" for number in range(len(sheets))]
    if typed is not None and not is_sent(sheets, typed):
        rows = zip(sheets, kept or sheets, prefixes, strict=True)
        sheets, typed = [as_typed(shown, first, desk.kinds, typed, prefix) for shown, first, prefix in rows], None
    words = {"data": typed, "edition": edition}
    return [SheetForm(shown, desk.kinds, **words, prefix=one) for shown, one in zip(sheets, prefixes, strict=True)]


def are_sound(sheets: Sequence[SheetForm]) -> bool:
    """Tell whether all that was said can be read so; of one sheet at least it must be said what it holds."""
    sound = not [form for form in sheets if not form.is_valid()]  # each is looked at
    if sound and all(form.chosen is None for form in sheets):
        sheets[0].add_error("kind", _("Say of one sheet at least what it contains."))
        return False
    return sound


def _fields_of(kind: SheetKind, taken: set[str]) -> Iterator[tuple[str, str]]:
    for column in kind.columns:
        yield column.key, _called(column)
        if any(column.parts):
            yield from ((f"{column.key}/{half}", _label_of(kind, f"{column.key}/{half}")) for half in HALVES)
        if column.has_tags:
            own = [key for key in sorted(taken) if key.startswith(f"{column.key}:")]
            tags = dict.fromkeys([*(key.partition(":")[2].partition("/")[0] for key in own), *TAGS])
            yield from ((f"{column.key}:{tag}", with_note(_called(column), tag)) for tag in tags)
            yield from ((key, _label_of(kind, key)) for key in own if "/" in key)


def _label_of(kind: SheetKind, key: str) -> str:
    stem, _slash, half = key.partition("/")
    column = kind.column(stem)
    if not half:
        return with_note(_called(column), key.partition(":")[2])
    names = column.parts[HALVES.index(half)].split(", ")
    return with_note(names[LANGUAGES_OF_COLUMNS.get(get_language() or "en", 0)], stem.partition(":")[2])


def _called(column: Column) -> str:
    return column.called(get_language() or "en")
