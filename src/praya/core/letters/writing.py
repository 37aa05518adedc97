"""Write letters: what several of them tell one reader at the same time is one message, as text and as HTML."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.mime.nonmultipart import MIMENonMultipart
from email.mime.text import MIMEText
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language_info, ngettext

from praya.core.letters.declaring import Attachment, Facts, Kind, groups, kind_of
from praya.core.letters.links import stop_address
from praya.core.letters.models import Letter
from praya.core.letters.queries import texts_of
from praya.core.letters.senders import Sender, sender_of, whole
from praya.core.letters.wording import MARKET, filled, one_line, words_for
from praya.core.texts.regions import reading_in, region_of_zone

FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Part:
    """Hold what one letter says."""

    kind: Kind
    subject: str
    paragraphs: tuple[str, ...]
    facts: Facts

    @property
    def address(self) -> str:
        """Return where its button leads."""
        return whole(self.facts.path) if self.facts.path else ""

    @property
    def links(self) -> list[tuple[str, str]]:
        """Return what it names beside, each with the address of its page."""
        return [(text, whole(path)) for text, path in self.facts.links]


@dataclass(slots=True)
class Written:
    """Hold a message, its language and direction, with the letters that it tells; those with nothing to tell are in `dropped`."""

    language: str
    direction: str
    message: EmailMultiAlternatives | None = None
    told: list[Letter] = field(default_factory=list)
    dropped: list[Letter] = field(default_factory=list)


def address_of(letter: Letter) -> str:
    """Return where a letter goes: the account's address, else that of the person's account, else the one they registered with."""
    account = letter.account or (letter.person.account if letter.person is not None else None)
    if account is not None:
        return account.email if account.is_active else ""
    return (letter.person.email or "") if letter.person is not None else ""


def language_of(letter: Letter) -> str:
    """Return the language in which a reader is written to."""
    account = letter.account or (letter.person.account if letter.person is not None else None)
    known = dict(settings.LANGUAGES)
    return account.language if account is not None and account.language in known else FALLBACK


def part_of(letter: Letter, sender: Sender, own: dict[tuple[str, str], Any], *, at: datetime) -> Part | None:
    """Return what a letter says to its reader now; None when it has nothing to tell any more."""
    kind = kind_of(letter.kind)
    facts = kind.read(letter, at) if kind is not None else None
    if kind is None or facts is None:
        return None
    subject, body = words_for(kind, translation.get_language() or FALLBACK, own)
    words = {**facts.words, MARKET: sender.name}
    paragraphs = tuple(part for line in filled(body, words).split("\n\n") if (part := line.strip()))
    return Part(kind, one_line(filled(subject, words)), paragraphs, facts)


def write(letters: Sequence[Letter], *, at: datetime) -> Written:
    """Write the letters of one reader about one edition, in the reader's language and on their clock."""
    first = letters[0]
    address = address_of(first)
    language = language_of(first)
    written = Written(language, "rtl" if get_language_info(language)["bidi"] else "ltr")
    with translation.override(language), timezone.override(first.zone or "UTC"), reading_in(region_of_zone(first.zone)):
        sender = sender_of(first.edition, language)
        own = texts_of(first.edition, [letter.kind for letter in letters])
        parts = []
        for letter in letters:
            part = part_of(letter, sender, own, at=at) if address else None
            (written.told if part else written.dropped).append(letter)
            if part is not None:
                parts.append(part)
        if parts:
            written.message = _message(first, address, sender, parts)
    return written


def _message(letter: Letter, address: str, sender: Sender, parts: Sequence[Part]) -> EmailMultiAlternatives:
    stopped = next((part.kind.group for part in parts if not part.kind.is_owed), "")
    facts: dict[str, Any] = {
        "parts": parts,
        "sender": sender,
        "home": whole(sender.path),
        "habits": whole(reverse("letters")) if letter.account_id or (letter.person and letter.person.account_id) else "",
        "stop": stop_address(letter, stopped) if stopped else "",
        "stopped": next((group.label for group in groups() if group.name == stopped), ""),
        "language": translation.get_language(),
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
    }
    message = EmailMultiAlternatives(
        _subject(parts, sender),
        render_to_string("core/letters/letter.txt", facts),
        _from(sender),
        [address],
        reply_to=[sender.reply_to] if sender.reply_to else None,
        headers=_headers(letter, facts["stop"]),
    )
    message.attach_alternative(render_to_string("core/letters/letter.html", facts), "text/html")
    for part in parts:
        for one in part.facts.attached:
            message.attach(_attached(one))
    return message


def _attached(one: Attachment) -> MIMENonMultipart:
    """Return a text that is attached, with the parameters of its media type."""
    mime, *parameters = [part.strip() for part in one.mime.split(";")]
    found = MIMEText(one.content.decode(), mime.partition("/")[2], "utf-8")
    for parameter in parameters:
        name, _is, value = parameter.partition("=")
        found.set_param(name, value)
    found.add_header("Content-Disposition", "attachment", filename=one.name)
    return found


def _subject(parts: Sequence[Part], sender: Sender) -> str:
    more = len(parts) - 1
    if not more:
        return parts[0].subject
    added = ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more}
    return one_line(f"{parts[0].subject} – {added}")


def _from(sender: Sender) -> str:
    mailbox, _at, domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")
    return str(Address(one_line(sender.name)[:70], mailbox, domain))


def _headers(letter: Letter, stop: str) -> dict[str, str]:
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "praya"
    headers = {"Message-ID": f"<{letter.gist or gist_of([letter])}@{domain}>", "Auto-Submitted": "auto-generated"}
    if stop:
        headers |= {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return headers


def gist_of(letters: Sequence[Letter]) -> str:
    """Return the name of the message in which letters leave: the same however often it has to be sent."""
    return hashlib.sha256("-".join(sorted(letter.code for letter in letters)).encode()).hexdigest()[:40]
