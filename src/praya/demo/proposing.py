"""Let a few requests of the demo be answered with other times, so that both sides of that can be looked at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from django.db.models import Q

from praya.demo.naming import code
from praya.demo.roles import roles_of
from praya.match.requests.actions import send_request
from praya.match.requests.countering import counter_request
from praya.match.requests.models import Request, Wish
from praya.match.requests.proposals import Proposal
from praya.match.requests.slots import slots_to_offer
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.queries import CAN_MEET
from praya.meet.editions.models import Edition
from praya.meet.parties.models import Party
from praya.meet.parties.sides import Side, side_of

MESSAGE = "Could you show us the first twelve minutes?"
LINE = "Ours is full then. 這些時間可以嗎？ We would bring the trailer."
FEW = 2
AGO = timedelta(hours=2)


def propose_other_times(edition: Edition, seed: int, now: datetime) -> list[Request]:
    """Let buyer and remote delegate be answered so, and the exhibitor answer: those whose links the demo prints.

    The schedule comes first, for it places whatever waits for an answer.
    """
    rng = Random(f"praya demo other times {seed}")  # noqa: S311 - codes of invented records
    own = {role.word: side_of(role.delegate, role.account) for role in roles_of(edition) if role.delegate is not None}
    pairs = [(own["buyer"], None), (own["remote"], None), (None, own["exhibitor"])]
    found = [_answered(edition, asking, asked, rng, now) for asking, asked in pairs]
    return [request for request in found if request is not None]


def _answered(edition: Edition, asking: Side | None, asked: Side | None, rng: Random, now: datetime) -> Request | None:
    """Let one side ask and the other one answer with other times: the first of those not given who both have times left."""
    known = asking or asked
    assert known is not None  # noqa: S101 - one of them is given
    sites = list(edition.sites.all())
    for other in _strangers(edition, known, is_asked=asked is None):
        sender, recipient = (known, other) if asked is None else (other, known)
        first, last = (
            slots_to_offer(edition, sites, one.acting, [two.acting], after=now)
            for one, two in ((sender, recipient), (recipient, sender))
        )
        instead = [slot for slot in last if slot not in first[:1]][-FEW:]
        if first and instead:
            proposal = Proposal(message=MESSAGE, slots=(first[0],))
            party = Party.objects.get(pk=recipient.acting)
            sent = send_request(sender, party, proposal, at=now - AGO, key=code(rng))
            return counter_request(recipient, sent, instead, line=LINE, version=sent.version, at=now)
    return None


def _strangers(edition: Edition, known: Side, *, is_asked: bool) -> Iterator[Side]:
    """Yield sides that have nothing to do with one yet: exhibitors where they are asked, others where they ask."""
    pairs = [*Request.objects.filter(edition=edition).values_list("sender", "recipient")]
    pairs += Wish.objects.filter(calendar__edition=edition).values_list("calendar", "other")
    met = {number for pair in pairs if set(pair) & set(known.pks) for number in pair}
    parties = Party.objects.filter(edition=edition, exhibitor__isnull=not is_asked).exclude(pk__in=met)
    for party in parties.select_related("exhibitor").order_by("pk"):
        works = Q(organisation=party.exhibitor.organisation_id) if party.exhibitor is not None else Q(pk=party.delegate_id)
        one = Delegate.objects.filter(CAN_MEET, works, edition=edition).select_related("person__account").order_by("pk").first()
        if one is not None:
            yield side_of(one, one.person.account)
