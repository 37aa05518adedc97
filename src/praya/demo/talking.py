"""Let the people whose sign-in links the demo shows write to each other, report somebody, and keep lists of works."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from praya.demo.naming import code
from praya.demo.roles import roles_of
from praya.demo.tables import read
from praya.match.messages.models import AbuseReport, Message, Thread, ThreadSide
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from praya.meet.works.models import Work
from praya.show.lists.models import ItemNote, Shortlist, ShortlistItem

# Who writes, to whom, and what, with the hours since then; the first line asks, every answer opens.
_TALKS = read("talks")


def talk(edition: Edition, seed: int, now: datetime) -> int:
    """Write the demo's conversations and lists; return how many messages there are."""
    rng = Random(f"praya talk {seed}")  # noqa: S311 - codes of invented records
    people = {role.word: role.delegate for role in roles_of(edition) if role.delegate is not None}
    known = [one.pk for one in people.values()]
    others = Delegate.objects.filter(edition=edition, status=Delegate.Status.APPROVED).exclude(pk__in=known).order_by("pk")
    people["stranger"], people["pusher"] = others[0], others[1]
    works = list(Work.objects.filter(edition=edition, status=Work.Status.ACCEPTED).order_by("pk")[:6])
    threads = [
        _thread([people[word] for word in one["who"]], one["lines"], rng, now, works[0] if number == 0 else None)
        for number, one in enumerate(_TALKS)
    ]
    shouted = threads[-1].messages.get()
    AbuseReport.objects.create(
        code=code(rng),
        edition=edition,
        message=shouted,
        by=people["buyer"],
        reason=AbuseReport.Reason.SPAM,
        words="They have written to everybody at our stand.",
        created_at=now - timedelta(hours=1),
    )
    _keep(people["buyer"], works, rng, now)
    return Message.objects.filter(thread__edition=edition).count()


def _thread(pair: Sequence[Delegate], lines: Sequence[dict[str, Any]], rng: Random, now: datetime, work: Work | None) -> Thread:
    starter, recipient = pair
    first, last = sorted((starter.pk, recipient.pk))
    moments = [now - timedelta(hours=line["hours"]) for line in lines]
    is_open = len(lines) > 1
    thread = Thread.objects.create(
        code=code(rng),
        edition_id=starter.edition_id,
        starter=starter,
        recipient=recipient,
        pair=f"{first}-{last}",
        status=Thread.Status.OPEN if is_open else Thread.Status.ASKED,
        started_at=moments[0],
        answered_at=moments[1] if is_open else None,
    )
    for number, (moment, line) in enumerate(zip(moments, lines, strict=True)):
        Message.objects.create(
            code=code(rng),
            thread=thread,
            by=pair[number % 2],
            text=line["text"],
            sent_at=moment,
            is_first=number == 0,
            title_id=work.title_id if work is not None and number == 0 else None,
        )
    for delegate, other in ((starter, recipient), (recipient, starter)):
        is_waiting = pair[(len(lines) - 1) % 2].pk != delegate.pk
        ThreadSide.objects.create(
            thread=thread, delegate=delegate, other=other, last_at=moments[-1], unread=1 if is_waiting else 0
        )
    return thread


def _keep(buyer: Delegate, works: Sequence[Work], rng: Random, now: datetime) -> None:
    """Save four works for the buyer, and share a list with their company."""
    saved = Shortlist.objects.create(code=code(rng), edition_id=buyer.edition_id, owner=buyer, is_default=True)
    autumn = Shortlist.objects.create(
        code=code(rng), edition_id=buyer.edition_id, owner=buyer, name="Autumn slots 秋季檔期", shared_with=buyer.organisation
    )
    for shortlist, chosen in ((saved, works[:4]), (autumn, works[3:])):
        for position, work in enumerate(chosen, start=1):
            ShortlistItem.objects.create(shortlist=shortlist, work=work, position=position, added_by=buyer, added_at=now)
    for item in ShortlistItem.objects.filter(shortlist=saved, position=1):
        ItemNote.objects.create(item=item, by=buyer, text="Strong second act; ask about Thai rights.", changed_at=now)
