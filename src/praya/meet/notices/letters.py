"""Write to delegates: a notice that a room has a letter for is told by letter, too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from praya.core.accounts.models import Account
from praya.core.letters.actions import Reader, ask_for_letters
from praya.core.letters.declaring import declare_group
from praya.core.letters.models import Letter, Mailing
from praya.core.texts.days import day_text
from praya.core.texts.joining import timed, with_note
from praya.core.texts.reading import read
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.queries import delegates_numbered, delegates_of
from praya.meet.editions.cities import city_of
from praya.meet.editions.models import Site

PART, MEETINGS, REQUESTS, WORKS = "part", "meetings", "requests", "works"
MESSAGES, SUGGESTIONS, ORGANISING = "messages", "suggestions", "organising"
declare_group(
    PART,
    _("Taking part"),
    _("That something is open to you, and what organisers write. Whether you are accredited is always told."),
    10,
)
declare_group(MEETINGS, _("Meetings"), _("What is booked, moved or cancelled, and when the schedule is published."), 20)
declare_group(REQUESTS, _("Requests"), _("Who asks to meet you, and what others answer."), 30)
declare_group(MESSAGES, _("Messages"), _("That something unread waits for you, once a day at most."), 40)
declare_group(SUGGESTIONS, _("Suggestions"), _("Who could be worth meeting, every few days while there is somebody new."), 60)
declare_group(ORGANISING, _("Organising"), _("When a long job that you started has ended."), 70)
declare_group(WORKS, _("Works"), _("What becomes of your works, new works for you, and lists that colleagues share."), 50)
_OF_WHAT = ("meeting", "request", "work", "list", "portrait", "rules", "part")


def write_to(
    delegates: Collection[int],
    kind: str,
    *,
    at: datetime,
    company: int | None = None,
    by: Account | None = None,
    facts: Mapping[str, Any],
    mailing: Mailing | None = None,
) -> int:
    """Ask for letters to delegates, by number; what they are about is read from the facts. Names are read when it is written."""
    told = {name: value for name, value in facts.items() if name not in {"with", "with_names"}}
    about = next((f"{word} {facts[word]}" for word in _OF_WHAT if facts.get(word)), "")
    shared: dict[str, Any] = {"at": at, "about": about, "company": company, "by": by, "facts": told, "mailing": mailing}
    found = _readers(delegates)
    return sum(ask_for_letters(kind, readers, edition=edition, **shared) for edition, readers in found.items())


def write_to_each(told: Mapping[int, Mapping[str, Any]], kind: str, *, at: datetime, facts: Mapping[str, Any]) -> int:
    """Ask for letters to delegates, by number, each with facts of their own beside those that all are told."""
    found = _readers(told, told)
    return sum(ask_for_letters(kind, readers, at=at, edition=edition, facts=facts) for edition, readers in found.items())


_NO_FACTS: Mapping[int, Mapping[str, Any]] = {}


def _readers(delegates: Iterable[int], own: Mapping[int, Mapping[str, Any]] = _NO_FACTS) -> dict[int, list[Reader]]:
    rows = delegates_numbered(delegates).order_by("pk")
    found: dict[int, list[Reader]] = defaultdict(list)
    columns = ("pk", "edition", "person", "person__account", "site__zone", "zone")
    for number, edition, person, account, at_site, chosen in rows.values_list(*columns):
        found[edition].append(Reader(person, account, at_site or chosen or "", own.get(number, {})))
    return found


def delegate_of(letter: Letter, *states: str) -> Delegate | None:
    """Return the delegate whom a letter is for: in one of the states (approved), and still of the company it concerns."""
    rows = delegates_of([letter.person_id or 0], edition=letter.edition, status__in=states or (Delegate.Status.APPROVED,))
    found = rows.select_related("edition", "person__account", "site", "organisation").first()
    is_theirs = found is not None and letter.company_id in (None, found.organisation_id)
    return found if is_theirs else None


def moment_words(moment: datetime, place: Site | None, own: str) -> str:
    """Write a moment on the clock of a place, named, and on the reader's own where it shows something else."""
    zone = place.zone if place is not None else own or "UTC"
    local = moment.astimezone(ZoneInfo(zone))
    name = read(place.name, get_language() or "en").text if place is not None else city_of(zone)
    words = with_note(timed(day_text(local, "l j F"), f"{local:%H:%M}"), name)
    mine = own_words(moment, zone, own)
    return f"{words} · {mine}" if mine else words


def own_words(moment: datetime, zone: str, own: str) -> str:
    """Write a moment on the reader's own clock; nothing where it shows what the clock of the zone does."""
    local, away = moment.astimezone(ZoneInfo(zone)), moment.astimezone(ZoneInfo(own or zone))
    if away.utcoffset() == local.utcoffset():
        return ""
    day = f"{day_text(away, 'D j M')} " if away.date() != local.date() else ""
    return gettext("%(time)s on your clock") % {"time": f"{day}{away:%H:%M}"}
