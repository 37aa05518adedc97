"""Say in words by which rules seats are given away, how many are left, and how it stands with the reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.utils.translation import get_language, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from praya.core.texts.joining import joined, with_note
from praya.core.texts.reading import read
from praya.engines.programme import Rung, SeatRules
from praya.meet.accreditation.models import Category
from praya.meet.seats.models import Admission, Seat
from praya.meet.seats.rules import rules_of

State = Seat.State
METHODS = {
    "first_come": pgettext_lazy("seats", "First come, first served"),
    "draw": pgettext_lazy("seats", "Draw"),
}
MOMENT_WORDS = {
    "opens_at": pgettext_lazy("seats", "Booking opens"),
    "draws_at": pgettext_lazy("seats", "The seats are drawn"),
    "releases_at": pgettext_lazy("seats", "Seats kept for categories fall open to all"),
    "claims_until": pgettext_lazy("seats", "Whoever has a seat is at the door by"),
    "withdraw_until": pgettext_lazy("seats", "A seat can be given back until"),
}
STATES = {
    "pooled": ("wait", pgettext_lazy("status", "in the draw")),
    "seated": ("done", pgettext_lazy("status", "has a seat")),
    "queued": ("wait", pgettext_lazy("status", "on the waiting list")),
    "admitted": ("done", pgettext_lazy("status", "let in at the door")),
    "lined": ("wait", pgettext_lazy("status", "in line at the door")),
    "given_back": ("past", pgettext_lazy("status", "given back")),
    "left_empty": ("bad", pgettext_lazy("status", "did not come")),
    "unaware": ("past", pgettext_lazy("status", "did not come, heard of it too late")),
}


def category_names(categories: Iterable[Category]) -> dict[str, str]:
    """Return how the categories of an edition are called, by their slugs."""
    language = get_language() or "en"
    return {one.slug: read(one.name, language).text or one.slug for one in categories}


def told_rules(admission: Admission, names: Mapping[str, str], ladder: Sequence[Rung]) -> list[str]:
    """Return the rules in sentences."""
    rules = rules_of(admission)
    found = [_method(admission, rules)]
    if rules.quotas:
        kept = joined(with_note(names.get(slug, slug), str(count)) for slug, count in rules.quotas.items() if count)
        found.append(_("Seats are kept for: %(kept)s.") % {"kept": kept})
    if rules.walk_ups:
        sentence = ngettext(
            "%(count)d seat is held for whoever comes to the door.",
            "%(count)d seats are held for whoever comes to the door.",
            rules.walk_ups,
        )
        found.append(sentence % {"count": rules.walk_ups})
    if admission.categories:
        who = joined(names.get(slug, slug) for slug in admission.categories)
        found.append(_("Who may ask: %(who)s.") % {"who": who})
    found.append(_("A seat that is given back goes to the first who waits, who is told."))
    if rules.claims_until is not None:
        found.append(_claims(rules))
    return [*found, *ladder_words(ladder)]


def _method(admission: Admission, rules: SeatRules) -> str:
    words = {"count": rules.seats}
    if admission.method == Admission.Method.DRAW:
        sentence = ngettext(
            "%(count)d seat, by draw: whoever asks before it takes part, early or late; whoever asks later comes behind them.",
            "%(count)d seats, by draw: whoever asks before it takes part, early or late; whoever asks later comes behind them.",
            rules.seats,
        )
    else:
        sentence = ngettext(
            "%(count)d seat, first come, first served: only the number of a request's arrival counts.",
            "%(count)d seats, first come, first served: only the number of a request's arrival counts.",
            rules.seats,
        )
    return sentence % words


def _claims(rules: SeatRules) -> str:
    hours = int(rules.notice / timedelta(hours=1))
    sentence = _(
        "Whoever has not come by then loses the seat, and it counts as left empty, unless it came to them less than "
        "%(hours)d h before."
    )
    return sentence % {"hours": hours}


def ladder_words(ladder: Sequence[Rung]) -> list[str]:
    """Return in sentences what seats left empty cost."""
    found = []
    for rung in ladder:
        words = {"count": rung.no_shows, "minutes": rung.wait_minutes}
        if rung.is_barred:
            sentence = ngettext(
                "Whoever has left %(count)d seat empty cannot book any more.",
                "Whoever has left %(count)d seats empty cannot book any more.",
                rung.no_shows,
            )
        else:
            sentence = ngettext(
                "To whoever has left %(count)d seat empty booking opens %(minutes)d min later; in a draw they come last.",
                "To whoever has left %(count)d seats empty booking opens %(minutes)d min later; in a draw they come last.",
                rung.no_shows,
            )
        found.append(sentence % words)
    return found


def left_words(left: int) -> str:
    """Say how many seats are left."""
    return ngettext("%(count)d seat left", "%(count)d seats left", left) % {"count": left} if left else _("No seat left")


def own_words(state: str, place: int = 0) -> str:
    """Say to somebody how it stands with them."""
    if state == State.WAITING and place:
        return _("You are on the waiting list, at place %(place)d.") % {"place": place}
    return str(_OWN.get(state, ""))


_OWN: dict[str, Any] = {
    State.SEATED: pgettext_lazy("seats", "You have a seat."),
    State.WAITING: pgettext_lazy("seats", "You are on the waiting list."),
    State.POOL: pgettext_lazy("seats", "You take part in the draw."),
    State.ADMITTED: pgettext_lazy("seats", "You were let in at the door."),
    State.LINE: pgettext_lazy("seats", "You are in the line at the door."),
    State.GONE: pgettext_lazy("seats", "You have given it back."),
    State.ABSENT: pgettext_lazy("seats", "You had a seat and did not come."),
    State.EXCUSED: pgettext_lazy("seats", "A seat came to you too late; that you did not come does not count."),
}


def next_words(admission: Admission, state: str) -> str:
    """Say what happens next to somebody, where it happens by itself."""
    if state == State.WAITING:
        return _("When a seat falls free for you, it is yours at once, and you are told by letter and on your agenda.")
    if state == State.POOL:
        return _("The draw is at the hour below. You are told by letter what came of it.")
    if state == State.SEATED and admission.claims_until is not None:
        return _("Be at the door by the hour below; later the seat goes to others.")
    return ""
