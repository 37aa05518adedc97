"""Write released sessions as an iCalendar text (RFC 5545): an event for each place of a session.

A place keeps its UID for ever, and the version that is told is its SEQUENCE; what was cancelled stays in the text as CANCELLED,
because programs keep what silently disappears. Instants are written in UTC, which every program shows on its reader's clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import cache

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from praya.core.texts.calendars import instant_line, line_of, text_line
from praya.core.texts.joining import joined
from praya.core.texts.reading import read
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.models import Edition
from praya.meet.programme.models import Release
from praya.meet.programme.queries_released import Item, Programme
from praya.meet.programme.vocabulary import KINDS

REFRESH = timedelta(minutes=30)
_ISOLATES = dict.fromkeys((0x2068, 0x2069))
_CODE = "-code-"


def sequence_of(release: Release) -> int:
    """Return the SEQUENCE of whatever a version tells: it rises with every version, and with every change of one."""
    return release.sequence


def calendar_of(visit: EditionVisit, programme: Programme, items: Iterable[Item], language: str, *, about: str = "") -> bytes:
    """Return places of sessions as one calendar, called after the edition and what it is `about`.

    The same version always gives the same bytes.
    """
    # Some programs show an escaped comma as it stands: another sign parts the two.
    name = " · ".join(word for word in (read(visit.edition.name, language).text or visit.edition.slug, about) if word)
    minutes = f"PT{REFRESH // timedelta(minutes=1)}M"
    lines = [
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Praya//Praya//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n",
        text_line("X-WR-CALNAME", name),
        text_line("NAME", name),
        f"REFRESH-INTERVAL;VALUE=DURATION:{minutes}\r\nX-PUBLISHED-TTL:{minutes}\r\n",  # what Outlook understands
    ]
    if programme.release is not None:
        for item in items:
            lines += _event(visit.edition, programme.release, item, language)
    return "".join([*lines, "END:VCALENDAR\r\n"]).encode()


def _event(edition: Edition, release: Release, item: Item, language: str) -> Iterator[str]:
    yield "BEGIN:VEVENT\r\n"
    yield line_of("UID", f"{item.place}@praya")
    yield f"SEQUENCE:{sequence_of(release)}\r\n"
    yield instant_line("DTSTAMP", release.told_at)
    yield instant_line("LAST-MODIFIED", release.told_at)
    yield instant_line("DTSTART", item.starts_at)
    yield instant_line("DTEND", item.ends_at)
    yield f"STATUS:{'CANCELLED' if item.is_cancelled else 'CONFIRMED'}\r\n"
    yield text_line("SUMMARY", " ".join(title_told(item, language).split()))
    yield text_line("LOCATION", " ".join(_where(item, language).split()))
    yield text_line("CATEGORIES", str(KINDS[item.kind]))
    if abstract := read(item.told["abstract"], language).text:
        yield text_line("DESCRIPTION", abstract)
    yield line_of("URL", address_told(edition, item))
    yield "END:VEVENT\r\n"


def title_told(item: Item, language: str) -> str:
    """Return how a session is called in a file: some programs show what was cancelled as if it took place."""
    title = read(item.title, language).text
    return cancelled(title) if item.is_cancelled else title


def cancelled(title: str) -> str:
    """Return how a session that is cancelled is called, without the signs that keep a name together on a page."""
    return (_("Cancelled: %(who)s") % {"who": title}).translate(_ISOLATES)


def address_told(edition: Edition, item: Item) -> str:
    """Return the whole address of the page of a session."""
    return settings.PUBLIC_URL.rstrip("/") + _address(edition.slug).replace(_CODE, item.code)


@cache
def _address(edition: str) -> str:
    """Return the address of a session's page with a mark for its code: found once, for a file has hundreds of them."""
    return reverse("session", args=[edition, _CODE])


def _where(item: Item, language: str) -> str:
    site = read(item.site.name, language).text if item.site is not None else ""
    place = item.room_name or item.told["stream"] or _("online")
    return joined(word for word in (place, item.hall_name, site) if word)
