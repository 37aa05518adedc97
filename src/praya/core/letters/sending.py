"""Send letters that are due: each is taken before it is sent, and a message that has to be sent again is the same message.

A process that ends between handing a message over and noting it leaves its letters taken; they are sent again after a while
under the same Message-ID, by which a mail server or program can tell that it is the same.
"""

from __future__ import annotations

import logging
import smtplib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q
from django.utils import timezone

from praya.core.letters.models import Letter
from praya.core.letters.queries import PAUSE, due_letters, sent_since
from praya.core.letters.rules import again_at
from praya.core.letters.writing import gist_of, write

logger = logging.getLogger(__name__)

AT_ONCE = 200
MOST_IN_ONE = 20
MINUTE = timedelta(minutes=1)
PERMANENT = 500


class ServerDown(Exception):  # noqa: N818 - the server's state, not a fault of ours
    """Say that the mail server takes nothing now."""


@dataclass(slots=True)
class Sent:
    """Count what became of the letters of one run."""

    sent: int = 0
    bounced: int = 0
    dropped: int = 0
    later: int = 0
    fault: str = ""


def send_due(stop_if_asked: Callable[[], object], *, clock: Callable[[], datetime] | None = None) -> Sent:
    """Send what is due, as many a minute as the installation allows; a server that is down ends the run and loses nothing."""
    done, clock = Sent(), clock or timezone.now
    connection = get_connection()
    try:
        for letters in _bundles(clock):
            stop_if_asked()
            try:
                _send(letters, connection, done, clock())
            except ServerDown as down:
                done.fault = str(down)
                break
    finally:
        connection.close()
    return done


def _bundles(clock: Callable[[], datetime]) -> Iterator[list[Letter]]:
    """Yield the due letters of one reader about one edition after another, while the minute's measure lasts."""
    while True:
        allowed = min(AT_ONCE, settings.MAIL_PER_MINUTE - sent_since(clock() - MINUTE))
        letters = due_letters(clock(), allowed) if allowed > 0 else []
        if not letters:
            return
        bundles: dict[tuple[object, ...], list[Letter]] = defaultdict(list)
        for letter in letters:
            # What left together before and was not noted leaves together again; a new letter waits for the next message.
            bundles[letter.account_id, letter.person_id, letter.edition, letter.gist].append(letter)
        for bundle in bundles.values():
            for start in range(0, len(bundle), MOST_IN_ONE):
                yield bundle[start : start + MOST_IN_ONE]


def _send(letters: Sequence[Letter], connection: BaseEmailBackend, done: Sent, at: datetime) -> None:
    taken = take(letters, at)
    if not taken:
        return
    try:
        written = write(taken, at=at)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as fault:
        # What cannot be put into words must not keep everybody else's letters: it is tried again like one that a server refuses.
        logger.exception("letters %s cannot be written", [letter.pk for letter in taken])
        _refused(taken, 0, str(fault), done, at)
        return
    end_letters(written.dropped, Letter.State.DROPPED, at, "nothing to tell")
    done.dropped += len(written.dropped)
    if written.message is None:
        return
    try:
        _hand_over(written.message, connection)
    except smtplib.SMTPRecipientsRefused as refused:
        code, answer = next(iter(refused.recipients.values()))
        _refused(written.told, code, _said(code, answer), done, at)
    except smtplib.SMTPSenderRefused as refused:
        _later(written.told, _said(refused.smtp_code, refused.smtp_error), at)
        raise ServerDown(_said(refused.smtp_code, refused.smtp_error)) from refused
    except smtplib.SMTPDataError as refused:
        _refused(written.told, refused.smtp_code, _said(refused.smtp_code, refused.smtp_error), done, at)
    except (smtplib.SMTPException, OSError) as fault:
        _later(written.told, str(fault), at)
        raise ServerDown(str(fault)) from fault
    else:
        end_letters(written.told, Letter.State.SENT, at)
        done.sent += len(written.told)


def _hand_over(message: EmailMultiAlternatives, connection: BaseEmailBackend) -> None:
    message.connection = connection
    message.send()


def take(letters: Sequence[Letter], at: datetime) -> list[Letter]:
    """Take letters for sending; those that somebody else has taken meanwhile are left out."""
    gist = letters[0].gist or gist_of(letters)
    taken = []
    for letter in letters:
        free = Q(taken_at__isnull=True) | Q(taken_at__lt=at - PAUSE)
        rows = Letter.objects.filter(free, pk=letter.pk, state=Letter.State.WAITING)
        if rows.update(taken_at=at, gist=gist):
            letter.taken_at, letter.gist = at, gist
            taken.append(letter)
    return taken


def end_letters(letters: Sequence[Letter], state: str, at: datetime, fault: str = "") -> None:
    """Take down how letters ended, and why."""
    rows = Letter.objects.filter(pk__in=[letter.pk for letter in letters])
    rows.update(state=state, ended_at=at, fault=fault[:300])


def _refused(letters: Sequence[Letter], code: int, said: str, done: Sent, at: datetime) -> None:
    """Take down that a server refuses a message for good, or for now."""
    if code >= PERMANENT:
        end_letters(letters, Letter.State.BOUNCED, at, said)
        done.bounced += len(letters)
        return
    for letter in letters:
        letter.tries += 1
        again = again_at(letter.tries, at)
        if again is None:
            end_letters([letter], Letter.State.BOUNCED, at, said)
            done.bounced += 1
        else:
            facts = {"tries": letter.tries, "due_at": again, "taken_at": None, "fault": said[:300]}
            Letter.objects.filter(pk=letter.pk).update(**facts)
            done.later += 1


def _later(letters: Sequence[Letter], said: str, at: datetime) -> None:
    """Put letters back that a server which is down has not taken: that is no fault of theirs."""
    Letter.objects.filter(pk__in=[letter.pk for letter in letters]).update(taken_at=None, fault=said[:300])


def _said(code: int, answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)
    return f"{code} {' '.join(text.split())}"
