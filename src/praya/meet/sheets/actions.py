"""Take uploads, check them, apply them, and throw them away."""

from __future__ import annotations

import gzip
import json
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.jobs.declaring import Errand
from praya.core.sheets.kinds import Plan, Progress, silent
from praya.core.sheets.messages import SheetError
from praya.core.sheets.planning import plan_sheets
from praya.core.sheets.reading import RawSheet
from praya.core.sheets.scan import MAX_FILE_BYTES
from praya.core.sheets.uploads import read_upload, require_size
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.models import Edition
from praya.meet.sheets.applying import Stale, apply_sheets
from praya.meet.sheets.jobs import APPLY, CHECK
from praya.meet.sheets.models import SheetImport
from praya.meet.sheets.queries import LISTED

KEPT_HOURS = 24


def upload(
    edition: Edition,
    content: bytes,
    *,
    name: str,
    kind: str,
    by: Account,
    company: int | None = None,
    most: int = MAX_FILE_BYTES,
) -> SheetImport:
    """Keep an upload, for a `company` or the market, and start its dry run; SheetError when it is empty or has too many bytes.

    Of one account only as many files are kept as its page lists, so that nobody fills the disk with uploads.
    """
    require_size(content, most)
    with transaction.atomic():
        kept = SheetImport.objects.create(
            edition=edition,
            account=by,
            company_id=company,
            name=name[-200:],
            kind=kind,
            file=content,
            language=get_language() or "en",
        )
        _start(kept, CHECK)
        own = SheetImport.objects.filter(edition=edition, account=by, file__isnull=False)
        unlisted = own.exclude(status=SheetImport.Status.APPLYING).values_list("pk", flat=True)[LISTED:]
        SheetImport.objects.filter(pk__in=list(unlisted)).delete()
    return kept


def _start(kept: SheetImport, errand: Errand) -> None:
    kept.job = str(errand.start(kept.pk, by=kept.account, edition=kept.edition_id, name=kept.name).pk)
    kept.save(update_fields=["job"])


def check(number: int, *, progress: Progress = silent) -> None:
    """Make the dry run of an upload and keep every row's fate."""
    kept = SheetImport.objects.select_related("edition", "account").filter(pk=number, status=SheetImport.Status.WAITING).first()
    if kept is None or kept.file is None:
        return
    with override(kept.language):
        try:
            _require_company(kept)
            words = {"name": kept.name, "kind": kept.kind}
            plan = plan_sheets(kept.edition, sheets_of(kept), **words, by=kept.account, progress=progress)
        except SheetError as error:
            _refuse(kept, error.message)
            return
        _keep_plan(kept, plan)


def _require_company(kept: SheetImport) -> None:
    """Refuse what was brought in for a company that its author has left since."""
    delegate = EditionVisit(kept.edition, [], kept.account).delegate
    if kept.company_id is not None and kept.company_id != (delegate and delegate.organisation_id):
        raise SheetError("no_company", _("You no longer come for the company for which this file was brought in."))


def sheets_of(kept: SheetImport) -> list[RawSheet]:
    """Return the sheets of an upload."""
    return read_upload(bytes(kept.file or b""))


def _keep_plan(kept: SheetImport, plan: Plan, message: str = "") -> None:
    kept.status, kept.message = SheetImport.Status.CHECKED, message
    kept.fates = gzip.compress(json.dumps([fate.as_json() for fate in plan.fates], ensure_ascii=False).encode(), mtime=0)
    kept.digest, kept.counts, kept.ignored = plan.digest, plan.counts, plan.ignored
    kept.save()


def _refuse(kept: SheetImport, message: str) -> None:
    kept.status, kept.message = SheetImport.Status.REFUSED, message
    kept.file = kept.fates = None
    kept.save()


def confirm(kept: SheetImport) -> bool:
    """Start applying a dry run without faults; False when somebody has done so already."""
    with transaction.atomic():
        locked = SheetImport.objects.select_for_update().get(pk=kept.pk)
        if locked.status != SheetImport.Status.CHECKED or locked.counts.get("fault"):
            return False
        locked.status = SheetImport.Status.APPLYING
        locked.save(update_fields=["status"])
        _start(locked, APPLY)
    return True


def apply(number: int, *, at: datetime, progress: Progress = silent, sheets: list[RawSheet] | None = None) -> None:
    """Write a confirmed import; a dry run that is out of date is shown again instead.

    Call it in a transaction that also holds the job's claim, so that a worker killed in the middle leaves nothing.
    """
    kept = SheetImport.objects.select_related("edition", "account").filter(pk=number).first()
    if kept is None or kept.status != SheetImport.Status.APPLYING:
        return
    with override(kept.language):
        try:
            _require_company(kept)
            plan = apply_sheets(
                kept.edition,
                sheets_of(kept) if sheets is None else sheets,
                by=kept.account,
                at=at,
                name=kept.name,
                kind=kept.kind,
                digest=kept.digest,
                progress=progress,
            )
        except Stale as stale:
            _keep_plan(kept, stale.plan, _("The records changed after the check. Look at the rows again, then confirm."))
        except SheetError as error:
            kept.status, kept.message = SheetImport.Status.CHECKED, error.message
            kept.save(update_fields=["status", "message"])
        else:
            kept.status, kept.applied_at, kept.counts = SheetImport.Status.APPLIED, at, plan.counts
            kept.file, kept.fates, kept.message = None, None, ""
            kept.save()


def give_up(number: int, fault: str) -> None:
    """Refuse an import whose job was given up; a confirmed one can be confirmed again."""
    kept = SheetImport.objects.filter(pk=number).first()
    if kept is None:
        return
    with override(kept.language):
        message = _("The work on this file stopped: %(fault)s") % {"fault": fault}
    if kept.status == SheetImport.Status.WAITING:
        _refuse(kept, message)
    elif kept.status == SheetImport.Status.APPLYING:
        kept.status, kept.message = SheetImport.Status.CHECKED, message
        kept.save(update_fields=["status", "message"])


def discard(kept: SheetImport) -> bool:
    """Throw an import away with its file, unless it is being applied."""
    with transaction.atomic():
        locked = SheetImport.objects.select_for_update().filter(pk=kept.pk).first()
        if locked is None or locked.status == SheetImport.Status.APPLYING:
            return False
        locked.delete()
    return True


def discard_old(*, at: datetime) -> int:
    """Throw away uploads that nobody confirmed within a day; return how many."""
    old = SheetImport.objects.filter(created_at__lt=at - timedelta(hours=KEPT_HOURS))
    waiting = old.exclude(status__in=[SheetImport.Status.APPLIED, SheetImport.Status.APPLYING])
    return waiting.delete()[1].get("meet.SheetImport", 0)
