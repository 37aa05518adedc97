"""Invite people, and write whatever organisers have to say to those whom they have chosen."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from praya.core.directory.names import lead_name
from praya.core.letters.declaring import Facts, Kind
from praya.core.letters.models import Letter
from praya.core.letters.senders import sender_of
from praya.core.letters.wording import MARKET, filled
from praya.core.texts.days import day_text
from praya.meet.accreditation.models import Delegate
from praya.meet.notices.letters import PART, delegate_of
from praya.meet.outbox.queries_inviting import INVITED

NAME = "name"


def of_word(letter: Letter, at: datetime) -> Facts | None:
    """Tell somebody what organisers wrote to them, whatever their accreditation has become."""
    delegate = delegate_of(letter, *Delegate.Status.values)
    if delegate is None:
        return None
    market = sender_of(letter.edition, get_language() or "en").name
    places = {NAME: lead_name(delegate.person), MARKET: market}
    words = {part: filled(letter.facts[part], places) for part in ("subject", "body")}
    return Facts(words, path=reverse("edition_home", args=[delegate.edition.slug]), button=_("Open the market"))


def of_invitation(letter: Letter, at: datetime) -> Facts | None:
    """Invite somebody as long as they are accredited and the edition is not over."""
    delegate = delegate_of(letter)
    if delegate is None or delegate.edition.ends_on < at.date():
        return None
    edition, person = delegate.edition, delegate.person
    days = f"{day_text(edition.starts_on, 'j M')} – {day_text(edition.ends_on, 'j M Y')}"
    address = person.account.email if person.account is not None else person.email
    rows = [(_("When"), days), (_("You sign in with"), address or "")]
    words = {NAME: lead_name(person), "days": days}
    return Facts(words, tuple(row for row in rows if row[1]), reverse("invitation", args=[edition.slug]), _("Answer"))


INVITATION = Kind(
    INVITED,
    PART,
    gettext_lazy("An invitation"),
    gettext_lazy("You are invited: {market}"),
    gettext_lazy(
        "Dear {name},\n\nyou are invited to {market}, {days}. Please say whether you are coming, with the button below. You sign "
        "in with this address and a code that is sent to it; there is no password."
    ),
    of_invitation,
    {NAME: gettext_lazy("The reader's name"), "days": gettext_lazy("From when to when")},
    held_above=0,
)

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
