"""Put records into the index, take them out, and keep the index in shape."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from praya.core.index.indexing import AUDIENCE, KIND, SIZE, Listed, View, bits, key_of, members
from praya.core.index.models import Listing, Recent, Removal
from praya.core.index.postings import Occurrences, add_to_all, group_key, hold_index
from praya.core.portions import portions
from praya.engines.search import analyse

# A listing with its tokens and its facets.
Made = tuple[Listing, Sequence[str], Sequence[tuple[str, str]]]

# What bulk actions list beyond this many goes straight into the postings.
MANY = 200


@dataclass(slots=True)
class Change:
    """Hold what one record's new views change: which listings lose which audiences, and which views are new for whom."""

    lost: list[tuple[Listing, int]] = field(default_factory=list)
    new: list[tuple[View, int]] = field(default_factory=list)


def put(kind: str, number: int, views: Sequence[View]) -> int:
    """List a record as its views show it, and return how many listings were made.

    Call it inside the transaction that changes the record. An audience that would see nothing new keeps its listing,
    so that what is hidden from it does not even move the record in the order of changes.
    """
    with transaction.atomic():
        held = list(Listing.objects.select_for_update().filter(number=number, kind=kind))
        change = _compare(held, views)
        _take(change.lost)
        made = [_listed(kind, number, view, audiences) for view, audiences in change.new]
        for listing, _tokens, _facets in made:
            listing.save(force_insert=True)
        _write_recent(made)
    return len(made)


def drop(kind: str, number: int) -> None:
    """Take a record out of the index."""
    put(kind, number, ())


def put_many(records: Iterable[Listed], *, progress: Callable[[int], object] = lambda count: None) -> int:
    """List many records at once, as an import does, and return how many listings were made."""
    occurrences = Occurrences()
    waiting: list[Made] = []
    made = 0
    with transaction.atomic():
        for chunk in portions(records, 500):
            new = made_anew(chunk)
            made += len(new)
            waiting += new if made <= MANY else []
            for listing, tokens, facets in new:
                occurrences.add(listing.slot, tokens, facets)
            progress(len(chunk))
        if made <= MANY:
            _write_recent(waiting)
        else:
            hold_index()
            add_to_all(occurrences)
    return made


def made_anew(chunk: Sequence[Listed], *, again: bool = False) -> list[Made]:
    """List a few hundred records and return the listings made; `again` returns those that stay as well, analysed anew."""
    held = _held(chunk)
    lost: list[tuple[Listing, int]] = []
    made: list[Made] = []
    for record in chunk:
        change = _compare(held.get((record.kind, record.number), []), record.views)
        lost += change.lost
        made += [_listed(record.kind, record.number, view, audiences) for view, audiences in change.new]
    _take(lost)
    Listing.objects.bulk_create([listing for listing, _tokens, _facets in made])
    return made + (_analysed_again(chunk, held) if again else [])


def _held(chunk: Sequence[Listed]) -> dict[tuple[str, int], list[Listing]]:
    held: dict[tuple[str, int], list[Listing]] = {}
    for kind in {record.kind for record in chunk}:
        numbers = [record.number for record in chunk if record.kind == kind]
        for listing in Listing.objects.select_for_update().filter(kind=kind, number__in=numbers):
            held.setdefault((kind, listing.number), []).append(listing)
    return held


def _analysed_again(chunk: Sequence[Listed], held: dict[tuple[str, int], list[Listing]]) -> list[Made]:
    stayed: list[Made] = []
    changed: list[Listing] = []
    for record in chunk:
        views = {view.digest: view for view in record.views}
        for listing in held.get((record.kind, record.number), []):
            if listing.audiences:
                fresh, tokens, facets = _listed(record.kind, record.number, views[listing.digest], listing.audiences)
                if fresh.forms != listing.forms:
                    listing.forms = fresh.forms
                    changed.append(listing)
                stayed.append((listing, tokens, facets))
    Listing.objects.bulk_update(changed, ["forms"])
    return stayed


def _compare(held: Sequence[Listing], views: Sequence[View]) -> Change:
    change = Change()
    kept = dict.fromkeys((listing.slot for listing in held), 0)
    for view in views:
        wanted = bits(view.audiences)
        for listing in held:
            if listing.digest == view.digest:
                kept[listing.slot] |= wanted & listing.audiences
                wanted &= ~listing.audiences
        if wanted and any(name.strip() for name in view.names):
            change.new.append((view, wanted))
    change.lost = [(listing, lost) for listing in held if (lost := listing.audiences & ~kept[listing.slot])]
    return change


def _take(lost: Sequence[tuple[Listing, int]]) -> None:
    """Hide listings from audiences; one that nobody sees any more goes."""
    Removal.objects.bulk_create([Removal(slot=listing.slot, audiences=audiences) for listing, audiences in lost])
    for listing, audiences in lost:
        listing.audiences &= ~audiences
    Listing.objects.bulk_update([listing for listing, _audiences in lost if listing.audiences], ["audiences"])
    Listing.objects.filter(pk__in=[listing.pk for listing, _audiences in lost if not listing.audiences]).delete()


def _listed(kind: str, number: int, view: View, audiences: int) -> Made:
    """Return a listing with its tokens and its facets; audience and kind are facets like the others."""
    entry = analyse(view.names, view.credits, view.words)
    facets = [(AUDIENCE, audience) for audience in members(audiences)]
    facets += [(KIND, kind), *((SIZE, bit) for bit in members(entry.size))]
    facets += [(group, value) for group, _colon, value in (facet.partition(":") for facet in dict.fromkeys(view.facets)) if value]
    listing = Listing(
        kind=kind,
        number=number,
        audiences=audiences,
        digest=view.digest,
        names="\n".join(entry.names),
        credits="\n".join(entry.credits),
        forms=entry.forms,
    )
    return listing, entry.tokens, facets


def _write_recent(made: Sequence[Made]) -> None:
    rows = []
    for listing, tokens, facets in made:
        rows += [Recent(token=key_of(token), slot=listing.slot) for token in tokens]
        rows += [Recent(token=group_key(group), slot=listing.slot, value=value[:100]) for group, value in facets]
    Recent.objects.bulk_create(rows, batch_size=200)
