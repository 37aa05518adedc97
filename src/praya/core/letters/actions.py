"""Ask for letters, let an organiser decide about those to many people, and keep how somebody wants to be written to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.accounts.queries import active_account
from praya.core.actions.refusing import Refused
from praya.core.actions.seeing import mark_of_row, require_mark
from praya.core.audit.actions import record
from praya.core.directory.queries import people_numbered
from praya.core.letters.declaring import NEVER, NOW, Kind, kind_of, kinds
from praya.core.letters.models import Letter, LetterHabits, LetterStop, LetterText, Mailing, PushDevice
from praya.core.letters.queries import accounts_of, habits_of, stopped_for, with_devices
from praya.core.letters.rules import due_at, is_quiet_at, way_of
from praya.core.revocations.actions import note

BATCH = 500
CHOICE = "choosing letters"
MOST_DEVICES = 10


@dataclass(frozen=True, slots=True)
class Reader:
    """Name somebody to be written to: by their person's number, their account's, or both; `zone` is the clock they live by.

    `facts` are those of their own letter, beside what all of them are told.
    """

    person: int | None = None
    account: int | None = None
    zone: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict, compare=False)


def ask_for_letters(
    kind: str,
    readers: Iterable[Reader],
    *,
    at: datetime,
    edition: int | None = None,
    about: str = "",
    company: int | None = None,
    mailing: Mailing | None = None,
    by: Account | None = None,
    facts: Mapping[str, Any] | None = None,
) -> int:
    """Ask for a letter to each reader, a part of the action that it tells of; return how many will be written.

    What somebody has declined is not asked for. A letter about something takes the place of one about the same that has not
    left yet. Letters of a kind that is for many wait in a mailing until an organiser has read them. What is pushed goes besides
    to whoever has a device for it, except in their quiet hours.
    """
    found = kind_of(kind)
    if found is None:
        raise ValueError(f"No room has declared this letter: {kind}.")
    wanted = list(readers)
    if not wanted:
        return 0
    is_held = found.held_above is not None and len(wanted) > found.held_above
    if is_held and mailing is None and edition is not None:
        mailing = Mailing.objects.create(edition=edition, kind=kind, by=by, made_at=at)
    shared = {"edition": edition, "about": about, "company_id": company, "mailing": mailing, "facts": dict(facts or {})}
    owners = accounts_of(reader.person for reader in wanted if reader.account is None)
    pairs = [(reader, reader.account or owners.get(reader.person or 0)) for reader in wanted]
    known = habits_of(account for _reader, account in pairs)
    rows = list(_rows(found, pairs, known, shared, at)) if found.is_mailed else []
    pushed = list(_pushed(found, pairs, known, shared, at)) if found.is_pushed else []
    if about:
        _drop_overtaken([*rows, *pushed], edition, about, at)
    Letter.objects.bulk_create([*rows, *pushed], batch_size=BATCH)
    return len(rows)


Pairs = list[tuple[Reader, int | None]]


def _rows(
    kind: Kind, pairs: Pairs, known: Mapping[int, LetterHabits], shared: Mapping[str, Any], at: datetime
) -> Iterable[Letter]:
    declined = stopped_for(kind, [reader.person for reader, _account in pairs])
    for reader, account in pairs:
        habits = known.get(account or 0)
        way = NEVER if account is None and reader.person in declined else way_of(kind, habits)
        if way == NEVER and not kind.is_owed:
            continue
        yield Letter(
            kind=kind.name,
            person_id=reader.person,
            account_id=account,
            zone=reader.zone,
            state=Letter.State.HELD if shared["mailing"] is not None else Letter.State.WAITING,
            made_at=at,
            due_at=due_at(way if way != NEVER else NOW, habits, reader.zone, at=at),
            **_told(shared, reader),
        )


def _pushed(
    kind: Kind, pairs: Pairs, known: Mapping[int, LetterHabits], shared: Mapping[str, Any], at: datetime
) -> Iterable[Letter]:
    told = with_devices(account for _reader, account in pairs)
    for reader, account in pairs:
        habits = known.get(account or 0)
        if account in told and not (habits is not None and is_quiet_at(habits, reader.zone, at)):
            yield Letter(
                kind=kind.name,
                way=Letter.Way.PUSH,
                person_id=reader.person,
                account_id=account,
                zone=reader.zone,
                made_at=at,
                due_at=at,
                **{**_told(shared, reader), "mailing": None},
            )


def _told(shared: Mapping[str, Any], reader: Reader) -> dict[str, Any]:
    return {**shared, "facts": {**shared["facts"], **reader.facts}}


def _drop_overtaken(rows: list[Letter], edition: int | None, about: str, at: datetime) -> None:
    waiting = Letter.objects.filter(
        edition=edition,
        about=about,
        way__in={row.way for row in rows},
        state__in=(Letter.State.WAITING, Letter.State.HELD),
        taken_at__isnull=True,
    )
    people = {row.person_id for row in rows if row.person_id}
    accounts = {row.account_id for row in rows if row.account_id}
    for one in (waiting.filter(person__in=people), waiting.filter(account__in=accounts)):
        one.update(state=Letter.State.DROPPED, ended_at=at, fault="overtaken")


def release(mailing: Mailing, *, by: Account | None, at: datetime) -> int:
    """Let the letters of a mailing go, which somebody has read; return how many."""
    with transaction.atomic():
        locked = _held(mailing, Mailing.State.HELD, Mailing.State.STOPPED)
        letters = list(locked.letters.filter(state=Letter.State.HELD))
        known = habits_of(letter.account_id for letter in letters)
        for letter in letters:
            kind = kind_of(letter.kind)
            habits = known.get(letter.account_id or 0)
            letter.state = Letter.State.WAITING
            letter.due_at = due_at(way_of(kind, habits) if kind else NOW, habits, letter.zone, at=at)
        Letter.objects.bulk_update(letters, ["state", "due_at"], batch_size=BATCH)
        _now(locked, Mailing.State.GOING, "send letters", by=by, count=len(letters))
    return len(letters)


def stop(mailing: Mailing, *, by: Account | None) -> int:
    """Hold whatever of a mailing has not left yet; return how many letters that are."""
    with transaction.atomic():
        locked = _held(mailing, Mailing.State.GOING)
        left = locked.letters.filter(state=Letter.State.WAITING, taken_at__isnull=True)
        count = left.update(state=Letter.State.HELD)
        _now(locked, Mailing.State.STOPPED, "stop letters", by=by, count=count)
    return count


def drop(mailing: Mailing, *, by: Account | None, at: datetime) -> int:
    """Throw away the letters of a mailing that are held; return how many."""
    with transaction.atomic():
        locked = _held(mailing, Mailing.State.HELD, Mailing.State.STOPPED)
        count = locked.letters.filter(state=Letter.State.HELD).update(state=Letter.State.DROPPED, ended_at=at)
        _now(locked, Mailing.State.DROPPED, "drop letters", by=by, count=count)
    return count


def _held(mailing: Mailing, *states: str) -> Mailing:
    locked = Mailing.objects.select_for_update().get(pk=mailing.pk)
    if locked.state not in states:
        raise Refused(_("Somebody has decided about these letters meanwhile. Look at the page again."))
    return locked


def _now(mailing: Mailing, state: str, deed: str, *, by: Account | None, count: int) -> None:
    before, mailing.state = mailing.state, state
    mailing.save(update_fields=["state"])
    record(
        deed,
        mailing,
        by=by,
        edition=mailing.edition,
        before={"state": before},
        after={"state": state, "count": count, "kind": mailing.kind},
    )


def mark_of_habits(habits: LetterHabits) -> str:
    """Return the mark of how somebody is written to, as its reader saw it."""
    return mark_of_row(habits, ("chosen", "daily_hour", "quiet_from", "quiet_until"))


def keep_habits(account: Account, *, chosen: Mapping[str, str], hours: Mapping[str, int | None], seen: str = "") -> LetterHabits:
    """Keep how somebody wants to be written to: by group, and by kind where one is not to come as its group (nothing: it is).

    `seen` is the mark of what its author read; Overtaken when another page of theirs, or a letter's link, was quicker.
    """
    with transaction.atomic():
        habits, _made = LetterHabits.objects.select_for_update().get_or_create(account=account)
        before, mark = {"chosen": habits.chosen}, mark_of_habits(habits)
        habits.chosen = {name: way for name, way in {**habits.chosen, **chosen}.items() if way}
        for name, value in hours.items():
            setattr(habits, name, value)
        if mark_of_habits(habits) != mark:
            require_mark(mark, seen)
        habits.save()
        note(CHOICE, {"account": account.pk, "chosen": habits.chosen})
        record("choose letters", account, by=account, before=before, after={"chosen": habits.chosen})
    return habits


def stop_group(account: int, person: int, group: str) -> None:
    """Write no more letters of a group to whoever one of them went to: their account, or somebody without one."""
    owner = active_account(account or accounts_of([person]).get(person, 0))
    if owner is not None:
        keep_habits(owner, chosen={group: NEVER, **{kind.choice: "" for kind in kinds() if kind.group == group}}, hours={})
    elif people_numbered([person]).exists():
        with transaction.atomic():
            LetterStop.objects.get_or_create(person_id=person, group=group)
            note(CHOICE, {"person": person, "group": group})


def choose_again(facts: Mapping[str, Any], at: datetime) -> int:
    """Do again, in a restored database, what somebody chose about letters after the backup."""
    account = active_account(facts.get("account", 0))
    if account is not None:
        LetterHabits.objects.update_or_create(account=account, defaults={"chosen": facts["chosen"]})
        return 1
    if people_numbered([facts.get("person", 0)]).exists():
        _row, is_new = LetterStop.objects.get_or_create(person_id=facts["person"], group=facts["group"])
        return int(is_new)
    return 0


def tell_on_device(account: Account, session: str, *, endpoint: str, key: str, secret: str, at: datetime) -> PushDevice:
    """Tell somebody at once on the device that they hold, as long as they are signed in there; the oldest of many is let go."""
    facts = {"account": account, "session": session, "key": key, "secret": secret, "made_at": at}
    with transaction.atomic():
        device, _made = PushDevice.objects.update_or_create(endpoint=endpoint, defaults=facts)
        own = PushDevice.objects.filter(account=account)
        own.exclude(pk__in=list(own.order_by("-made_at", "-pk").values_list("pk", flat=True)[:MOST_DEVICES])).delete()
    return device


def forget_device(account: Account, code: str) -> bool:
    """Tell somebody no more on one of their devices; False without it."""
    count, _rows = PushDevice.objects.filter(account=account, code=code).delete()
    return count > 0


def forget_letters_of(editions: Iterable[int]) -> None:
    """Delete whatever was written or is to be written about editions."""
    numbers = list(editions)
    Letter.objects.filter(edition__in=numbers).delete()
    Mailing.objects.filter(edition__in=numbers).delete()
    LetterText.objects.filter(edition__in=numbers).delete()


def take_letters_back(edition: int, about: Iterable[str]) -> int:
    """Delete the letters about things that have not left yet, with the things of which they tell; return how many."""
    unsent = Letter.objects.filter(edition=edition, about__in=list(about), taken_at=None)
    return unsent.filter(state__in=[Letter.State.WAITING, Letter.State.HELD]).delete()[0]


def take_for_written(at: datetime) -> None:
    """Take everybody for written to, whom an older database was about to write to."""
    waiting = Letter.objects.filter(state=Letter.State.WAITING)
    waiting.update(state=Letter.State.DROPPED, ended_at=at, fault="of before a restore")
