"""Check and apply imports in the job worker."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.jobs.context import JobContext
from praya.core.jobs.declaring import job
from praya.core.jobs.models import Job
from praya.meet.accreditation.visits import in_edition
from praya.meet.sheets import actions, undoing
from praya.meet.sheets.jobs import APPLY, CHECK, UNDO
from praya.meet.sheets.letters import tell_of_end
from praya.meet.sheets.models import SheetImport
from praya.meet.sheets.queries import desk_of


def _failed(fault: str, number: int) -> None:
    actions.give_up(number, fault)
    tell_of_end(number, began=None, at=timezone.now())


def _may_bring(account: Account, edition: int, number: int) -> bool:
    desk = desk_of(number)
    return desk is None or in_edition(desk.rule)(account, edition)


@CHECK.runs(asks=_may_bring, when_failed=_failed, writing_seconds=120)
def check_import(context: JobContext, number: int) -> None:
    """Make the dry run of an upload."""
    actions.check(number, progress=context.progress)


@APPLY.runs(asks=_may_bring, when_failed=_failed, limit_seconds=3600, writing_seconds=900)
def apply_import(context: JobContext, number: int) -> None:
    """Write a confirmed import, once, however often a worker is killed."""
    kept = SheetImport.objects.filter(pk=number).first()
    if kept is None or kept.file is None:
        return
    began = timezone.now()
    context.progress(0, 2, _("reading"))
    sheets = actions.sheets_of(kept)
    context.progress(1, 2, _("writing"))
    with context.effect() as is_due:
        if is_due:
            actions.apply(number, at=timezone.now(), sheets=sheets)
            tell_of_end(number, began=began, at=timezone.now())


def _not_undone(fault: str, number: int) -> None:
    undoing.give_up_undo(number, fault)


@UNDO.runs(asks=_may_bring, when_failed=_not_undone, limit_seconds=3600, writing_seconds=900)
def take_import_back(context: JobContext, number: int) -> None:
    """Take an import back, once, however often a worker is killed."""
    context.progress(0, 1, _("looking at what was built on it, and taking it back"))
    with context.effect() as is_due:
        if is_due:
            asker = Job.objects.select_related("account").get(pk=context.job_id).account
            undoing.take_back(number, by=asker, at=timezone.now())


@job(every_seconds=3600, writing_seconds=60)
def discard_old_imports(context: JobContext) -> None:
    """Throw away uploads that nobody confirmed, and forget what imports of long ago have written."""
    actions.discard_old(at=timezone.now())
    undoing.forget_old(at=timezone.now())
