"""Write to whom a waiting merge concerns what is asked, and to them and who asked what has become of it.

Of two companies everybody with an account who comes for either is written to.

A letter names the two records as the market does, holds nothing that either keeps private, and leads to a page that asks to
sign in.
"""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from praya.core.accounts.models import Account
from praya.core.directory.models import Person
from praya.core.duplicates.gathering import Record
from praya.core.duplicates.proving import people_behind
from praya.core.texts.reading import read
from praya.meet.duplicates.models import WaitingMerge
from praya.meet.duplicates.queries import both_of

State = WaitingMerge.State


def write_letters(number: int) -> int:
    """Send the letters that a waiting merge is due in the state it has come to, once; return how many."""
    waiting = WaitingMerge.objects.select_related("pair", "edition", "owner", "by").filter(pk=number).first()
    if waiting is None:
        return 0
    if not WaitingMerge.objects.filter(pk=number).exclude(told=waiting.state).update(told=waiting.state):
        return 0
    kept, gone = both_of(waiting.pair, waiting.keep)
    readers = [(account, account.email if account is not None else one.email) for one, account in _people(waiting, kept, gone)]
    if waiting.state != State.WAITING and waiting.by is not None:
        readers.append((waiting.by, waiting.by.email))
    written = [letter for one, address in readers if (letter := _letter(waiting, one, address, (kept, gone)))]
    return sum(letter.send(fail_silently=True) for letter in written)


def _people(waiting: WaitingMerge, kept: Record, gone: Record) -> list[tuple[Person, Account | None]]:
    """Return whom it concerns with their accounts; the owner's is read from what was asked, for a merge has moved it."""
    if not (isinstance(kept, Person) and isinstance(gone, Person)):
        people = {who.pk: who for one in (kept, gone) for who in people_behind(one)}
        return [(who, who.account) for who in people.values() if who.account is not None]
    found = [(kept, kept.account), (gone, gone.account)]
    if waiting.owner is not None and waiting.owner not in (kept.account, gone.account):
        found[1] = (gone, waiting.owner)
    return found


def _letter(
    waiting: WaitingMerge, account: Account | None, address: str | None, both: tuple[Record, Record]
) -> EmailMessage | None:
    if not address or (account is not None and not account.is_active):
        return None
    language = (account.language if account is not None else "") or "en"
    with override(language):
        market = read(waiting.edition.name, language).text
        words = {"one": both[0].name, "other": both[1].name, "market": market}
        asked = _("Two records, one company?") if _is_of_companies(waiting) else _("Two records, one person?")
        subject = " ".join(f"{asked} · {market}".split())
        return EmailMessage(subject, "\n\n".join(_body(waiting, account, words)), settings.DEFAULT_FROM_EMAIL, [address])


def _is_of_companies(waiting: WaitingMerge) -> bool:
    return waiting.pair.kind == "organisation"


def _body(waiting: WaitingMerge, account: Account | None, words: dict[str, str]) -> list[str]:
    if _is_of_companies(waiting):
        asked = _("The organisers of %(market)s believe that %(one)s and %(other)s are one company with two records.") % words
    else:
        asked = _("The organisers of %(market)s believe that %(one)s and %(other)s are one person with two records.") % words
    if waiting.state == State.WAITING:
        if _is_of_companies(waiting):
            opened = _("Made one, the people of each company would read what is kept for the people of the other.")
            return [asked, opened, _("Nothing is changed until a second organiser agrees. If they are two, tell the organisers.")]
        if account is None or waiting.owner_id != account.pk:
            return [asked, _("Nothing is changed until that is confirmed. If you are not both, tell the organisers.")]
        page = settings.PUBLIC_URL.rstrip("/") + reverse("own_merge", args=[waiting.code])
        agreeing = _("Made one, all that you keep private would be read with the account of %(one)s.") % words
        return [asked, agreeing, _("Say whether that is right: %(address)s") % {"address": page}]
    said = {
        State.MERGED: _("That has been confirmed: the two records are one now, as %(one)s. The organisers can take it back."),
        State.WITHDRAWN: _("The organisers have withdrawn that. Nothing was changed."),
        State.REFUSED: _("That has been answered with no. Nothing was changed."),
    }[State(waiting.state)]
    return [asked, said % words]
