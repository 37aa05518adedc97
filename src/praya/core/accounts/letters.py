"""Write the letters of signing in; each holds what its reader needs and nothing that somebody else typed."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

CODE, UNKNOWN, KEPT, TAKEN = "code", "unknown", "kept", "taken"


def send_letter(kind: str, address: str, *, code: str) -> None:
    """Send one of the letters of signing in, in the language that is spoken now; all take the same work."""
    site = settings.PUBLIC_URL.rstrip("/")
    facts = {"kind": kind, "code": code, "address": address, "site": site, "sign_up": site + reverse("account_signup")}
    subject = " ".join(render_to_string("account/email/sign_in_subject.txt", facts).split())
    body = render_to_string("account/email/sign_in_message.txt", facts).strip()
    EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [address]).send()
