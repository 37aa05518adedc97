"""Tell people who want it, once a day, that messages wait for them: how many, never from whom or what they say.

A letter holds no word that another delegate typed, so nothing in it can be made into a link or a lure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from praya.core.texts.reading import read
from praya.match.messages.models import Mailbox
from praya.match.messages.rules import day_of, zone_of
from praya.meet.accreditation.models import Delegate

HOURS = range(8, 21)


@dataclass(frozen=True, slots=True)
class Due:
    """Hold one delegate to be written to, with the number of conversations that hold something new."""

    mailbox: Mailbox
    count: int


def due_letters(at: datetime) -> Iterator[Due]:
    """Yield who wants a letter, has something unread, has had none today and is awake at their site."""
    counted = Q(delegate__thread_sides__unread__gt=0, delegate__thread_sides__is_muted=False)
    rows = (
        Mailbox.objects.filter(wants_mail=True, is_open=True, delegate__status=Delegate.Status.APPROVED)
        .annotate(count=Count("delegate__thread_sides", filter=counted, distinct=True))
        .filter(count__gt=0)
        .select_related("delegate__person__account", "delegate__site", "delegate__edition")
        .order_by("pk")
    )
    for mailbox in rows:
        delegate = mailbox.delegate
        if mailbox.mailed_on != day_of(delegate, at) and at.astimezone(zone_of(delegate)).hour in HOURS:
            yield Due(mailbox, mailbox.count)


def claim(mailbox: Mailbox, at: datetime) -> bool:
    """Take the day's one letter to a delegate; False when it has been taken already, whoever took it."""
    today = day_of(mailbox.delegate, at)
    return bool(Mailbox.objects.filter(pk=mailbox.pk).exclude(mailed_on=today).update(mailed_on=today))


def letter(due: Due) -> EmailMessage | None:
    """Return the letter in its reader's language, or None when they have no address."""
    delegate = due.mailbox.delegate
    account = delegate.person.account
    address = account.email if account is not None else delegate.person.email
    if not address:
        return None
    with override((account.language if account is not None else "") or "en"):
        name = read(delegate.edition.name, account.language if account is not None and account.language else "en").text
        root = settings.PUBLIC_URL.rstrip("/")
        paths = {word: root + reverse(word, args=[delegate.edition.slug]) for word in ("messages", "message_settings")}
        count = ngettext(
            "%(n)d conversation at %(market)s holds something new for you.",
            "%(n)d conversations at %(market)s hold something new for you.",
            due.count,
        ) % {"n": due.count, "market": name}
        body = "\n\n".join(
            [
                count,
                _("Read and answer: %(address)s") % {"address": paths["messages"]},
                _("You get one such letter a day at most. Stop them: %(address)s") % {"address": paths["message_settings"]},
            ]
        )
        subject = " ".join(f"{_('Unread messages')} · {name}".split())
        return EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [address])
