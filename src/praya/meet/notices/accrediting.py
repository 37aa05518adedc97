"""Write to delegates that they are accredited, or are not."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from praya.core.accounts.models import Account
from praya.core.directory.names import lead_name
from praya.core.letters.declaring import Facts, Kind
from praya.core.letters.models import Letter
from praya.core.texts.days import day_text
from praya.meet.accreditation.models import Delegate
from praya.meet.notices.letters import PART, delegate_of, write_to

FEW = 25  # decided together, more than these are read before they go
STATUS = {"approved": Delegate.Status.APPROVED, "refused": Delegate.Status.REFUSED}
_WORDS = {"name": gettext_lazy("The reader's name"), "days": gettext_lazy("From when to when")}


def tell_of_decision(delegates: Collection[int], status: str, *, by: Account | None, at: datetime) -> None:
    """Write to people about whom organisers have decided; of an application that waits again nothing is written."""
    if status in {Delegate.Status.APPROVED, Delegate.Status.REFUSED}:
        write_to(delegates, str(status), at=at, by=by, facts={"decided": at.isoformat()})


def of_accreditation(letter: Letter, at: datetime) -> Facts | None:
    """Tell somebody how it stands with their accreditation, as long as it stands so."""
    delegate = delegate_of(letter, STATUS[letter.kind])
    if delegate is None:
        return None
    edition = delegate.edition
    days = f"{day_text(edition.starts_on, 'j M')} – {day_text(edition.ends_on, 'j M Y')}"
    words = {"name": lead_name(delegate.person), "days": days}
    if letter.kind == "refused":
        return Facts(words)
    rows = [(_("When"), days), (_("You sign in with"), delegate.person.account.email if delegate.person.account else "")]
    return Facts(words, tuple(row for row in rows if row[1]), reverse("edition_home", args=[edition.slug]), _("Open the market"))


def _letter(name: str, label: object, subject: object, body: object) -> Kind:
    return Kind(name, PART, label, subject, body, of_accreditation, _WORDS, held_above=FEW, is_owed=True)


LETTERS = (
    _letter(
        "approved",
        gettext_lazy("You are accredited"),
        gettext_lazy("You are accredited: {market}"),
        gettext_lazy(
            "Dear {name},\n\nyou are accredited for {market}, {days}. Sign in with this address: a code is sent to it, there "
            "is no password.\n\nThen say when you can meet, whom you would like to meet, and what you bring."
        ),
    ),
    _letter(
        "refused",
        gettext_lazy("You are not accredited"),
        gettext_lazy("Your accreditation for {market}"),
        gettext_lazy(
            "Dear {name},\n\nwe cannot accredit you for {market} this time. Ask its organisers if you think that is wrong."
        ),
    ),
)
