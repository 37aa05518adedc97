"""Write to a delegate that an organiser looks at what they see."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from praya.core.directory.names import lead_name
from praya.core.letters.declaring import Facts, Kind
from praya.core.letters.models import Letter
from praya.meet.accreditation.models import Delegate
from praya.meet.notices.letters import PART, delegate_of


def of_sight(letter: Letter, at: datetime) -> Facts | None:
    """Tell somebody who looks and why, whatever has become of their accreditation."""
    delegate = delegate_of(letter, *Delegate.Status.values)
    if delegate is None:
        return None
    rows = ((_("Reason"), str(letter.facts.get("line", ""))),)
    return Facts({"name": lead_name(delegate.person)}, rows, reverse("notices", args=[delegate.edition.slug]), _("What changed"))


SEEN_AS = Kind(
    "seen_as",
    PART,
    gettext_lazy("An organiser looks at what you see"),
    gettext_lazy("{market}: an organiser looks at what you see"),
    gettext_lazy(
        "Dear {name},\n\nan organiser of {market} looks for a quarter of an hour at your agenda, your profile, your requests and "
        "what you were told, as you see them, in order to help. They can change nothing, and read none of your messages, your "
        "notes or whom you do not want to meet. Your data lists every page they opened."
    ),
    of_sight,
    {"name": gettext_lazy("The reader's name")},
    is_owed=True,
)
