"""Bring back, in a restored database, what keeps others from writing, and take letters of before it for written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from praya.core.directory.queries import people_numbered
from praya.match.messages.models import Block, Mailbox
from praya.match.messages.rules import day_of
from praya.meet.accreditation.models import Delegate


def made_mailbox(facts: Mapping[str, Any]) -> Mailbox | None:
    """Make the row that a delegate had after the backup; what it forbids is then written into it."""
    delegate = Delegate.objects.filter(pk=facts["delegate_id"]).first()
    return None if delegate is None else Mailbox.objects.create(delegate=delegate)


def made_block(facts: Mapping[str, Any]) -> Block | None:
    """Keep one person's messages away from another again, as after the backup."""
    pair = facts["person_id"], facts["blocked_id"]
    if len(people_numbered(pair)) < len(set(pair)):
        return None
    found, is_new = Block.objects.get_or_create(person_id=pair[0], blocked_id=pair[1], defaults={"at": timezone.now()})
    return found if is_new else None


def take_for_mailed(at: datetime) -> None:
    """Take everybody who would get a letter about unread messages for having had today's."""
    for mailbox in Mailbox.objects.filter(wants_mail=True).select_related("delegate__site", "delegate__edition"):
        Mailbox.objects.filter(pk=mailbox.pk).update(mailed_on=day_of(mailbox.delegate, at))
