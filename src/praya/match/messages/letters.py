"""Tell people who want it, once a day, that messages wait for them: how many, never from whom or what they say.

A letter holds no word that another delegate typed, so nothing in it can be made into a link or a lure.
"""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from praya.core.letters.declaring import Facts, Kind
from praya.core.letters.models import Letter
from praya.match.messages.mailing import unread_to_mail
from praya.meet.notices.letters import MESSAGES, delegate_of


def of_unread(letter: Letter, at: datetime) -> Facts | None:
    """Tell how many conversations hold something new, while they do and their reader wants to know."""
    delegate = delegate_of(letter)
    count = unread_to_mail(delegate) if delegate is not None else 0
    if delegate is None or not count:
        return None
    settings = (_("What you chose about messages"), reverse("message_settings", args=[delegate.edition.slug]))
    path = reverse("messages", args=[delegate.edition.slug])
    return Facts({"count": str(count)}, links=(settings,), path=path, button=_("Read and answer"))


UNREAD = Kind(
    "unread",
    MESSAGES,
    gettext_lazy("Unread messages"),
    gettext_lazy("Unread messages · {market}"),
    gettext_lazy("Conversations at {market} that hold something new for you: {count}."),
    of_unread,
    {"count": gettext_lazy("How many conversations")},
    is_private=True,
)
