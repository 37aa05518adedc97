"""Say what goes with a link to the programme that somebody shares: title, a line of text, and a picture of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from praya.core.actions.answering import address_of
from praya.core.texts.days import day_text
from praya.core.texts.joining import joined
from praya.core.texts.reading import read
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.clocks import clock_in
from praya.meet.programme.queries_released import Item, Programme
from praya.meet.programme.rules import is_for_everybody
from praya.meet.programme.vocabulary import KINDS

DESCRIBED = 200  # so many letters of a text go with a link
WIDTH, HEIGHT = 1200, 630


@dataclass(frozen=True, slots=True)
class Shared:
    """Hold what a shared link shows; `lines` are those of its picture, below the title."""

    title: str
    text: str
    address: str
    picture: str
    lines: tuple[str, ...] = ()
    width: int = WIDTH
    height: int = HEIGHT


def share_of_programme(request: HttpRequest, visit: EditionVisit, programme: Programme) -> Shared | None:
    """Return what a link to the programme shows; nothing where it is not for everybody."""
    if not is_for_everybody(visit):
        return None
    language, slug = get_language() or "en", visit.edition.slug
    name = read(visit.edition.name, language).text
    sessions, days = len({one.code for one in programme.items}), sorted({one.day for one in programme.items})
    count = ngettext("%(count)d session", "%(count)d sessions", sessions) % {"count": sessions} if sessions else ""
    first, last = (days[0], days[-1]) if days else (visit.edition.starts_on, visit.edition.ends_on)
    dates = " – ".join(dict.fromkeys(day_text(one, "j M Y") for one in (first, last)))
    places = joined(read(site.name, language).text for site in visit.sites)
    lines = tuple(line for line in (dates, places, count) if line)
    return Shared(
        _("Programme: %(name)s") % {"name": name},
        " · ".join(lines),
        request.build_absolute_uri(address_of("programme", slug)),
        request.build_absolute_uri(address_of("programme_picture", slug, language=language)),
        lines,
    )


def share_of_session(request: HttpRequest, visit: EditionVisit, places: list[Item]) -> Shared | None:
    """Return what a link to a session shows; nothing where it is not for everybody."""
    if not is_for_everybody(visit):
        return None
    item, language, slug = places[0], get_language() or "en", visit.edition.slug
    title = read(item.title, language).text
    kind = joined((str(KINDS[item.kind]), _("cancelled"))) if item.is_cancelled else str(KINDS[item.kind])
    times = [_when(one, visit) for one in places[:2]]
    abstract = read(item.told["abstract"], language).text
    text = " · ".join((kind, *times, *((abstract,) if abstract else ())))
    return Shared(
        title,
        text if len(text) <= DESCRIBED else f"{text[: DESCRIBED - 1]}…",
        request.build_absolute_uri(address_of("session", slug, item.code)),
        request.build_absolute_uri(address_of("session_picture", slug, item.code, language=language)),
        (kind, *times, read(visit.edition.name, language).text),
    )


def _when(item: Item, visit: EditionVisit) -> str:
    """Return when a session takes place, on the clock of its site, and in which room."""
    zone = item.site.zone_info if item.site is not None else visit.zone
    span = clock_in(zone, visit.sites).span(item.starts_at, item.ends_at)
    return joined(word for word in (span, item.room_name) if word)
