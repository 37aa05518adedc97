"""Say in whose name the letters of an edition are written."""

from __future__ import annotations

from django.urls import reverse

from praya.core.letters.senders import Sender
from praya.core.texts.reading import read
from praya.meet.editions.models import Edition


def sender_of_edition(number: int, language: str) -> Sender | None:
    """Return the name of an edition in a language, its page and where answers to its letters go."""
    edition = Edition.objects.filter(pk=number).first()
    if edition is None:
        return None
    return Sender(
        read(edition.name, language).text or edition.slug, reverse("edition_home", args=[edition.slug]), edition.reply_to
    )
