"""Read who exhibits, in the few fields that the list shows.

As with people, no query here knows what the listed companies wish, and what a record keeps to narrower circles is not read.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import get_language

from praya.core.access.audiences import Audience, Level, may_read
from praya.core.directory.ordering import country_places
from praya.core.index.matches import Match, asked_words, match_name, match_stand
from praya.core.index.spellings import Spelled
from praya.core.prepared import Prepared
from praya.match.attendees.queries import Sought
from praya.meet.editions.models import Edition
from praya.meet.parties.models import Party
from praya.show.works.wanted import UNDECIDED

_LINE = (
    "pk",
    "exhibitor",
    "exhibitor__organisation",
    "code",
    "exhibitor__organisation__code",
    "exhibitor__organisation__name",
    "names",
    "exhibitor__organisation__country",
    "exhibitor__organisation__activity",
    "exhibitor__site",
    "exhibitor__stand__number",
    "exhibitor__organisation__level",
    "choices",
)
_NAMES, _STAND = _LINE.index("names"), _LINE.index("exhibitor__stand__number")
_COUNTRY, _ACTIVITY = _LINE.index("exhibitor__organisation__country"), _LINE.index("exhibitor__organisation__activity")
_LEVEL, _CHOICES = _LINE.index("exhibitor__organisation__level"), _LINE.index("choices")


def _column(name: str) -> Any:
    """Read a column of the row of a line."""
    at = _LINE.index(name)
    return property(lambda line: line.row[at])


class ExhibitorLine:
    """Hold one line of the list of exhibitors: its row as it was read, and what is worked out of it.

    A page shows fifty of hundreds, and a row is asked for the rest when it is one of those: unpacking all took a tenth of it.
    """

    __slots__ = ("activity", "country", "match", "row", "site_name", "wish")
    calendar: int = _column("pk")
    exhibitor: int = _column("exhibitor")
    organisation: int = _column("exhibitor__organisation")
    code: str = _column("code")
    record: str = _column("exhibitor__organisation__code")
    name: str = _column("exhibitor__organisation__name")
    site: int | None = _column("exhibitor__site")

    def __init__(self, row: Sequence[Any], country: str, activity: str) -> None:
        self.row, self.country, self.activity = row, country, activity
        self.wish = self.site_name = ""
        self.match: Match | None = None

    def __str__(self) -> str:
        return self.name

    @property
    def names(self) -> dict[str, str]:
        """Return the names by language; of hundreds of lines those of a page alone are looked at."""
        stored = self.row[_NAMES]
        return json.loads(stored) if stored != "{}" else {}

    @property
    def stand(self) -> str:
        """Return the number of its stand, if it has one."""
        return self.row[_STAND] or ""

    @property
    def order(self) -> str:
        """Return the key by which the list is ordered."""
        return self.row[-1]  # type: ignore[no-any-return]


def exhibitor_lines(edition: Edition, audience: Audience, order: str = "order_latin") -> list[ExhibitorLine]:
    """Return every exhibitor of an edition that can be met, in the order of a column of keys, in one query."""
    readable = {level: may_read(level, audience) for level in Level.values}
    return [_line(row, readable, audience) for row in _EXHIBITORS(order, edition=edition.pk)]


def _exhibitors(order: str, edition: int) -> QuerySet[Any, Any]:
    path = f"exhibitor__organisation__{order}"
    # As text: most companies have one name only, and seven hundred maps need no decoding for a page of fifty.
    names = Cast("exhibitor__organisation__names", TextField())
    choices = Cast("exhibitor__organisation__visibility", TextField())
    rows: QuerySet[Any, Any] = Party.objects.filter(exhibitor__edition=edition).annotate(names=names, choices=choices)
    return rows.order_by(path, "pk").values_list(*_LINE, path)


_EXHIBITORS = Prepared(_exhibitors)


def _line(row: Sequence[Any], readable: dict[str, bool], audience: Audience) -> ExhibitorLine:
    country, activity, choices = row[_COUNTRY], row[_ACTIVITY], row[_CHOICES]
    if not readable[row[_LEVEL]]:
        country = activity = ""
    elif choices != "{}":
        chosen = json.loads(choices)
        country = country if may_read(str(chosen.get("country") or "public"), audience) else ""
        activity = activity if may_read(str(chosen.get("activities") or "public"), audience) else ""
    return ExhibitorLine(row, country, activity)


def matching(lines: Sequence[ExhibitorLine], sought: Sought, named: Spelled | None = None) -> list[ExhibitorLine]:
    """Return the lines that fit, the nearest first; words fit the stand or any spelling of the name."""
    found = [line for line in lines if _fits(line, sought)] if _is_narrowed(sought) else list(lines)
    if words := asked_words(sought.words):
        scores = (named or Spelled()).organisations
        for line in found:
            called = match_name(words, (line.name, *line.names.values()), scores.get(line.organisation))
            at_stand = match_stand(words, line.stand)
            line.match = min((one for one in (called, at_stand) if one is not None), default=None, key=lambda one: one.place)
        found = [line for line in found if line.match is not None]
    return _in_order(found, sought)


def _is_narrowed(sought: Sought) -> bool:
    return bool(sought.country or sought.activity or sought.wish or sought.beginning) or sought.site_number is not None


def _fits(line: ExhibitorLine, sought: Sought) -> bool:
    return (
        (not sought.country or line.country == sought.country)
        and (not sought.activity or line.activity == sought.activity)
        and (sought.site_number is None or (line.site or 0) == sought.site_number)
        and (not sought.wish or (line.wish == sought.wish if sought.wish != UNDECIDED else line.wish == ""))
        and (not sought.beginning or (line.stand if sought.sort == "stand" else line.order).startswith(sought.beginning))
    )


def _in_order(lines: list[ExhibitorLine], sought: Sought) -> list[ExhibitorLine]:
    place = {number: at for at, number in enumerate(sought.first)}
    if sought.sort == "match" and sought.words:
        return sorted(lines, key=lambda line: (*(line.match.place if line.match else (9, 0.0)), line.order))
    if sought.sort == "stand":
        return sorted(lines, key=lambda line: (not line.stand, line.stand, line.order))
    if sought.sort == "country":
        countries = country_places(get_language() or "en")
        return sorted(lines, key=lambda line: (not line.country, countries.get(line.country, len(countries)), line.order))
    if sought.sort == "common":
        return sorted(lines, key=lambda line: (place.get(line.exhibitor, len(place)), line.order))
    return lines
