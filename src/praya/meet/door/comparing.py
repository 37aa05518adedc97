"""Put an applicant, and the company that they brought, into the market's queue of duplicates where they look like another.

It is what an import does with its new records: nothing is merged, and nobody but the organisers reads it.
"""

from __future__ import annotations

from praya.meet.accreditation.queries import delegates_numbered
from praya.meet.duplicates.belonging import records_of
from praya.meet.duplicates.facts import facts_of
from praya.meet.duplicates.scanning import keep, likenesses


def compare_applicant(number: int) -> int:
    """Compare a delegate's record, and the company's if they have one, with all of the market; return how many pairs wait."""
    delegate = delegates_numbered([number]).select_related("edition").first()
    if delegate is None:
        return 0
    market, waiting = delegate.edition.market_id, 0
    for kind, fresh in (("person", delegate.person_id), ("organisation", delegate.organisation_id)):
        numbers = set(records_of(market, kind).values_list("pk", flat=True))
        if fresh is not None and fresh in numbers:
            waiting += len(keep(market, kind, likenesses(facts_of(market, kind, numbers), [fresh])))
    return waiting
