"""Read what organisers may know of one delegate, and nothing from which a *no* of theirs, or to them, would follow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from praya.core.access.absence import existing
from praya.core.access.audiences import Level
from praya.core.audit.deeds import sentence_of
from praya.core.audit.queries import trail_of
from praya.core.directory.models import Person
from praya.match.agenda.queries import Item, agenda_items
from praya.match.diary.occupancy import quotas_of
from praya.match.diary.queries import attending
from praya.match.dossiers.models import OrganiserNote, Sight
from praya.match.requests.models import Request, Wish
from praya.match.requests.queries import requests_of, unmet, wishes_in
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from praya.meet.outbox.queries import dressed, letters_to
from praya.meet.outbox.queries_inviting import staged
from praya.meet.parties.models import Party
from praya.meet.parties.names import PartyName, party_fields, party_name_of
from praya.meet.parties.sides import parties_behind

MOST_LETTERS, MOST_ENTRIES, MOST_REQUESTS = 20, 20, 200
# One side's yes, in the two strengths; what else a wish may be is never counted.
LEVELS = (Wish.Level.MUST, Wish.Level.LIKE)


@dataclass(frozen=True, slots=True)
class Quota:
    """Hold how many meetings a party has, and may have at most (None: any number)."""

    party: PartyName
    used: int
    total: int | None
    daily: int | None

    @property
    def left(self) -> int | None:
        """Return how many are left."""
        return None if self.total is None else max(0, self.total - self.used)


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold one request of a delegate's side as the team may know it: with whom, how it stands, and nothing that was written."""

    code: str
    is_theirs: bool
    other: PartyName
    level: str
    status: str
    sent_at: datetime
    is_met: bool


@dataclass(frozen=True, slots=True)
class Deed:
    """Hold one entry of the trail about a delegate: when, who and what."""

    at: datetime
    who: str
    sentence: str


@dataclass(slots=True)
class Dossier:
    """Hold what the sheet of a delegate shows."""

    items: list[Item]
    made: dict[str, int]
    received: dict[str, int]
    quotas: list[Quota]
    unbooked: list[Asked]
    letters: list[dict[str, Any]]
    entry: Any
    notes: list[OrganiserNote]
    removed: list[OrganiserNote]
    trail: list[Deed]
    sights: list[Sight]
    phone: str = ""
    phone_level: str = ""
    today: list[Item] = field(default_factory=list)


def dossier_of(delegate: Delegate, *, now: datetime, removed_since: datetime) -> Dossier:
    """Return the sheet of a delegate."""
    parties = list(
        Party.objects.filter(parties_behind(delegate)).select_related("exhibitor", "delegate__category").order_by("pk")
    )
    numbers = [party.pk for party in parties]
    notes = list(OrganiserNote.objects.filter(delegate=delegate).select_related("by"))
    person = delegate.person
    return Dossier(
        items=agenda_items(delegate),
        made=_made(delegate.edition, numbers),
        received=_received(delegate.edition, numbers),
        quotas=_quotas(parties),
        unbooked=asked_of_side(unmet(delegate.edition_id, Request.Status.ACCEPTED), numbers),
        letters=dressed(list(letters_to(delegate.edition).filter(person=person.pk)[:MOST_LETTERS])),
        entry=entry_of(delegate),
        notes=[one for one in notes if one.removed_at is None],
        removed=[one for one in notes if one.removed_at is not None and one.removed_at > removed_since],
        trail=[Deed(one.at, str(one.account or ""), sentence_of(one.action)) for one in _entries(delegate)],
        sights=list(Sight.objects.filter(delegate=delegate).select_related("by")[:MOST_ENTRIES]),
        phone=phone_for_team(delegate),
        phone_level=phone_level(person),
    )


def _made(edition: Edition, parties: Sequence[int]) -> dict[str, int]:
    """Return how many wishes of each strength a side has said; a *no* is none of them."""
    rows = wishes_in(edition).filter(calendar__in=parties, level__in=LEVELS).order_by()
    return _by_level(rows.values_list("level").annotate(count=Count("pk")))


