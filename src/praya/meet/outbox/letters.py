"""Write whatever organisers have to say to people whom they have chosen."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from praya.core.letters.declaring import Facts, Kind
from praya.core.letters.models import Letter
from praya.core.letters.senders import sender_of
from praya.core.letters.wording import MARKET, filled
from praya.meet.accreditation.models import Delegate
from praya.meet.notices.letters import PART, delegate_of

NAME = "name"


def of_word(letter: Letter, at: datetime) -> Facts | None:
    """Tell somebody what organisers wrote to them, whatever their accreditation has become."""
    delegate = delegate_of(letter, *Delegate.Status.values)
    if delegate is None:
        return None
    market = sender_of(letter.edition, get_language() or "en").name
    places = {NAME: delegate.person.name, MARKET: market}
    words = {part: filled(letter.facts[part], places) for part in ("subject", "body")}
    return Facts(words, path=reverse("edition_home", args=[delegate.edition.slug]), button=_("Open the market"))


WORD = Kind(
    "word",
    PART,
    gettext_lazy("A word from the organisers"),
    "{subject}",
    "{body}",
    of_word,
    {NAME: gettext_lazy("The reader's name")},
    held_above=0,
    is_free=True,
)
