"""Write the whole index again, or bring what changed lately into the postings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from django.db import transaction
from django.db.models import Max, Model

from praya.core.index.actions import made_anew
from praya.core.index.indexing import AUDIENCE, Listed, members
from praya.core.index.models import Listing, Recent, Removal
from praya.core.index.postings import Occurrences, add_to_all, group_key, hold_index, read_group, replace_all, write_group
from praya.core.portions import portions
from praya.engines.search import VERSION, pack, unpack

# So many occurrences or removals outside the postings make searches slower than they need be.
DUE, REMOVALS_DUE = 40_000, 2_000


def is_compaction_due() -> bool:
    """Tell whether enough has changed for the postings to be written again."""
    return Recent.objects.count() > DUE or Removal.objects.count() > REMOVALS_DUE


def compact() -> int:
    """Bring recent occurrences and removals into the postings and return how many there were; nothing found changes."""
    with transaction.atomic():
        hold_index()
        recent = list(Recent.objects.values_list("pk", "token", "slot", "value"))
        removals = list(Removal.objects.values_list("pk", "slot", "audiences"))
        occurrences = Occurrences()
        for _pk, token, slot, value in recent:
            if value:
                occurrences.add_facet(slot, token, value)
            else:
                occurrences.add_token(slot, token)
        add_to_all(occurrences)
        _hide((slot, audiences) for _pk, slot, audiences in removals)
        _delete(Recent, [row[0] for row in recent])
        _delete(Removal, [row[0] for row in removals])
    return len(recent) + len(removals)


def _hide(removals: Iterable[tuple[int, int]]) -> None:
    """Take slots out of the audiences that see them no more; in the tokens they may stay, nobody's mask has them."""
    import numpy as np

    gone: dict[str, list[int]] = {}
    for slot, audiences in removals:
        for audience in members(audiences):
            gone.setdefault(audience, []).append(slot)
    if gone:
        held = {value: unpack(blob) for value, blob in read_group(group_key(AUDIENCE)).items()}
        left = {value: np.setdiff1d(slots, np.array(gone.get(value, ()), dtype=np.int64)) for value, slots in held.items()}
        write_group(group_key(AUDIENCE), {value: pack(slots) for value, slots in left.items()})


def rebuild(records: Iterable[Listed], *, progress: Callable[[int], object] = lambda count: None) -> int:
    """Write the whole index again from all records, and return how many listings it has.

    Listings that say nothing new keep their slots, so that nothing counts as changed that did not change.
    """
    occurrences, alive = Occurrences(), set()
    with transaction.atomic():
        state = hold_index()
        # What others list meanwhile comes after these, and stays.
        last = {model: model._base_manager.aggregate(most=Max("pk"))["most"] or 0 for model in (Listing, Recent, Removal)}
        for chunk in portions(records, 500):
            for listing, tokens, facets in made_anew(chunk, again=True):
                occurrences.add(listing.slot, tokens, facets)
                alive.add(listing.slot)
            progress(len(chunk))
        known = Listing.objects.filter(pk__lte=last[Listing]).values_list("slot", flat=True)
        _delete(Listing, [slot for slot in known if slot not in alive])
        Recent.objects.filter(pk__lte=last[Recent]).delete()
        Removal.objects.filter(pk__lte=last[Removal]).delete()
        replace_all(occurrences)
        state.analysis = VERSION
        state.save()
    return len(alive)


def _delete(model: type[Model], keys: Sequence[int]) -> None:
    for chunk in portions(keys, 10_000):
        model._base_manager.filter(pk__in=chunk).delete()