def _received(edition: Edition, parties: Sequence[int]) -> dict[str, int]:
    """Return how many requests of each strength were sent to a side: what others only wish, or do not, is not counted."""
    rows = requests_of(edition.pk).filter(recipient__in=parties).order_by()
    return _by_level(rows.values_list("level").annotate(count=Count("pk")))


def _by_level(rows: Iterable[tuple[str, int]]) -> dict[str, int]:
    found = dict(rows)
    return {str(level): found.get(level, 0) for level in LEVELS}


def _quotas(parties: Sequence[Party]) -> list[Quota]:
    numbers = [one.pk for one in parties]
    names = {row["pk"]: party_name_of(row, "") for row in Party.objects.filter(pk__in=numbers).values("pk", *party_fields(""))}
    rows = attending(calendar__in=numbers).order_by().values_list("calendar").annotate(count=Count("pk"))
    used = dict(rows)
    return [Quota(names[one.pk], used.get(one.pk, 0), *quotas_of(one)) for one in parties]


def asked_of_side(requests: QuerySet[Request], parties: Sequence[int]) -> list[Asked]:
    """Return the requests of a side among some, the latest first, in two queries."""
    rows = requests.filter(Q(sender__in=parties) | Q(recipient__in=parties)).order_by("-sent_at", "-pk")
    columns = [*party_fields("sender"), *party_fields("recipient")]
    found = list(rows.values("pk", "code", "level", "status", "sent_at", "sender", *columns)[:MOST_REQUESTS])
    met = set(attending(meeting__request__in=[row["pk"] for row in found]).values_list("meeting__request", flat=True))
    return [
        Asked(
            row["code"],
            row["sender"] in parties,
            party_name_of(row, "recipient" if row["sender"] in parties else "sender"),
            row["level"],
            row["status"],
            row["sent_at"],
            row["pk"] in met,
        )
        for row in found
    ]


def requests_known(delegate: Delegate) -> list[Asked]:
    """Return the requests of a delegate's side, whatever either side has wished: who said *no* is left in and out of nothing."""
    parties = list(Party.objects.filter(parties_behind(delegate)).order_by("pk").values_list("pk", flat=True))
    return asked_of_side(requests_of(delegate.edition_id), parties)


def entry_of(delegate: Delegate) -> Any:
    """Return how far a delegate has come on the way in: invited, account opened, signed in."""
    rows = staged(Delegate.objects.filter(pk=delegate.pk))
    return rows.values("stage", "invited_at", "letter_fault", "person__account__joined_at", "person__account__last_login").get()


def _entries(delegate: Delegate) -> Any:
    about = Q(subject="meet.delegate", subject_id=str(delegate.pk)) | Q(subject="core.person", subject_id=str(delegate.person_id))
    seen = [str(number) for number in Sight.objects.filter(delegate=delegate).values_list("pk", flat=True)]
    about |= Q(subject="match.sight", subject_id__in=seen)
    return trail_of(delegate.edition_id).filter(about)[:MOST_ENTRIES]


def phone_level(person: Person) -> str:
    """Return who reads somebody's telephone number, as they have said; nothing where they have not."""
    return str((person.visibility or {}).get("phone", ""))


def phone_for_team(delegate: Delegate) -> str:
    """Return somebody's own number, unless they keep it to themselves; else what organisers of this edition brought in."""
    level = phone_level(delegate.person)
    return "" if level == Level.PRIVATE else delegate.person.phone if level else delegate.phone


def note_of(edition: Edition, code: str) -> OrganiserNote:
    """Return a note about a delegate of the edition; Absent for any other."""
    rows = OrganiserNote.objects.select_related("delegate__edition", "delegate__person", "by")
    return existing(rows.filter(delegate__edition=edition, code=code).first())


def sight_of(edition: Edition, code: str, account: Any) -> Sight:
    """Return the look that this very organiser has begun; Absent for any other."""
    rows = Sight.objects.select_related("delegate__edition", "delegate__person", "delegate__organisation", "delegate__category")
    return existing(rows.filter(delegate__edition=edition, code=code, by=account).first())
