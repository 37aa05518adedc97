"""Write to delegates about their meetings, each with the meeting as calendar programs take it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from praya.core.letters.declaring import Attachment, Facts, Kind
from praya.core.letters.models import Letter
from praya.match.agenda.days import place_words
from praya.match.agenda.feed import invitation_text, who_words
from praya.match.agenda.joining import link_of
from praya.match.agenda.queries import Item, agenda_items
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Site
from praya.meet.editions.queries import sites_of
from praya.meet.notices.letters import MEETINGS, delegate_of, moment_words

MOST_ROWS = 60
_PUSHED = frozenset({"moved", "cancelled", "late"})  # what one has to know at once, standing in the hall
_WORDS = {"who": gettext_lazy("With whom"), "when": gettext_lazy("When"), "where": pgettext_lazy("meeting", "Where")}


def of_meeting(letter: Letter, at: datetime) -> Facts | None:
    """Tell of one meeting as it is now; nothing when it has become something else, is over, or is not theirs any more."""
    delegate = delegate_of(letter)
    item = next(iter(agenda_items(delegate, meeting=letter.facts.get("meeting", ""))), None) if delegate is not None else None
    if delegate is None or item is None or item.ends_at <= at:
        return None
    # Whoever was replaced by a colleague is told as well, and their calendar takes the meeting away.
    if letter.kind != "takeover" and item.is_gone != (letter.kind == "cancelled"):
        return None
    sites = sites_of(delegate.edition)
    words = _words(item, sites, letter.zone)
    words["yours"] = who_words(item, of_ours=True)
    words["link"] = link_of(item, delegate.edition)
    minutes = int(letter.facts.get("minutes") or 0)
    words["minutes"] = ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    was = letter.facts.get("was")
    if was:
        place = _place(item, sites)
        words["was"] = moment_words(datetime.fromisoformat(was), place, letter.zone)
    method = "CANCEL" if item.is_gone else "REQUEST"
    if letter.kind == "late":
        return Facts(words, _rows(words), _page(delegate, item), _("Open the meeting"))
    invitation = invitation_text(delegate, item, sites, get_language() or "en", method)
    return Facts(
        words,
        (*_rows(words), *_line(letter)),
        _page(delegate, item) if not item.is_gone else reverse("agenda", args=[delegate.edition.slug]),
        _("Open the meeting") if not item.is_gone else _("Open your agenda"),
        (Attachment("meeting.ics", f"text/calendar; method={method}", invitation),),
    )


def of_schedule(letter: Letter, at: datetime) -> Facts | None:
    """Tell of all meetings that a published schedule brought; nothing to whoever has none."""
    delegate = delegate_of(letter)
    items = [item for item in agenda_items(delegate) if not item.is_gone and item.starts_at > at] if delegate else []
    if delegate is None or not items:
        return None
    sites = sites_of(delegate.edition)
    lines = [_words(item, sites, letter.zone) for item in items[:MOST_ROWS]]
    rows = tuple((line["when"], f"{line['who']} · {line['where']}") for line in lines)
    return Facts({"count": str(len(items))}, rows, reverse("agenda", args=[delegate.edition.slug]), _("Open your agenda"))


def _words(item: Item, sites: Sequence[Site], zone: str) -> dict[str, str]:
    place = _place(item, sites)
    return {"who": who_words(item), "when": moment_words(item.starts_at, place, zone), "where": place_words(item)}


def _line(letter: Letter) -> list[tuple[str, str]]:
    """Return what the side that cancelled has written with it."""
    line = str(letter.facts.get("line", ""))
    return [(_("They write"), line)] if line else []


def _place(item: Item, sites: Sequence[Site]) -> Site | None:
    return next((site for site in sites if site.pk == item.site), None)


def _page(delegate: Delegate, item: Item) -> str:
    return reverse("meeting", args=[delegate.edition.slug, item.code])


def _rows(words: dict[str, str]) -> tuple[tuple[str, str], ...]:
    labels = [(_("When"), "when"), (_("Before"), "was"), (pgettext("meeting", "Where"), "where"), (_("With whom"), "who")]
    labels.append((pgettext("meeting", "Join"), "link"))
    return tuple((label, words[name]) for label, name in labels if words.get(name))


def _letter(name: str, label: object, subject: object, body: object, **words: object) -> Kind:
    return Kind(name, MEETINGS, label, subject, body, of_meeting, _WORDS | words, is_pushed=name in _PUSHED)


LETTERS = (
    _letter(
        "booked",
        gettext_lazy("A meeting is booked"),
        gettext_lazy("Meeting booked: {who}, {when}"),
        gettext_lazy("A meeting with {who} is booked for you at {market}. It is attached for your calendar."),
    ),
    _letter(
        "moved",
        gettext_lazy("A meeting is moved"),
        gettext_lazy("Meeting moved: {who}, now {when}"),
        gettext_lazy("Your meeting with {who} at {market} has been moved. The new time is attached for your calendar."),
    ),
    _letter(
        "place",
        gettext_lazy("A meeting has another place"),
        gettext_lazy("Another place: {who}, {where}"),
        gettext_lazy("Your meeting with {who} at {market} keeps its time and has another place."),
    ),
    _letter(
        "cancelled",
        gettext_lazy("A meeting is cancelled"),
        gettext_lazy("Meeting cancelled: {who}, {when}"),
        gettext_lazy("Your meeting with {who} at {market} has been cancelled. The time is free again."),
    ),
    _letter(
        "takeover",
        gettext_lazy("A meeting is handed over to a colleague"),
        gettext_lazy("Handed over: {who}, {when}"),
        gettext_lazy(
            "Somebody else comes to a meeting at {market}, at the same time and place: it is now between {yours} and {who}."
        ),
        yours=gettext_lazy("Who comes from the reader's side"),
    ),
    _letter(
        "late",
        gettext_lazy("Somebody is late for a meeting"),
        gettext_lazy("{who}: {minutes} late"),
        gettext_lazy("{who} will be about {minutes} late for your meeting at {market}."),
        minutes=gettext_lazy("By how many minutes"),
    ),
    Kind(
        "published",
        MEETINGS,
        gettext_lazy("The schedule is published"),
        gettext_lazy("Your meetings at {market}"),
        gettext_lazy("The schedule of {market} has been published. You have {count} meetings."),
        of_schedule,
        {"count": gettext_lazy("How many meetings")},
        held_above=0,
    ),
)
