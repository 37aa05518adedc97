"""Write the sessions of a programme as text: hundreds of rows through templates would take many times as long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from html import escape
from itertools import groupby
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from praya.core.directory.markup import chip_of, escaped
from praya.core.index.matches import Match
from praya.core.templatetags.praya import status_pill
from praya.core.texts.days import day_text
from praya.core.texts.reading import read
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.programme.own_clock import OwnClock
from praya.meet.programme.queries_released import Item, Told
from praya.meet.programme.timeline import Picture
from praya.meet.programme.vocabulary import KINDS


class ItemWriter:
    """Write sessions for one reader: words, chips and addresses are resolved once for all of them."""

    def __init__(self, visit: EditionVisit, clock: OwnClock) -> None:
        self.language, self.clock = get_language() or "en", clock
        page = "manage_preview_session" if hasattr(visit, "preview") else "session"
        self.start, self.end = reverse(page, args=[visit.edition.slug, "CODE"]).split("CODE")
        self.kinds = {kind: str(word) for kind, word in KINDS.items()}
        self.chips = {site.slug: chip_of(site.short_name, site.hue) for site in visit.sites}
        self.zones = {site.slug: ZoneInfo(site.zone) for site in visit.sites}
        self.online, self.relayed = _("online"), _("relayed or shown again here")
        self.gone = status_pill("cancelled")
        self._texts: dict[int, str] = {}

    def text(self, stored: Told | None) -> str:
        """Return a text in the reader's language, escaped, its language marked when it is another one."""
        known = self._texts.get(id(stored))
        if known is not None:
            return known
        found = read(stored or {}, self.language)
        text = escaped(found.text)
        if found.text and found.language.lower() != self.language.lower():
            text = f'<span lang="{escaped(found.language)}">{text}</span>'
        self._texts[id(stored)] = text  # what a version tells lives as long as this page
        return text

    def lines(self, items: Iterable[Item], *, with_day: bool = False) -> SafeString:
        """Return sessions as the items of a list; `with_day` where no heading says it."""
        return mark_safe("".join(self.line(one, with_day=with_day) for one in items))  # noqa: S308 - escaped where written

    def joined(self, lines: Iterable[str]) -> SafeString:
        """Return items that were written one by one as they stand in a list."""
        return mark_safe("".join(lines))  # noqa: S308 - each was escaped where it was written

    def line(self, item: Item, *, with_day: bool = False, why: object = "") -> str:
        """Return one session with its time, place and kind, and why it is there."""
        facts = [self.kinds[item.kind]]
        if item.track_name:
            facts.append(self.text(item.track_name))
        if not item.is_origin:
            facts.append(self.relayed)
        reason = f'<small class="why">{escape(str(why))}</small>' if why else ""
        return (
            f'<li><div><a href="{self.start}{item.code}{self.end}">{self.text(item.title)}</a>'
            f"<span>{self.when(item, with_day=with_day)} {self.where(item)}</span>"
            f"<small>{' · '.join(facts)}</small>{reason}</div>{self.gone if item.is_cancelled else ''}</li>"
        )

    def where(self, item: Item) -> str:
        """Return room and hall, or that it is online."""
        if not item.room:
            return self.online
        return f"<bdi>{escaped(item.room_name)}</bdi> <small>{escaped(item.hall_name)}</small>"

    def when(self, item: Item, *, with_day: bool = False) -> str:
        """Return from when until when it lasts on the clock that leads, and in small on the other one where it differs."""
        site = item.site
        here, own = self.zones[site.slug] if site is not None else None, self.clock.zone
        chip = self.chips[site.slug] if site is not None else ""
        if here is None:
            here = own or ZoneInfo("UTC")
        local = item.starts_at.astimezone(here)
        day = f"{escape(day_text(item.day))} " if with_day else ""
        if own is None or item.starts_at.astimezone(own).utcoffset() == local.utcoffset():
            return f'<span class="when">{day}{_span(item, here)} {chip}{_shift(local, item.day)}</span>'
        mine = item.starts_at.astimezone(own)
        if self.clock.is_first:
            other = f'<small class="own-time">{_span(item, here)} {chip}{_shift(local, item.day)}</small>'
            return f'<span class="when">{day}{_span(item, own)}{_shift(mine, item.day)} {other}</span>'
        other = f'<small class="own-time">{_own_day(mine, local.date())}{_span(item, own)}</small>'
        return f'<span class="when">{day}{_span(item, here)} {chip}{_shift(local, item.day)} {other}</span>'

    def ranked(self, items: Sequence[Item], matches: Mapping[str, Match], parts: Mapping[int, object]) -> SafeString:
        """Return sessions as they answer what was typed, each with why; what is only near stands under a heading of its own."""
        rows = []
        for tier, some in groupby(items, key=lambda one: matches[one.code].tier):
            if parts.get(tier):
                rows.append(f'<li class="part"><h2>{escape(str(parts[tier]))}</h2></li>')
            rows += [self.line(one, with_day=True, why=matches[one.code].why) for one in some]
        return mark_safe("".join(rows))  # noqa: S308 - every part is escaped where it is written

    def picture(self, picture: Picture) -> SafeString:
        """Return the rooms of a day at a site side by side, each session as long as it lasts."""
        hours = "".join(f'<li class="{looks}"><time>{escape(label)}</time></li>' for looks, label in picture.hours)
        now = (
            f'<p class="now-line {picture.now}"><span class="visually-hidden">{_word_now()}</span></p>' if picture.is_now else ""
        )
        lanes = "".join(self._lanes(picture))
        return mark_safe(  # noqa: S308 - every part is escaped where it is written
            f'<ol class="lane-hours for-h{picture.length}" aria-hidden="true">{hours}</ol>{lanes}{now}'
        )

    def _lanes(self, picture: Picture) -> Iterator[str]:
        for lane in picture.lanes:
            name = f"<bdi>{escaped(lane.room)}</bdi> <small>{escaped(lane.hall)}</small>" if lane.room else self.online
            blocks = "".join(self._block(one, looks) for one, looks in lane.blocks)
            yield f'<section class="lane"><h4>{name}</h4><ol class="for-h{picture.length}">{blocks}</ol></section>'

    def _block(self, item: Item, looks: str) -> str:
        gone = f" {self.gone}" if item.is_cancelled else ""
        hue = f" hue-{item.site.hue}" if item.site is not None else ""
        return (
            f'<li class="block {looks}{hue}{" is-cancelled" if item.is_cancelled else ""}">'
            f'<a href="{self.start}{item.code}{self.end}">{self.text(item.title)}</a>'
            f"{self.when(item)}<small>{self.kinds[item.kind]}{'' if item.is_origin else f' · {self.relayed}'}{gone}</small></li>"
        )


def _word_now() -> str:
    return escape(pgettext("a session", "Now"))


def _span(item: Item, zone: ZoneInfo) -> str:
    return f"{_clock(item.starts_at, zone)}–{_clock(item.ends_at, zone)}"


@lru_cache(maxsize=1 << 12)
def _clock(instant: datetime, zone: ZoneInfo) -> str:
    """Return what a clock shows at an instant: sessions begin and end together, so that each is asked for many times."""
    local = instant.astimezone(zone)
    return f'<time datetime="{instant.isoformat()}">{local.hour:02d}:{local.minute:02d}</time>'


def _own_day(mine: datetime, day: date) -> str:
    return "" if mine.date() == day else f"{escape(day_text(mine))} "


def _shift(local: datetime, day: date) -> str:
    """Return how many days the date on a clock is from the day of the programme, with the date; nothing on the same day."""
    days = (local.date() - day).days
    if not days:
        return ""
    words = (
        ngettext("+%(count)d day", "+%(count)d days", days) if days > 0 else ngettext("−%(count)d day", "−%(count)d days", -days)
    )
    return f' <small class="day-shift">{escape(words % {"count": abs(days)})} · {escape(day_text(local))}</small>'
