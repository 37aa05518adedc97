"""Write the lines of a list of requests as text: fifty rows through templates would take four times as long."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from praya.core.directory.markup import name_in_scripts
from praya.core.texts.days import day_text
from praya.core.texts.states import states as all_states
from praya.match.requests.queries import RequestLine
from praya.meet.accreditation.visits import EditionVisit
from praya.show.works.queries_named import works_named


def request_items(lines: Iterable[RequestLine], visit: EditionVisit, language: str) -> SafeString:
    """Return the list items of requests: who, which way, how much, when, and the state."""
    start, _code, end = reverse("request", args=[visit.edition.slug, "CODE"]).rpartition("CODE")
    ways = {"sent": _("to them"), "received": _("to you"), "guest": _("you are a guest")}
    states = {state: (look, escape(str(word))) for state, (look, word) in all_states().items()}
    lines, rows = list(lines), []
    works = works_named(visit, {line.title for line in lines})
    for line in lines:
        look, word = states[line.state]
        organisation = f" · <bdi>{escape(line.other.organisation)}</bdi>" if line.other.organisation else ""
        about = works.get(line.title) if line.title is not None else None
        named = f' · <bdi class="about" lang="{escape(about.head.tag)}">{escape(about.head.name)}</bdi>' if about else ""
        rows.append(
            f'<li><div><a href="{start}{line.code}{end}">{name_in_scripts(line.other.name, line.other.names, language)}</a>'
            f"<small>{escape(ways[line.box])} · <strong>{states[line.level][1]}</strong>{organisation}{named}"
            f" · {_when(line, visit)}"
            f'</small></div><span class="pill pill-{look}">{word}</span></li>'
        )
    return mark_safe("".join(rows))  # noqa: S308 - every part is escaped above or our own


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
        f'<span class="chip hue-{site.hue}">{escape(site.short_name)}</span>'
        if site is not None
        else f"<small>{escape(f'{own:%Z}')}</small>"
    )
    second = ""
    if own.utcoffset() != local.utcoffset():
        day = "" if own.date() == local.date() else f"{day_text(own, 'D j M')} "
        second = f' <small class="own-time">{escape(day)}{own:%H:%M}</small>'
    return (
        f'<span class="when">{escape(day_text(local, "D j M"))} <time datetime="{start.isoformat()}">{local:%H:%M}</time>'
        f"{second}</span> {mark}"
    )
