"""Take an import back as a whole, while nothing has been built on what it made.

Lock order: the edition, the import, then the rows that it wrote, table by table.
"""

from __future__ import annotations

import gzip
import json
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import get_language, override

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.catalogue.indexing import index_many
from praya.core.directory.models import Organisation, Person
from praya.core.duplicates.actions import forget_pairs
from praya.core.holding import Subject
from praya.core.letters.actions import take_letters_back
from praya.core.sheets.kinds import Plan, SheetKind
from praya.core.sheets.undoing import Hindrance, Undoing
from praya.core.texts.said import gettext as _
from praya.core.texts.said import joined_sentences, packed
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from praya.meet.editions.objections import change_checked
from praya.meet.registration.undoing import note_taken_back
from praya.meet.sheets.hindering import hindrances_told
from praya.meet.sheets.jobs import UNDO
from praya.meet.sheets.models import SheetImport
from praya.meet.sheets.queries import UNDO_DAYS, written_of

Status = SheetImport.Status


class Hindered(Refused):
    """Say what stands in the way of taking an import back."""

    def __init__(self, found: list[Hindrance]) -> None:
        super().__init__(_("This import was not taken back: something has been built on it since."))
        self.found = found


def keep_written(kept: SheetImport, plan: Plan) -> None:
    """Keep what an import has written, in its transaction, where it can be taken back: then every organiser sees the import."""
    kinds = [table.kind for table in plan.tables if isinstance(table.kind, SheetKind)]
    if kept.company_id is not None or not all(kind.can_undo for kind in kinds):
        return
    plan.written.close()
    if plan.written.is_empty:
        return
    text = json.dumps(plan.written.as_json(), ensure_ascii=False)
    kept.written = gzip.compress(text.encode("utf-8", "surrogatepass"), mtime=0)
    kept.writes = {name: sum(map(len, getattr(plan.written, name).values())) for name in ("made", "changed", "removed")}
    kept.is_shared = True


def ask_back(kept: SheetImport, *, by: Account) -> None:
    """Let the worker take an import back; Refused where somebody has asked already, or it is too late."""
    with transaction.atomic():
        locked = SheetImport.objects.select_for_update().select_related("edition").get(pk=kept.pk)
        if locked.status in {Status.UNDOING, Status.UNDONE}:
            raise Refused(_("Somebody is taking this import back already, or has done so."))
        if locked.status != Status.APPLIED or locked.written is None:
            raise Refused(_("This import cannot be taken back any more."))
        locked.status, locked.message, locked.hindrances = Status.UNDOING, "", []
        locked.language = get_language() or locked.language
        job = UNDO.start(locked.pk, by=by, edition=locked.edition_id, name=locked.name)
        locked.job = str(job.pk)
        locked.save(update_fields=["status", "message", "hindrances", "language", "job"])


def take_back(number: int, *, by: Account | None, at: datetime) -> None:
    """Take an import back for which somebody has asked, or say what stands in the way.

    Call it in a transaction that also holds the job's claim, so that a worker killed in the middle leaves all as it was.
    """
    kept = SheetImport.objects.select_related("edition").filter(pk=number).first()
    if kept is None or kept.status != Status.UNDOING:
        return
    with override(kept.language):
        try:
            with change_checked(kept.edition) as edition:
                done = _take_back(edition, kept, by)
        except Hindered as hindered:
            _stay(kept, joined_sentences(hindered.sentences))
            kept.hindrances = hindrances_told(hindered.found, kept)
            kept.save(update_fields=["hindrances"])
        except Refused as refused:
            _stay(kept, str(refused))
        except IntegrityError:
            _stay(kept, _("Nothing was taken back: somebody changed the same records meanwhile. Try again."))
        else:
            kept.status, kept.undone_at, kept.writes, kept.written = Status.UNDONE, at, done, None
            kept.save(update_fields=["status", "undone_at", "writes", "written"])


def _take_back(edition: Edition, kept: SheetImport, by: Account | None) -> dict[str, int]:
    """Take everything back, in the transaction that holds the edition, with the one entry in the trail."""
    kept.refresh_from_db(fields=["written"])
    if kept.written is None:
        raise Refused(_("This import cannot be taken back any more."))
    written = written_of(kept)
    undoing = Undoing(written, lock=True)
    if found := undoing.hindrances():
        raise Hindered(found)
    listed = {kind: set(numbers) for kind, numbers in written.listed.items()}
    for _table, rows in written.changed.items():
        for before, _after in rows.values():
            # A delegate's earlier company is found by its people again.
            listed.setdefault("organisation", set()).update(filter(None, [before.get("organisation_id")]))
    note_taken_back(written.made.get(Delegate, ()))
    done = undoing.take_back()
    for kind, table in (("person", Person), ("organisation", Organisation)):
        forget_pairs(kind, written.made.get(table, ()))
    take_letters_back(edition.pk, written.letters)
    index_many({kind: sorted(numbers) for kind, numbers in listed.items()})
    counts = {state: kept.counts[state] for state in ("new", "changed") if kept.counts.get(state)}
    record("take import back", edition, by=by, edition=edition.pk, after={"file": kept.name, **counts})
    return done


def _stay(kept: SheetImport, message: str) -> None:
    kept.status, kept.message = Status.APPLIED, packed(message)
    kept.save(update_fields=["status", "message"])


def give_up_undo(number: int, fault: str) -> None:
    """Let an import stay whose taking back was given up; one can try again."""
    kept = SheetImport.objects.filter(pk=number, status=Status.UNDOING).first()
    if kept is not None:
        with override(kept.language):
            _stay(kept, _("The work on this file stopped: %(fault)s") % {"fault": fault})


def forget_old(*, at: datetime) -> int:
    """Forget what imports of long ago have written, which cannot be taken back then; return how many."""
    old = SheetImport.objects.filter(applied_at__lt=at - timedelta(days=UNDO_DAYS), status=Status.APPLIED, written__isnull=False)
    return old.update(written=None)


def forget_of_person(who: Subject, _at: datetime) -> None:
    """Forget what imports have written that tells of somebody who is erased: these imports stay."""
    people = set(who.people)
    for kept in SheetImport.objects.filter(written__isnull=False).defer("file", "fates").iterator(1):
        if people & written_of(kept).people:
            SheetImport.objects.filter(pk=kept.pk).update(written=None)
