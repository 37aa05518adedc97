"""Write to whom a token stands for that it was made, and where it is withdrawn.

The name of the program is left out: whoever made the token chose the words.
"""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from praya.core.texts.days import day_text
from praya.core.texts.reading import read
from praya.meet.tokens.models import Token


def letter_of(token: Token) -> EmailMessage:
    """Return the letter about a new token, in its owner's language."""
    language, site = token.account.language or settings.LANGUAGE_CODE, settings.PUBLIC_URL.rstrip("/")
    with override(language):
        words = {
            "market": " ".join(read(token.edition.name, language).text.split()),
            "day": day_text(token.ends_at, "j M Y"),
            "address": site + reverse("tokens", args=[token.edition.slug]),
        }
        body = (
            _("A program was given a token in your name. Until %(day)s it reads what you may read of %(market)s.") % words,
            _("If that was you, you need not do anything."),
            _("If it was not you, withdraw it: %(address)s") % words,
            f"--\nPraya · {site}",
        )
        subject = _("A program was given a token of your Praya account")
    return EmailMessage(subject, "\n\n".join(body), settings.DEFAULT_FROM_EMAIL, [token.account.email])
