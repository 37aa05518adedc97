"""Draw where a stand is: of a hall nothing but the numbers of its stands is known, so its row is drawn in their order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

_NUMBER = re.compile(r"^(?P<row>.*?)(?P<place>[0-9]+)(?P<rest>[^0-9]*)$")
BESIDE = 3
WIDE, HIGH, GAP, TRACK = 42, 30, 4, 12


@dataclass(frozen=True, slots=True)
class StandRow:
    """Hold the numbers of the stands of one row in order, and where in it the stand is."""

    numbers: Sequence[str]
    at: int

    @property
    def where(self) -> str:
        """Say between which stands it is."""
        sentence, near = self._near
        return sentence % near

    @property
    def where_marked(self) -> SafeString:
        """Say it as markup, in which no number is broken."""
        sentence, near = self._near
        numbers = {name: f"<bdi>{escape(number)}</bdi>" for name, number in near.items()}
        return mark_safe(escape(sentence) % numbers)  # noqa: S308 - sentence and numbers are escaped

    @property
    def _near(self) -> tuple[str, dict[str, str]]:
        if self.at == 0:
            return _("The first stand of its row, beside %(other)s."), {"other": self.numbers[1]}
        before = self.numbers[self.at - 1]
        if self.at == len(self.numbers) - 1:
            return _("The last stand of its row, beside %(other)s."), {"other": before}
        return _("Between the stands %(before)s and %(after)s."), {"before": before, "after": self.numbers[self.at + 1]}


def stand_row(number: str, hall: Iterable[str]) -> StandRow | None:
    """Return the row of a stand among the stands of its hall; None for one that has no number, or no other beside it.

    >>> stand_row("1-A2", ["1-A10", "1-B1", "1-A2", "1-A1", "Lounge"])
    StandRow(numbers=['1-A1', '1-A2', '1-A10'], at=1)
    >>> stand_row("Lounge", ["Lounge", "1-A1"]) is None
    True
    """
    own = _NUMBER.match(number)
    if own is None:
        return None
    places = {
        (int(found["place"]), found["rest"]): other
        for other in hall
        if (found := _NUMBER.match(other)) is not None and found["row"] == own["row"]
    }
    numbers = [places[place] for place in sorted(places)]
    return StandRow(numbers, numbers.index(number)) if len(numbers) > 1 and number in numbers else None


def stand_picture(row: StandRow) -> SafeString:
    """Return the stands beside it with this one marked and, of a longer row, below them where in the row these are."""
    first = max(0, min(row.at - BESIDE, len(row.numbers) - 2 * BESIDE - 1))
    shown = row.numbers[first : first + 2 * BESIDE + 1]
    step, width = WIDE + GAP, len(shown) * (WIDE + GAP) - GAP
    cells = "".join(_cell(number, at * step, is_here=first + at == row.at) for at, number in enumerate(shown))
    is_whole, height = len(shown) == len(row.numbers), HIGH + 2
    track = ""
    if not is_whole:
        height += TRACK
        part = width / len(row.numbers)
        track = (
            f'<rect class="track" x="0" y="{HIGH + 8}" width="{width}" height="4" rx="2"/>'
            f'<rect class="here" x="{row.at * part:.1f}" y="{HIGH + 6}" width="{max(part, 6):.1f}" height="8" rx="2"/>'
        )
    return mark_safe(  # noqa: S308 - numbers are escaped where they are written
        f'<svg class="stand-row" viewBox="-1 0 {width + 2} {height}" width="{width + 2}" height="{height}" direction="ltr" '
        f'role="img" aria-label="{escape(row.where)}">{cells}{track}</svg>'
    )


def _cell(number: str, left: int, *, is_here: bool) -> str:
    found = _NUMBER.match(number)
    # The row is said beside the picture: a cell has room for the place within it.
    text = f"{found['place']}{found['rest']}" if found is not None else number
    look = "stand here" if is_here else "stand"
    fitted = f' textLength="{WIDE - 6}" lengthAdjust="spacingAndGlyphs"' if len(text) > 4 else ""
    return (
        f'<g class="{look}"><rect x="{left}" y="1" width="{WIDE}" height="{HIGH}" rx="4"/>'
        f'<text x="{left + WIDE // 2}" y="{HIGH // 2 + 1}"{fitted}>{escape(text)}</text></g>'
    )
