"""Tell those with seats, and those who wait for one, what became of it: by a notice and by letter."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext_lazy, pgettext
from django.utils.translation import gettext as _

from praya.core.letters.declaring import Facts, Kind, declare_group
from praya.core.letters.models import Letter
from praya.core.texts.joining import joined
from praya.core.texts.reading import read
from praya.meet.notices.actions import called, tell
from praya.meet.notices.declaring import declare_notice
from praya.meet.notices.letters import delegate_of, moment_words
from praya.meet.seats.models import Admission, Seat
from praya.meet.seats.queries import spot_told
from praya.meet.seats.rules import LIVE

State = Seat.State
SEATS = "seats"
declare_group(SEATS, gettext_lazy("Seats"), gettext_lazy("That you have a seat, or none, and what becomes of the session."), 25)


def tell_seats(admission: Admission, delegates: Collection[int], kind: str, **facts: Any) -> None:
    """Tell delegates, by number, something of the seats of a session."""
    if delegates:
        tell(delegates, kind, admission=admission.code, **facts, **called(*title_pair(admission)))


def title_pair(admission: Admission) -> tuple[str, Mapping[str, str]]:
    """Return how a session is called, and the same in every language that it has."""
    stored = admission.told.get("title") or admission.session.title
    texts = {tag: entry["text"] for tag, entry in (stored.get("texts") or {}).items()}
    return read(stored, "en").text, texts


# In which states a letter still tells what is so.
_STANDS: dict[str, tuple[str, ...]] = {
    "seat_free": (State.SEATED,),
    "seat_drawn": (State.SEATED,),
    "seat_not_drawn": (State.WAITING,),
    "seat_missed": (State.ABSENT,),
    "seat_moved": LIVE,
}


def of_seat(letter: Letter, at: datetime) -> Facts | None:
    """Tell of a seat as long as it stands as it did: what for, when and where, and until when it can be given back."""
    delegate = delegate_of(letter)
    rows = Seat.objects.select_related("admission__session").filter(admission__code=letter.facts["admission"], delegate=delegate)
    seat = rows.first() if delegate is not None else None
    if delegate is None or seat is None:
        return None
    admission, spot = seat.admission, spot_told(seat.admission.told)
    is_lost = letter.kind == "seat_lost"
    if spot is None or is_lost != (admission.ended_at is not None) or (not is_lost and seat.state not in _STANDS[letter.kind]):
        return None
    site = next((one for one in delegate.edition.sites.all() if one.pk == spot.site), None)
    title = read(spot.title, get_language() or "en").text
    when = moment_words(spot.starts_at, site, letter.zone)
    where = joined(name for name in (spot.room_name, spot.hall_name) if name) or _("online")
    rows_told = [(_("Session"), title), (pgettext("a fact", "When"), when), (pgettext("a fact", "Where"), where)]
    until = admission.withdraw_until
    if until is not None and until > at and seat.state == State.SEATED and not is_lost:
        rows_told.append((_("Give it back until"), moment_words(until, site, letter.zone)))
    path = reverse("my_seats", args=[delegate.edition.slug])
    return Facts({"session": title, "when": when}, tuple(rows_told), path, _("My seats"))


_WORDS = {"session": gettext_lazy("The title of the session"), "when": gettext_lazy("When the session is")}


def _letter(name: str, label: object, subject: object, body: object) -> Kind:
    return Kind(name, SEATS, label, subject, body, of_seat, _WORDS, is_pushed=True)


LETTERS = (
    _letter(
        "seat_free",
        gettext_lazy("A seat has come to you from the waiting list"),
        gettext_lazy("You have a seat: {session}"),
        gettext_lazy(
            "You waited for a seat at {market}, and one is yours now. If you cannot come, give it back: the next who waits "
            "gets it."
        ),
    ),
    _letter(
        "seat_drawn",
        gettext_lazy("You were drawn for a seat"),
        gettext_lazy("You have a seat: {session}"),
        gettext_lazy(
            "The seats were drawn, and one of them is yours. Everybody can draw again and see that it was fair: the page of the "
            "session has the file. If you cannot come, give the seat back: the next who waits gets it."
        ),
    ),
    _letter(
        "seat_not_drawn",
        gettext_lazy("You were not drawn, and wait"),
        gettext_lazy("You are on the waiting list: {session}"),
        gettext_lazy(
            "The seats were drawn, and none was left for you. You are on the waiting list: a seat that is given back goes to the "
            "first who waits, and you are told."
        ),
    ),
    _letter(
        "seat_missed",
        gettext_lazy("You left a seat empty"),
        gettext_lazy("You did not come: {session}"),
        gettext_lazy(
            "You had a seat and were not there when it had to be claimed, so that it went to others. The rules of seats at "
            "{market} say what follows from it. If this is a mistake, tell the organisers: they can mend it."
        ),
    ),
    _letter(
        "seat_moved",
        gettext_lazy("A session in which you have a seat is moved"),
        gettext_lazy("Moved: {session}"),
        gettext_lazy(
            "A session for which you have a seat, or wait for one, has another time or room now. What you have stays yours."
        ),
    ),
    _letter(
        "seat_lost",
        gettext_lazy("A session in which you have a seat is cancelled"),
        gettext_lazy("Cancelled: {session}"),
        gettext_lazy("A session for which you had a seat, or waited for one, does not take place. Your seat has ended with it."),
    ),
)
NOTICES: tuple[tuple[str, Any, str, Any, int], ...] = (
    (
        "seat_free",
        gettext_lazy("You have a seat from the waiting list: %(who)s."),
        "new",
        ngettext_lazy("%(n)d seat from a waiting list", "%(n)d seats from waiting lists", "n"),
        30,
    ),
    (
        "seat_drawn",
        gettext_lazy("You were drawn and have a seat: %(who)s."),
        "new",
        ngettext_lazy("%(n)d seat drawn for you", "%(n)d seats drawn for you", "n"),
        31,
    ),
    (
        "seat_not_drawn",
        gettext_lazy("You were not drawn and are on the waiting list: %(who)s."),
        "moved",
        ngettext_lazy("%(n)d draw without a seat for you", "%(n)d draws without a seat for you", "n"),
        32,
    ),
    ("seat_missed", gettext_lazy("You did not come to a seat that was yours: %(who)s."), "lost", None, 33),
    (
        "seat_moved",
        gettext_lazy("A session in which you have a seat has another time or room: %(who)s."),
        "moved",
        ngettext_lazy("%(n)d session with your seat moved", "%(n)d sessions with your seats moved", "n"),
        34,
    ),
    (
        "seat_lost",
        gettext_lazy("A session in which you have a seat is cancelled: %(who)s."),
        "lost",
        ngettext_lazy("%(n)d session with your seat cancelled", "%(n)d sessions with your seats cancelled", "n"),
        35,
    ),
)


def declare_news() -> None:
    """Make the notices known."""
    for kind, sentence, look, counted, order in NOTICES:
        declare_notice(kind, sentence, look=look, counted=counted, order=order)
