"""Write the lines of a list of requests as text: fifty rows through templates would take four times as long."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from praya.core.directory.markup import chip_of, name_in_scripts
from praya.core.directory.names import names_read
from praya.core.texts.days import day_text
from praya.core.texts.joining import labelled
from praya.core.texts.states import states as all_states
from praya.match.requests.endings import OURS, THEIRS
from praya.match.requests.queries import RequestLine
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.cities import city_of, offset_words
from praya.show.works.queries_named import works_named


@dataclass(frozen=True, slots=True)
class ListReader:
    """Hold who reads the list, when, and at which slot each request that waits can be accepted, by its code."""

    visit: EditionVisit
    language: str
    now: datetime
    firsts: Mapping[str, datetime]
    can_accept: bool = True


def request_items(lines: Iterable[RequestLine], reader: ListReader) -> SafeString:
    """Return the list items of requests: who, which way, how much, when, the state, and the buttons that answer."""
    visit = reader.visit
    start, _code, end = reverse("request", args=[visit.edition.slug, "CODE"]).rpartition("CODE")
    ways = {"sent": _("to them"), "received": _("to you"), "guest": _("you are a guest")}
    states = {state: (look, escape(str(word))) for state, (look, word) in all_states().items()}
    lines, rows = list(lines), []
    works = works_named(visit, {line.title for line in lines})
    buttons = _buttons(reader, start, end)
    for line in lines:
        standing = line.standing(reader.now)
        look, word = states[standing]
        organisation = f" · {_company(line, reader.language)}" if line.other.organisation else ""
        about = works.get(line.title) if line.title is not None else None
        named = f' · <bdi class="about" lang="{escape(about.head.tag)}">{escape(about.head.name)}</bdi>' if about else ""
        name = name_in_scripts(line.other.name, line.other.names, reader.language)
        reason = f" · {states[line.reason][1]}" if line.reason and standing in {"unbooked", "agreed"} else ""
        rows.append(
            f'<li><div><a href="{start}{line.code}{end}">{name}</a>'
            f"<small>{escape(ways[line.box])} · <strong>{states[line.level][1]}</strong>{organisation}{named}"
            f" · {_when(line, visit)}{_until(line, standing, visit)}{reason}{_ending(line)}"
            f'</small></div><span class="pill pill-{look}">{word}</span>{buttons(line, standing)}</li>'
        )
    return mark_safe("".join(rows))  # noqa: S308 - every part is escaped above or our own


def _buttons(reader: ListReader, start: str, end: str) -> Callable[[RequestLine, str], str]:
    """Return a function that writes the buttons of a request that waits for its reader; a form stands around the whole list."""
    accept, at_slot = escape(_("Accept")), escape(_("Accept, %(slot)s"))
    ends = {"yours": ("decline", escape(_("Decline"))), "proposes": ("withdraw", escape(_("Withdraw")))}
    other, ask = escape(_("Other times")), escape(_("Ask for a meeting"))
    with_start, _code, with_end = reverse("calendar", args=[reader.visit.edition.slug, "CODE"]).rpartition("CODE")

    def write(line: RequestLine, standing: str) -> str:
        if line.cancelled and line.box != "guest":
            name, back = _name(line, reader.language), f"{with_start}{line.other.code}{with_end}#ask"
            return f'<span class="row"><a class="button small" href="{back}" aria-label="{labelled(ask, name)}">{ask}</a></span>'
        if standing not in ends:
            return ""
        end_by, end_word = ends[standing]
        name = _name(line, reader.language)
        root = f"{start}{line.code}{end}"
        first = reader.firsts.get(line.code)
        said = at_slot % {"slot": escape(_short(first, line.other.site, reader.visit))} if first else accept
        value = first.isoformat() if first else ""
        accepting = (
            f'<button class="small primary" formaction="{root}accept/?version={line.version}&amp;back={line.box}"'
            f' name="starts_at" value="{value}" aria-label="{labelled(said, name)}">{said}</button>'
        )
        proposing = f'<a class="button small" href="{root}propose/" aria-label="{labelled(other, name)}">{other}</a>'
        closing = f"{root}{end_by}/?back={line.box}"
        ending = f'<button class="small" formaction="{closing}" aria-label="{labelled(end_word, name)}">{end_word}</button>'
        offered = f"{accepting}{proposing if standing == 'yours' else ''}" if reader.can_accept else ""
        return f'<span class="row">{offered}{ending}</span>'

    return write


def _name(line: RequestLine, language: str) -> str:
    return escape(names_read(line.other.name, line.other.names, language).name)


def _company(line: RequestLine, language: str) -> str:
    return name_in_scripts(line.other.organisation, line.other.organisation_names, language)


def _short(start: datetime, number: int | None, visit: EditionVisit) -> str:
    site = visit.site(number)
    local = start.astimezone(ZoneInfo(site.zone) if site is not None else visit.zone)
    return f"{day_text(local, 'D j M')} {local:%H:%M}"


def _ending(line: RequestLine) -> str:
    """Say who has cancelled the meeting of a request; the way back is on its page."""
    words = {OURS: _("by your side"), THEIRS: _("by the other side")}
    return f" · {escape(words[line.cancelled])}" if line.cancelled in words else ""


def _until(line: RequestLine, standing: str, visit: EditionVisit) -> str:
    """Write until when a request can be answered, while somebody can."""
    if line.expires_at is None or standing not in {"yours", "proposes", "theirs"}:
        return ""
    own = line.expires_at.astimezone(visit.zone)
    asks = _("they can answer until %(when)s") if standing == "theirs" else _("answer by %(when)s")
    words = asks % {"when": f"{day_text(own, 'D j M')} {own:%H:%M}"}
    return f' · <time datetime="{line.expires_at.isoformat()}">{escape(words)}</time>'


def _when(line: RequestLine, visit: EditionVisit) -> str:
    """Write when a request meets, or what it proposes first, or when it was sent."""
    if line.met_at is not None:
        return _slot(line.met_at, line.met_site, visit)
    if line.first_slot is not None and line.status == "sent":
        return _slot(line.first_slot, line.other.site, visit)
    own = line.sent_at.astimezone(visit.zone)
    return f'<time datetime="{line.sent_at.isoformat()}">{escape(day_text(own, "j M"))} {own:%H:%M}</time>'


def _slot(start: datetime, number: int | None, visit: EditionVisit) -> str:
    site = visit.site(number)
    own = start.astimezone(visit.zone)
    local = start.astimezone(ZoneInfo(site.zone)) if site is not None else own
    mark = (
        chip_of(site.short_name, site.hue)
        if site is not None
        else f'<small title="{offset_words(own)}">{escape(city_of(visit.zone.key, visit.sites))}</small>'
    )
    second = ""
    if own.utcoffset() != local.utcoffset():
        day = "" if own.date() == local.date() else f"{day_text(own, 'D j M')} "
        second = f' <small class="own-time">{escape(day)}{own:%H:%M}</small>'
    return (
        f'<span class="when">{escape(day_text(local, "D j M"))} <time datetime="{start.isoformat()}">{local:%H:%M}</time>'
        f"{second} {mark}</span>"
    )
