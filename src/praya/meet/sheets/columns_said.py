"""Read what somebody has said of the sheets of a file and not yet sent: a page with other headings or parts loses none of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from zlib import crc32

from praya.core.sheets.describing import SEVERAL, Beginning, guessed
from praya.core.sheets.kinds import SheetKind
from praya.core.texts.folding import folded
from praya.core.texts.plain import number_in

Shown = Mapping[str, Any]
Typed = Mapping[str, Any]
# How a page calls what stands between the parts of a cell; anything else is typed.
BETWEEN = {"comma": ",", "semicolon": ";", "slash": "/", "bar": "|", "dash": "-", "line": "\n", "space": " "}
OTHER = "other"


def slots_of(shown: Shown) -> dict[int, str]:
    """Return by its place how the fields of each column are called: a part by its column, and its number among the parts."""
    found, counts = {}, dict[int, int]()
    parts = {int(wide): place for wide, place in shown.get("parts", {}).items()}
    for place in range(len(shown["heads"])):
        if place not in parts:
            found[place] = str(place)
            continue
        counts[parts[place]] = counts.get(parts[place], -1) + 1
        found[place] = f"{parts[place]}_{counts[parts[place]]}"
    return found


def word_name(slot: str, text: str) -> str:
    """Return the name of the field that asks what a word of a column means, the same however many others there are."""
    return f"word_{slot}_{crc32(folded(text).encode()):x}"


def mark_of(kind: str, shown: Shown) -> str:
    """Return how a page was read, so that what is said of its columns is not taken for those of another."""
    return f"{kind}|{Beginning.shown(shown).as_text()}"


def beginnings(sheets: Sequence[Shown], typed: Typed) -> dict[int, Beginning]:
    """Return, by their number, the sheets of which somebody says that they begin or are parted otherwise than they were read."""
    said = {number: _beginning(shown, typed, f"s{number}") for number, shown in enumerate(sheets)}
    return {number: one for number, one in said.items() if one != Beginning.shown(sheets[number])}


def _beginning(shown: Shown, typed: Typed, prefix: str) -> Beginning:
    was = Beginning.shown(shown)
    row = number_in(typed.get(f"{prefix}-head_row", "")) or was.row
    is_asked = f"{prefix}-shown" in typed or next(_columns(typed, prefix), None) is not None
    has_heads = f"{prefix}-has_heads" in typed if is_asked else was.has_heads
    several = [int(slot) for slot, key in _columns(typed, prefix) if key == SEVERAL and slot.isdecimal() and len(slot) < 4]
    splits = {place: _split(typed, prefix, place) for place in several}
    asked, _dash, pressed = typed.get("show", "").partition("-")
    place, _dash, between = pressed.partition("-")
    if asked == prefix and between in BETWEEN and place.isdecimal() and len(place) < 4:
        splits[int(place)] = (BETWEEN[between], 0)
    return Beginning(row, has_heads, splits, number_in(typed.get(f"{prefix}-other_row", "")) or 0)


def _split(typed: Typed, prefix: str, place: int) -> tuple[str, int]:
    """Return what stands between the parts of a column and how many there are, as far as it is said.

    A sign that somebody has just chosen finds out anew how many.
    """
    name, own = typed.get(f"{prefix}-by_{place}", ""), typed.get(f"{prefix}-other_{place}", "")
    by = own.strip() if name == OTHER else BETWEEN.get(name, "")
    into = number_in(typed.get(f"{prefix}-into_{place}", "")) or 0
    page = Beginning.of_text(typed.get(f"{prefix}-shown", "").partition("|")[2])
    was = page.splits.get(place) if page is not None else None
    return by, 0 if was is not None and by != was[0] and into == was[1] else into


def _columns(typed: Typed, prefix: str) -> Iterator[tuple[str, str]]:
    begins = f"{prefix}-column_"
    yield from ((name.removeprefix(begins), str(typed[name])) for name in typed if name.startswith(begins))


def is_sent(sheets: Sequence[Shown], typed: Typed) -> bool:
    """Tell whether what was typed is said of the sheets as they are now; otherwise they are shown with it once more."""
    return "show" not in typed and not any(_must_look(shown, typed, f"s{number}") for number, shown in enumerate(sheets))


def _must_look(shown: Shown, typed: Typed, prefix: str) -> bool:
    """Tell whether what was sent was said of other columns than those that the sheet has now."""
    kind = typed.get(f"{prefix}-kind", "")
    if not kind:
        return False
    mark = typed.get(f"{prefix}-shown")
    if mark is None:
        return next(_columns(typed, prefix), None) is None
    known, _bar, text = mark.partition("|")
    was, now = Beginning.of_text(text), Beginning.shown(shown)
    if was is None or known != kind:
        return True
    return (was.row, dict(was.splits)) != (now.row, dict(now.splits)) or (now.has_heads and not was.has_heads)


def as_typed(shown: Shown, kept: Shown, kinds: Sequence[SheetKind], typed: Typed, prefix: str) -> dict[str, Any]:
    """Return a described sheet with all that was typed of it.

    Where its headings are others now, or its kind, they tell anew what its columns are, but of those that were said by hand.
    """
    key = typed.get(f"{prefix}-kind", "")
    kind = next((one for one in kinds if one.key == key), None)
    if kind is None:
        return {**shown, "kind": "", "columns": {}}
    slots = slots_of(shown)
    is_as_kept = kind.key == kept["kind"] and Beginning.shown(shown) == Beginning.shown(kept)
    told = {int(at): one for at, one in kept["columns"].items()} if is_as_kept else guessed(shown, kind)
    split = {int(place): SEVERAL for place in shown.get("splits", {})}
    whole = {place: slot for place, slot in slots.items() if place not in split}
    other = str(typed.get(f"{prefix}-other_row", "")).strip()
    if other and not number_in(other):
        shown = {**shown, "no_row": other}
    columns = split | _said_columns(whole, told, typed, prefix, is_same=_is_same(shown, kept, key, typed, prefix))
    begins = f"{prefix}-same_"
    constants = {name.removeprefix(begins): text for name, text in typed.items() if name.startswith(begins)}
    words = {one: dict(meant) for one, meant in kept.get("words", {}).items()}
    for place, slot in slots.items():
        for text, _count in shown.get("distinct", {}).get(str(place), ()):
            if (meant := typed.get(f"{prefix}-{word_name(slot, text)}")) is not None and columns.get(place):
                words.setdefault(columns[place], {})[folded(text)] = meant
    said = {str(place): one for place, one in columns.items()}
    return {**shown, "kind": key, "columns": said, "constants": constants or kept["constants"], "words": words}


def _is_same(shown: Shown, kept: Shown, kind: str, typed: Typed, prefix: str) -> bool:
    """Tell whether the headings and the kind are those of the page on which it was typed."""
    known, _bar, text = typed.get(f"{prefix}-shown", mark_of(kept["kind"], kept)).partition("|")
    was, now = Beginning.of_text(text), Beginning.shown(shown)
    return was is not None and (known, was.row, was.has_heads) == (kind, now.row, now.has_heads)


def _said_columns(
    slots: Mapping[int, str], told: Mapping[int, str], typed: Typed, prefix: str, *, is_same: bool
) -> dict[int, str]:
    """Return the field of every column: what was typed, or what its heading tells where nobody has said otherwise."""
    names = {place: f"{prefix}-column_{slot}" for place, slot in slots.items()}
    said = {
        place: typed[name]
        for place, name in names.items()
        if name in typed and (is_same or typed[name] != typed.get(f"initial-{name}", ""))
    }
    taken = {key for key in said.values() if key}
    return {place: said[place] if place in said else "" if (key := told.get(place, "")) in taken else key for place in slots}
