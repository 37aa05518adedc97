"""Merge two records into one and take it back, and keep what was decided about pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.catalogue.indexing import index_organisations, index_people, index_titles, index_titles_naming
from praya.core.directory.models import Person
from praya.core.duplicates import journal as written
from praya.core.duplicates.gathering import TABLES, Record, accounts, given_up, taken_over
from praya.core.duplicates.models import Merge, Resemblance
from praya.core.duplicates.proving import exposed_by
from praya.core.portions import portions
from praya.core.retrying import retried
from praya.core.texts.joining import joined

_LISTS: Mapping[str, Callable[[Sequence[int]], None]] = {
    "person": index_people,
    "organisation": index_organisations,
    "title": index_titles,
}
MERGE, UNMERGE = "merge records", "take a merge back"


@retried
def merge(
    kind: str,
    keep: int,
    other: int,
    *,
    by: Account | None,
    market: int = 0,
    edition: int = 0,
    proof: str = "",
    agreed_by: Account | None = None,
) -> Merge:
    """Let `keep` stand for both records; `other` stays, hidden, with its code and whatever `keep` has already.

    No spelling is lost, everything that refers to the other refers to the one kept, and the index knows at once. Refused,
    with what to do first, when the two contradict each other or two rows could not stand side by side.

    Nobody's private data come to another's sign-in, and nothing kept for one company to the people of another, without `proof`:
    the word of the "owner" of the record given up, or of a second "organiser".
    """
    try:
        with transaction.atomic():
            kept, gone = _locked(kind, keep, other)
            done = _merge(kind, kept, gone, market=market, by=by, proof=proof)
            after: dict[str, Any] = {"keep": kept.code, "other": gone.code, "merge": done.code}
            after |= {"agreed_by": agreed_by.pk} if agreed_by is not None else {}
            record(MERGE, kept, by=by, edition=edition, before=done.journal["keep"]["before"], after=after)
            _list_again(kind, keep, other)
    except IntegrityError as error:
        raise Refused(_("Somebody changed one of the two meanwhile. Look at them again.")) from error
    return done


def require_mergeable(kind: str, keep: int, other: int) -> None:
    """Refuse, as merging would, what contradicts each other or cannot stand side by side."""
    with transaction.atomic():
        kept, gone = _locked(kind, keep, other)
        taken_over(kept, gone)
        written.moves_of(TABLES[kind], kept.pk, gone.pk)


def _require_proof(kept: Record, gone: Record, proof: str) -> None:
    if proof or not (exposed := exposed_by(kept, gone)):
        return
    if isinstance(kept, Person):
        reason = _("Somebody else would read what %(name)s keeps private. That needs their word, or a second organiser's.")
    else:
        reason = _("The people of another company would read what is kept for %(name)s. That needs a second organiser's word.")
    raise Refused(reason % {"name": exposed[0].name})


def _merge(kind: str, kept: Record, gone: Record, *, market: int, by: Account | None, proof: str) -> Merge:
    model = TABLES[kind]
    values = dict(taken_over(kept, gone))
    if isinstance(kept, Person) and isinstance(gone, Person):
        values |= accounts(kept, gone, has_agreed=proof == "owner")
    moved, changed, referring = written.moves_of(model, kept.pk, gone.pk)
    _require_proof(kept, gone, proof)
    own, others = written.difference(kept, values), written.difference(gone, given_up(kept, gone))
    # The other gives up first what only one may have.
    written.set_columns(model, gone.pk, others["after"])
    written.set_columns(model, kept.pk, own["after"])
    written.move(moved, start=gone.pk, to=kept.pk)
    for one in changed:
        written.set_columns(_model(one), one["row"], one["after"])
    journal = {"keep": own, "other": others, "moved": moved, "changed": changed, "referring": referring}
    return Merge.objects.create(market=market, kind=kind, keep=kept.pk, other=gone.pk, journal=journal, by=by)


@retried
def unmerge(merged: Merge, *, by: Account | None, edition: int = 0) -> Merge:
    """Make two records of one again, every value as it was; Refused when something has been built on them since."""
    with transaction.atomic():
        held = Merge.objects.select_for_update().get(pk=merged.pk)
        if held.undone_at is not None:
            raise Refused(_("This merge has been taken back already."))
        kept, gone = _locked(held.kind, held.keep, held.other, is_merged=True)
        _refuse_built_on(held, kept, gone)
        model, journal = TABLES[held.kind], held.journal
        for one in journal["changed"]:
            written.set_columns(_model(one), one["row"], one["before"])
        written.move(journal["moved"], start=held.keep, to=held.other)
        written.set_columns(model, held.keep, journal["keep"]["before"])
        written.set_columns(model, held.other, journal["other"]["before"])
        held.undone_at, held.undone_by = timezone.now(), by
        held.save(update_fields=["undone_at", "undone_by"])
        record(UNMERGE, kept, by=by, edition=edition, after={"keep": kept.code, "other": gone.code, "merge": held.code})
        _list_again(held.kind, held.keep, held.other)
    return held


def _locked(kind: str, keep: int, other: int, *, is_merged: bool = False) -> tuple[Record, Record]:
    """Return both records, locked in the order of their numbers; Refused when one is not what it was."""
    rows = {row.pk: row for row in TABLES[kind]._base_manager.select_for_update().filter(pk__in=[keep, other]).order_by("pk")}
    if keep == other or len(rows) != 2:
        raise Refused(_("One of the two records is gone. Look at the list again."))
    kept, gone = rows[keep], rows[other]
    if kept.merged_into_id is not None:
        raise Refused(_("%(name)s has been merged into another record since. Take that back first.") % {"name": kept.name})
    if not is_merged and gone.merged_into_id is not None:
        raise Refused(_("%(name)s has been merged already.") % {"name": gone.name})
    return kept, gone


def _refuse_built_on(held: Merge, kept: Record, gone: Record) -> None:
    journal, model = held.journal, TABLES[held.kind]
    fields = written.differs(kept, journal["keep"]["after"]) + written.differs(gone, journal["other"]["after"])
    if fields:
        words = {"name": kept.name, "fields": joined(sorted(set(fields)))}
        raise Refused(_("%(name)s was changed since they were merged (%(fields)s). Take that change back first.") % words)
    for one in journal["changed"]:
        row = _model(one)._base_manager.filter(pk=one["row"]).first()
        if row is None or written.differs(row, one["after"]):
            raise Refused(_("What belonged to %(name)s was changed since they were merged.") % {"name": gone.name})
    if not all(written.stayed(one, held.keep) for one in journal["moved"]):
        raise Refused(_("What belonged to %(name)s was changed or removed since they were merged.") % {"name": gone.name})
    new = written.newcomers(model, held.keep, held.other, journal)
    if new:
        news = {"name": kept.name, "what": str(new[0]._meta.verbose_name), "count": str(len(new))}
        reason = _(
            "Since they were merged, %(name)s has got something new (%(what)s, %(count)s in all): it could belong to either."
        )
        raise Refused(reason % news)


def _model(one: Mapping[str, Any]) -> Any:
    return apps.get_model(one["table"])


def _list_again(kind: str, keep: int, other: int) -> None:
    """Tell the index of both records, and of the works that are found by their names."""
    _LISTS[kind]([keep, other])
    if kind != "title":
        index_titles_naming(kind, [keep, other])


def decide(pair: Resemblance, state: str, *, by: Account | None, edition: int = 0) -> Resemblance:
    """Keep what somebody says about a pair: open, same, different or unsure."""
    with transaction.atomic():
        held = Resemblance.objects.select_for_update().get(pk=pair.pk)
        if held.state != state:
            before, held.state, held.by = held.state, state, by
            held.decided_at = None if state == Resemblance.State.OPEN else timezone.now()
            held.save(update_fields=["state", "by", "decided_at"])
            record("decide about a pair", held, by=by, edition=edition, before={"state": before}, after={"state": state})
    return held


def forget_pairs(kind: str, numbers: Iterable[int]) -> None:
    """Take the pairs of records that are gone out of every queue, decided or not."""
    for some in portions(sorted(numbers)):
        Resemblance.objects.filter(Q(first__in=some) | Q(second__in=some), kind=kind).delete()
