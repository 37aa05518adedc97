"""Tell people on their devices what cannot wait: sealed for the device, in the language of its reader, and only while it is true.

A device is told as long as the session in which it was asked for lasts; what could not be told within half an hour is no news.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone, translation

from praya.core.accounts.sessions import account_in
from praya.core.letters.models import Letter, PushDevice
from praya.core.letters.push_rules import is_push_service, own_key
from praya.core.letters.queries import due_letters, texts_of
from praya.core.letters.senders import sender_of, whole
from praya.core.letters.sending import Sent, end_letters, take
from praya.core.letters.writing import language_of, part_of
from praya.core.texts.regions import reading_in, region_of_zone

if TYPE_CHECKING:
    from requests import Session

AT_ONCE = 200
NEWS = timedelta(minutes=30)
WAIT = 10  # seconds for a push service
LONGEST = 2000  # bytes of a message before it is sealed; push services take 4096 of it sealed (RFC 8030, 7.2)
# The service does not know the device any more, or says that its messages are for somebody else's key.
GONE = frozenset({401, 403, 404, 410})
TOOK = frozenset({200, 201, 202, 204})


def push_due(stop_if_asked: Callable[[], object], *, clock: Callable[[], datetime] | None = None) -> Sent:
    """Push what is due; a service that does not answer is asked again within the half hour."""
    done, clock = Sent(), clock or timezone.now
    letters = due_letters(clock(), AT_ONCE, Letter.Way.PUSH)
    session, silent = (_post_office() if letters else None), set[str]()
    for letter in letters:
        stop_if_asked()
        if session is not None and take([letter], clock()):
            _push(letter, session, done, clock(), silent)
    return done


def _post_office() -> Session:
    from requests import Session

    session = Session()
    session.max_redirects = 0  # a service that sends us elsewhere is not followed
    return session


def _push(letter: Letter, session: Session, done: Sent, at: datetime, silent: set[str]) -> None:
    """Tell one letter on its reader's devices; a service that was `silent` in this run is not waited for again."""
    message = message_of(letter, at=at) if at - letter.due_at < NEWS and letter.account is not None else None
    devices = list(PushDevice.objects.filter(account=letter.account_id)) if message is not None else []
    answers = [_tell(device, message or "", letter, session, silent) for device in devices]
    if "took" in answers:
        end_letters([letter], Letter.State.SENT, at)
        done.sent += 1
    elif "later" in answers:
        Letter.objects.filter(pk=letter.pk).update(tries=letter.tries + 1)  # taken for a while: it is tried again after it
        done.later += 1
    else:
        end_letters([letter], Letter.State.DROPPED, at, "nothing to tell" if message is None else "no device")
        done.dropped += 1


def message_of(letter: Letter, *, at: datetime) -> str | None:
    """Return what a device shows of a letter, as its worker reads it; None when there is nothing to tell any more."""
    account = letter.account
    if account is None or not account.is_active:
        return None
    language = language_of(letter)
    with translation.override(language), timezone.override(letter.zone or "UTC"), reading_in(region_of_zone(letter.zone)):
        sender = sender_of(letter.edition, language)
        part = part_of(letter, sender, texts_of(letter.edition, [letter.kind]), at=at)
        if part is None:
            return None
        told = {
            "title": sender.name,
            "body": _cut(part.subject),
            "url": whole(part.facts.path or "/"),
            "tag": _topic(letter),
            "lang": language,
            "dir": "rtl" if translation.get_language_bidi() else "ltr",
        }
    return json.dumps(told, ensure_ascii=False)


def _cut(text: str) -> str:
    return text.encode()[:LONGEST].decode(errors="ignore")


def _topic(letter: Letter) -> str:
    """Return under which name a later message takes the place of an earlier one (RFC 8030, 5.4); it tells nothing by itself."""
    about = f"{letter.account_id} {letter.edition} {letter.about or letter.code}"
    return hashlib.sha256(about.encode()).hexdigest()[:32]


def _tell(device: PushDevice, message: str, letter: Letter, session: Session, silent: set[str]) -> str:
    """Hand a message over for one device: it took it, will be asked later, or is gone (and forgotten)."""
    if not is_push_service(device.endpoint) or account_in(device.session) != letter.account_id:
        device.delete()
        return "gone"
    host = urlsplit(device.endpoint).netloc
    status = _handed_over(device, message, _topic(letter), session) if host not in silent else 0
    if not status:
        silent.add(host)
    if status in GONE:
        device.delete()
        return "gone"
    return "took" if status in TOOK else "later"


def _handed_over(device: PushDevice, message: str, topic: str, session: Session) -> int:
    """Return what the service answers; 0 where it does not."""
    from py_vapid import Vapid
    from pywebpush import WebPushException, webpush
    from requests import RequestException

    try:
        answer = webpush(
            {"endpoint": device.endpoint, "keys": {"p256dh": device.key, "auth": device.secret}},
            message,
            vapid_private_key=Vapid(own_key()),
            vapid_claims={"sub": f"mailto:{settings.DEFAULT_FROM_EMAIL}"},
            ttl=int(NEWS.total_seconds()),
            headers={"Urgency": "high", "Topic": topic},
            timeout=WAIT,
            requests_session=session,
        )
    except WebPushException as refused:
        return int(refused.response.status_code) if refused.response is not None else 0
    except (RequestException, ValueError):
        return 0
    return int(answer.status_code)
