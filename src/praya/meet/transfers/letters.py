"""Write to a delegate who is to come for another company: what is asked, and what has become of it."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from praya.core.directory.names import lead_name
from praya.core.letters.declaring import Facts, Kind
from praya.core.letters.models import Letter
from praya.meet.notices.letters import PART
from praya.meet.transfers.models import Transfer
from praya.meet.transfers.queries import transfer_told

State = Transfer.State


def _told(letter: Letter) -> Transfer | None:
    found = transfer_told(letter.facts.get("transfer", ""))
    return found if found is not None and letter.person_id == found.delegate.person_id else None


def _words(transfer: Transfer) -> dict[str, str]:
    return {"name": lead_name(transfer.delegate.person), "company": lead_name(transfer.company)}


def of_asked(letter: Letter, at: datetime) -> Facts | None:
    """Tell what is asked, as long as it waits; the page asks to sign in."""
    found = _told(letter)
    if found is None or found.state != State.WAITING:
        return None
    rows = (
        (_("Company now"), lead_name(found.delegate.organisation) if found.delegate.organisation is not None else "–"),
        (_("Company to be"), lead_name(found.company)),
    )
    has_account = found.delegate.person.account is not None
    path = reverse("own_transfer", args=[found.code]) if has_account else ""
    return Facts(_words(found), rows, path, _("Say whether that is right") if has_account else "")


def of_ended(letter: Letter, at: datetime) -> Facts | None:
    """Tell what has become of it."""
    found = _told(letter)
    if found is None or found.state == State.WAITING:
        return None
    said = {
        State.DONE: _("That has been confirmed."),
        State.WITHDRAWN: _("The organisers have withdrawn that. Nothing was changed."),
        State.REFUSED: _("That has been answered with no. Nothing was changed."),
    }[State(found.state)]
    return Facts({**_words(found), "said": said})


_NAMES = {"name": gettext_lazy("The reader's name"), "company": gettext_lazy("The company")}
ASKED = Kind(
    "transfer",
    PART,
    gettext_lazy("You are to come for another company"),
    gettext_lazy("Do you come for {company}? {market}"),
    gettext_lazy(
        "Dear {name},\n\nan organiser of {market} has said that you come for {company}. Nothing is changed until that is "
        "confirmed. If it is not so, say so, or tell the organisers."
    ),
    of_asked,
    _NAMES,
    is_owed=True,
)
ENDED = Kind(
    "transfer_ended",
    PART,
    gettext_lazy("What has become of a change of your company"),
    gettext_lazy("Your company: {market}"),
    gettext_lazy("Dear {name},\n\nan organiser of {market} has said that you come for {company}. {said}"),
    of_ended,
    {**_NAMES, "said": gettext_lazy("What has become of it")},
    is_owed=True,
)
