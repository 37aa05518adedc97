"""Print an agenda as PDF, on A4 or on an A4 sheet folded to A6."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from praya.core.directory.names import second_name
from praya.core.printing.letters import is_drawable
from praya.core.printing.press import Press
from praya.core.printing.runs import Run, name_run, run, sentence, tongue_of
from praya.core.texts.days import day_text
from praya.core.texts.reading import read
from praya.match.agenda.days import Day, Line
from praya.match.agenda.joining import link_of
from praya.match.agenda.queries import Item, Somebody
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.links import ascii_link

PAPERS = ("a4", "a6")
_AGENDA, _FOLDED = (Path(__file__).parent / name for name in ("agenda.typ", "folded.typ"))


def print_agenda(delegate: Delegate, days: Sequence[Day], *, viewer: ZoneInfo, language: str, paper: str, now: datetime) -> bytes:
    """Return the PDF; what no font draws prints a stand-in, or a name gives way to a variant that can be drawn."""
    content = _Page(delegate, viewer, language).content(days, now) | {"paper": paper}
    with Press(content, at=now) as press:
        pages = press.pdf(_AGENDA)
        if paper != "a6":
            return pages
        press.keep("agenda.pdf", pages)
        press.tell({"tongue": content["tongue"], **press.told(_AGENDA, "sheets")})
        return press.pdf(_FOLDED)


class _Page:
    """Turn an agenda into the data that the layout reads."""

    def __init__(self, delegate: Delegate, viewer: ZoneInfo, language: str) -> None:
        self.delegate, self.viewer, self.language = delegate, viewer, language

    def content(self, days: Sequence[Day], now: datetime) -> dict[str, Any]:
        """Return everything that is printed; cancelled and handed-over meetings are not."""
        person, organisation = self.delegate.person, self.delegate.organisation
        own = now.astimezone(self.viewer)
        kept = [(day, [line for line in day.lines if not line.item.is_gone]) for day in days]
        printed = f"{day_text(own, 'j M')} {own:%H:%M}"
        return {
            "title": _("Agenda"),
            "tongue": tongue_of(self.language),
            **self._person(person.name, person.names),
            "organisation": name_run(organisation.name, organisation.names) if organisation else None,
            "edition": self._read(self.delegate.edition.name),
            "days": [
                {"heading": day_text(day.on, "l j F Y"), "meetings": [self._meeting(line) for line in lines]}
                for day, lines in kept
                if lines
            ],
            "empty": _("There is no meeting on this agenda yet."),
            "footer": _("As of %(when)s (%(zone)s)") % {"when": printed, "zone": self.viewer.key},
        }

    def _meeting(self, line: Line) -> dict[str, Any]:
        item, site = line.item, line.site
        zone = ZoneInfo(site.zone) if site is not None else self.viewer
        begins, ends = item.starts_at.astimezone(zone), item.ends_at.astimezone(zone)
        own = item.starts_at.astimezone(self.viewer)
        differs = own.utcoffset() != begins.utcoffset()
        day = "" if own.date() == begins.date() else f"{day_text(own, 'D j M')} "
        second = _("yours: %(time)s") % {"time": f"{day}{own:%H:%M}"} if differs else ""
        return {
            "time": f"{begins:%H:%M}–{ends:%H:%M}",
            "own": second if site is not None else line.clock.city,
            "people": self._people(item),
            "place": [
                sentence(line.place, self.language),
                *([self._read(site.name, site.short_name)] if site is not None else []),
            ],
            "hue": site.hue if site is not None else 0,
            "room": self._room(line),
        }

    def _room(self, line: Line) -> dict[str, Any] | None:
        """Return where an online meeting is, by the rule of the page and the calendar; what is tapped is plain ASCII."""
        link = link_of(line.item, self.delegate.edition)
        return {"text": run(link), "target": ascii_link(link)} if link else None

    def _people(self, item: Item) -> list[dict[str, Any]]:
        """Return whom one meets; of a session its title, with why it stands there where a company would."""
        if item.session is None:
            return [self._somebody(one) for one in item.with_whom]
        reason = sentence(item.session.reason, self.language)
        return [{"name": self._read(item.session.title), "other": None, "organisation": reason}]

    def _somebody(self, one: Somebody) -> dict[str, Any]:
        return {
            **self._person(one.name, one.names),
            "organisation": name_run(one.organisation, one.organisation_names) if one.organisation else None,
        }

    def _person(self, name: str, names: Mapping[str, str]) -> dict[str, Any]:
        tag, other = second_name(name, names, self.language)
        is_shown = bool(other) and is_drawable(name) and is_drawable(other)
        return {"name": name_run(name, names), "other": run(other, tag) if is_shown else None}

    def _read(self, stored: Mapping[str, Any], otherwise: str = "") -> Run:
        reading = read(stored, self.language)
        return sentence(reading.text, reading.language) if reading.text else run(otherwise)
