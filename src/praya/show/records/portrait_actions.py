"""Take a photograph off that does not belong at a market, tell its owner, and put it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from praya.core.accounts.models import Account
from praya.core.catalogue.portraits import put_portrait_back, take_portrait_off
from praya.core.directory.models import Person
from praya.meet.accreditation.queries import approved
from praya.meet.editions.models import Edition
from praya.meet.notices.letters import write_to

NAMED = 20  # so much of its digest names a photograph in letters


def take_off(
    person: Person, edition: Edition, *, reason: str, remark: str, by: Account | None, at: datetime, seen: str = ""
) -> None:
    """Take a photograph off everywhere; its owner is written to, and can upload another."""
    with transaction.atomic():
        named = person.portrait[:NAMED]
        take_portrait_off(person, reason=reason, remark=remark, by=by, at=at, edition=edition.pk, seen=seen)
        _write(person, edition, "portrait_removed", named, at)


def put_back(person: Person, edition: Edition, *, by: Account | None, at: datetime) -> Person:
    """Put a photograph back that was taken off within ten minutes; whoever was written to is written to again."""
    with transaction.atomic():
        held = put_portrait_back(person, by=by, at=at, edition=edition.pk)
        _write(held, edition, "portrait_restored", held.portrait[:NAMED], at)
    return held


def _write(person: Person, edition: Edition, kind: str, named: str, at: datetime) -> None:
    told = list(approved(edition=edition.pk, person=person.pk).values_list("pk", flat=True))
    write_to(told, kind, at=at, facts={"portrait": named})
