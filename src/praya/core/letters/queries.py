"""Read letters, and how people want to be written to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q

from praya.core.accounts.models import Account
from praya.core.directory.queries import people_numbered
from praya.core.letters.declaring import Kind
from praya.core.letters.models import Letter, LetterHabits, LetterStop, LetterText, PushDevice

PAUSE = timedelta(minutes=2)  # whoever has taken a letter for so long without sending it is not at work any more


def accounts_of(people: Iterable[int | None]) -> dict[int, int]:
    """Return by person the account of those who have one."""
    numbers = [number for number in people if number is not None]
    return dict(people_numbered(numbers).filter(account__isnull=False).values_list("pk", "account"))


def habits_of(accounts: Iterable[int | None]) -> dict[int, LetterHabits]:
    """Return by account how those who have chosen want to be written to."""
    numbers = [number for number in accounts if number is not None]
    return {habits.account_id: habits for habits in LetterHabits.objects.filter(account__in=numbers)}


def habits_for(account: Account) -> LetterHabits:
    """Return how somebody wants to be written to; as usual, while they have chosen nothing."""
    return LetterHabits.objects.filter(account=account).first() or LetterHabits(account=account)


def stopped_for(kind: Kind, people: Iterable[int | None]) -> set[int]:
    """Return who of some people without an account wants no such letter."""
    numbers = [number for number in people if number is not None]
    return set(LetterStop.objects.filter(group=kind.group, person__in=numbers).values_list("person", flat=True))


def with_devices(accounts: Iterable[int | None]) -> set[int]:
    """Return who of some accounts has asked to be told on a device."""
    numbers = [number for number in accounts if number is not None]
    return set(PushDevice.objects.filter(account__in=numbers).values_list("account", flat=True))


def devices_of(account: Account) -> list[PushDevice]:
    """Return the devices on which somebody is told at once."""
    return list(PushDevice.objects.filter(account=account))


def due_letters(at: datetime, most: int, way: str = Letter.Way.MAIL) -> list[Letter]:
    """Return letters that are due, the oldest first; those that were taken long ago and not sent among them."""
    free = Q(taken_at__isnull=True) | Q(taken_at__lt=at - PAUSE)
    rows = Letter.objects.filter(free, way=way, state=Letter.State.WAITING, due_at__lte=at).order_by("due_at", "pk")
    return list(rows.select_related("account", "person__account")[:most])


def late_letters(since: datetime) -> tuple[int, str]:
    """Return how many letters have been due since before a moment and have not left, and what was last said of one."""
    rows = Letter.objects.filter(way=Letter.Way.MAIL, state=Letter.State.WAITING, due_at__lt=since)
    said = rows.exclude(fault="").order_by("-pk").values_list("fault", flat=True).first()
    return rows.count(), said or ""


def sent_since(at: datetime) -> int:
    """Return how many letters have left since a moment."""
    return Letter.objects.filter(way=Letter.Way.MAIL, state=Letter.State.SENT, ended_at__gt=at).count()


def has_left_before(letter: Letter, kind: str = "") -> bool:
    """Tell whether a letter of a kind, its own or another, about the same thing has been sent to its reader."""
    sent = Letter.objects.filter(way=letter.way, kind=kind or letter.kind, about=letter.about, state=Letter.State.SENT)
    same = sent.filter(edition=letter.edition, person=letter.person_id, account=letter.account_id)
    return same.exclude(pk=letter.pk).exists()


def last_left(letter: Letter) -> str:
    """Return the kind of the letter about the same thing that was sent to its reader last; nothing where none was."""
    sent = Letter.objects.filter(way=letter.way, about=letter.about, state=Letter.State.SENT, edition=letter.edition)
    same = sent.filter(person=letter.person_id, account=letter.account_id).exclude(pk=letter.pk)
    return same.order_by("-ended_at", "-pk").values_list("kind", flat=True).first() or ""


def texts_of(edition: int | None, kinds: Iterable[str]) -> dict[tuple[str, str], LetterText]:
    """Return an edition's own words by kind and language."""
    if edition is None:
        return {}
    return {(row.kind, row.language): row for row in LetterText.objects.filter(edition=edition, kind__in=set(kinds))}
