"""Say what the trail calls the rules of seats, and the facts of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from praya.core.audit.telling import Clock, Fact, Row, Told
from praya.core.texts.reading import read
from praya.meet.seats.wording import METHODS, MOMENT_WORDS, STATES


def _title(rows: Sequence[Row], _clock: Clock) -> str:
    return read(rows[0]["session__title"] or {}, get_language() or "en").text


SUBJECTS = {
    "meet.admission": Told(("session__title", "place"), _title, "manage_admission", ("place",)),
}
FACTS: dict[str, Any] = {
    "method": Fact(pgettext_lazy("a fact", "method"), words=METHODS),
    "seats": pgettext_lazy("a fact", "seats"),
    "walk_ups": _("held for whoever comes to the door"),
    "commitment": pgettext_lazy("a fact", "commitment"),
    "beacon": pgettext_lazy("a fact", "public value"),
    "beacon_source": pgettext_lazy("a fact", "source of the public value"),
    "count": pgettext_lazy("a fact", "how many"),
    "number": pgettext_lazy("a fact", "arrival number"),
    "first": pgettext_lazy("a fact", "first arrival number"),
    "last": pgettext_lazy("a fact", "last arrival number"),
    "delegate": Fact(pgettext_lazy("a fact", "delegate"), refers="meet.delegate"),
    "late_minutes": pgettext_lazy("a fact", "minutes late"),
    "planned_at": pgettext_lazy("a fact", "planned for"),
    "starts_at": pgettext_lazy("a fact", "from"),
    "state": Fact(pgettext_lazy("a fact", "state"), words={key: word for key, (_look, word) in STATES.items()}),
    **MOMENT_WORDS,
}
