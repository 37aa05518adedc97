"""Take uploads, check them, apply them, and throw them away."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, override

from praya.core.accounts.models import Account
from praya.core.jobs.declaring import Errand
from praya.core.sheets.columns import Table
from praya.core.sheets.describing import Beginning, described, described_as
from praya.core.sheets.kinds import Plan, Progress, SheetKind, silent, taken_kinds
from praya.core.sheets.layouts import Layout, columns_of, laid_out, remembered, signature
from praya.core.sheets.messages import SheetError
from praya.core.sheets.planning import plan_sheets
from praya.core.sheets.reading import RawSheet
from praya.core.sheets.reports import error_report, shown_places
from praya.core.sheets.scan import MAX_FILE_BYTES
from praya.core.sheets.uploads import read_upload, require_size
from praya.core.sheets.writing import workbook_file
from praya.core.texts.folding import folded
from praya.core.texts.said import gettext as _
from praya.core.texts.said import packed, told
from praya.meet.editions.models import Edition
from praya.meet.sheets.applying import Stale, apply_sheets, harm_of, harm_told
from praya.meet.sheets.jobs import APPLY, CHECK
from praya.meet.sheets.models import SheetImport
from praya.meet.sheets.queries import LISTED, known_layouts, layouts_of, may_see, reading_of
from praya.meet.sheets.undoing import keep_written

KEPT_HOURS = 24
MOST_SHEETS = 20
OPEN = {SheetImport.Status.CHECKED, SheetImport.Status.UNCLEAR}
# What the market has taken, or is taking, from a file; any organiser sees it, and nobody throws it away.
KEPT = {SheetImport.Status.APPLYING, SheetImport.Status.APPLIED, SheetImport.Status.UNDOING, SheetImport.Status.UNDONE}
UNCLEAR = {"no_sheets", "missing_columns", "unclear_names"}  # what a person can tell of a file
REST_DAYS = 30  # what is left of a file waits for whoever mends it


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
        own = SheetImport.objects.filter(edition=edition, account=by, file__isnull=False, rest_of=None)
        unlisted = own.exclude(status=SheetImport.Status.APPLYING).values_list("pk", flat=True)[LISTED:]
        SheetImport.objects.filter(pk__in=list(unlisted)).delete()
    return kept


def _start(kept: SheetImport, errand: Errand) -> None:
    kept.job = str(errand.start(kept.pk, by=kept.account, edition=kept.edition_id, name=kept.name).pk)
    kept.save(update_fields=["job"])


def check(number: int, *, progress: Progress = silent) -> None:
    """Make the dry run of an upload and keep every row's fate, unless it was thrown away or begun anew meanwhile."""
    kept = SheetImport.objects.select_related("edition", "account").filter(pk=number, status=SheetImport.Status.WAITING).first()
    if kept is None or kept.file is None:
        return
    with override(kept.language):
        sheets: list[RawSheet] = []
        try:
            _require_company(kept)
            sheets, is_said = sheets_of(kept), bool(kept.layouts)
            layouts = _layouts(kept, sheets)
            words = {**reading_of(kept), "layouts": layouts}
            plan = plan_sheets(kept.edition, sheets, **words, by=kept.account, progress=progress)
        except SheetError as error:
            with _still_waiting(kept) as is_waiting:
                if not is_waiting:
                    return
                if error.code in UNCLEAR and any(len(sheet.rows) > 1 for sheet in sheets):
                    _ask_for_columns(kept, sheets, error.message)
                else:
                    _refuse(kept, error.message)
            return
        kept.sheets = _described(kept, sheets, plan.tables)
        for shown in kept.sheets:
            shown["unknown"] = _unknown_words(plan, shown["sheet"])
        if layouts and not is_said:
            plan.remarks.insert(0, _("The columns are read as those of an earlier file with the same headings were."))
        harm = harm_of(plan, at=timezone.now()) if kept.company_id is None else None
        with _still_waiting(kept) as is_waiting:
            if is_waiting:
                _keep_plan(kept, plan, harm_told(harm) if harm is not None else "", harm.names if harm is not None else ())


@contextmanager
def _still_waiting(kept: SheetImport) -> Iterator[bool]:
    """Hold an import and tell whether it still waits for this dry run: saving a row that is gone would bring it back."""
    with transaction.atomic():
        yield (
            SheetImport.objects.select_for_update().filter(pk=kept.pk, status=SheetImport.Status.WAITING, job=kept.job).exists()
        )


def _layouts(kept: SheetImport, sheets: Sequence[RawSheet]) -> dict[str, Layout]:
    """Return what was said of the sheets of a file; where nothing was, what was said of others with their headings."""
    said = layouts_of(kept)
    if not said:
        known = known_layouts(kept)
        said = {sheet.name: layout for sheet in sheets if (layout := remembered(sheet, known)) is not None}
        kept.layouts = {name: layout.as_json() for name, layout in said.items()}
    return said


def _described(kept: SheetImport, sheets: Sequence[RawSheet], tables: Sequence[Table]) -> list[dict[str, Any]]:
    """Return what a page shows of the sheets of a file: as they were read, or as somebody has said, else what they may be."""
    brought = [table.origin or table for table in tables]
    by_sheet = {id(table.whole or table.raw): table for table in brought}
    kinds, said = taken_kinds(kept.kind), layouts_of(kept)
    found = []
    for sheet in [sheet for sheet in sheets if sheet.rows][:MOST_SHEETS]:
        table = by_sheet.get(id(sheet))
        if table is None and not tables and sheet.name in said:
            table = laid_out(sheet, kinds, said[sheet.name])
        found.append(described(sheet, kinds, table))
    return found


def described_again(kept: SheetImport, said: Mapping[int, Beginning]) -> list[dict[str, Any]]:
    """Return what a page shows of the sheets of a file; of some, by their number, as if their table began as it is said.

    The file is read for that, but nothing is kept. Raise SheetError where it cannot be read any more.
    """
    shown = [dict(one) for one in kept.sheets]
    if not said:
        return shown
    filled = [sheet for sheet in sheets_of(kept) if sheet.rows][:MOST_SHEETS]
    for number, beginning in said.items():
        if number < min(len(filled), len(shown)):
            shown[number] = described_as(filled[number], beginning)
    return shown


def _unknown_words(plan: Plan, sheet: str) -> int:
    """Return how many different words in columns of closed lists nobody has said the meaning of."""
    tables = {table.sheet: table.kind for table in plan.tables if table.raw.name == sheet}
    closed = {(name, column.key) for name, kind in tables.items() for column in kind.columns if column.meanings is not None}
    faults = (fault for fate in plan.fates for fault in fate.faults if fault.value)
    return len({(fault.key, folded(fault.value)) for fault in faults if (fault.sheet, fault.key) in closed})


def _ask_for_columns(kept: SheetImport, sheets: Sequence[RawSheet], message: str) -> None:
    """Let somebody say what the columns of a file are that its headings do not tell."""
    kept.sheets = _described(kept, sheets, ())
    kept.status, kept.message, kept.fates, kept.counts = SheetImport.Status.UNCLEAR, packed(message), None, {}
    kept.save()


def say_columns(kept: SheetImport, layouts: Mapping[str, Layout], *, by: Account, seen: str = "") -> bool:
    """Read a file as somebody says that its columns are, and check it anew; False when it is not waiting for that.

    `seen` names the check that they looked at: after another one nothing is said (nothing: never mind).
    """
    with transaction.atomic():
        locked = SheetImport.objects.select_for_update().filter(pk=kept.pk).first()
        if locked is None or locked.file is None or locked.status not in OPEN or seen not in ("", locked.job):
            return False
        locked.layouts = {name: layout.as_json() for name, layout in layouts.items()}
        check_anew(locked, by=by)
    return True


def check_anew(locked: SheetImport, *, by: Account) -> None:
    """Start another dry run of a locked import; whoever changes what it would do is its author from now on."""
    locked.account, locked.language = by, get_language() or locked.language
    locked.status, locked.message, locked.fates, locked.counts = SheetImport.Status.WAITING, "", None, {}
    locked.save()
    _start(locked, CHECK)


def _require_company(kept: SheetImport) -> None:
    """Refuse what was brought in for a company that its author has left since."""
    if not may_see(kept):
        raise SheetError("no_company", _("You no longer come for the company for which this file was brought in."))


def sheets_of(kept: SheetImport) -> list[RawSheet]:
    """Return the sheets of an upload."""
    return read_upload(bytes(kept.file or b""))


def _keep_plan(kept: SheetImport, plan: Plan, message: str = "", hurt: Sequence[str] = ()) -> None:
    kept.status, kept.message = SheetImport.Status.CHECKED, packed(message)
    kept.hindrances = [{"more": name} for name in hurt]
    kept.fates = gzip.compress(json.dumps([fate.as_json() for fate in plan.fates], ensure_ascii=False).encode(), mtime=0)
    kept.digest, kept.counts = plan.digest, plan.counts
    kept.ignored, kept.remarks = ([told(one) for one in found] for found in (plan.ignored, plan.remarks))
    kept.save()


def _refuse(kept: SheetImport, message: str) -> None:
    kept.status, kept.message = SheetImport.Status.REFUSED, packed(message)
    kept.file = kept.fates = None
    kept.sheets, kept.mends = [], []
    kept.save()


def confirm(kept: SheetImport, *, by: Account, good_rows: bool = False, seen: str = "") -> bool:
    """Start applying a dry run without faults, or its `good_rows` alone; False when somebody has done so already.

    `seen` names the dry run that was looked at; another one is not taken unseen (nothing: never mind).
    """
    with transaction.atomic():
        locked = SheetImport.objects.select_for_update().filter(pk=kept.pk).first()
        if locked is None or locked.status != SheetImport.Status.CHECKED or seen not in ("", locked.digest):
            return False
        faults, total = locked.counts.get("fault", 0), sum(locked.counts.values())
        # A row that repeats one with faults has them too, once that one is left out.
        if not total or (faults and not (good_rows and faults + locked.counts.get("duplicate", 0) < total)):
            return False
        locked.status, locked.takes_good_rows, locked.account = SheetImport.Status.APPLYING, good_rows, by
        locked.save(update_fields=["status", "takes_good_rows", "account"])
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
            read = sheets_of(kept) if sheets is None else sheets
            with transaction.atomic():
                plan = apply_sheets(
                    kept.edition,
                    read,
                    by=kept.account,
                    at=at,
                    **reading_of(kept),
                    digest=kept.digest,
                    progress=progress,
                    good_rows=kept.takes_good_rows,
                )
                keep_written(kept, plan)
        except Stale as stale:
            _keep_plan(kept, stale.plan, _("The records changed after the check. Look at the rows again, then confirm."))
        except SheetError as error:
            kept.status, kept.message, kept.hindrances = SheetImport.Status.CHECKED, packed(error.message), []
            kept.save(update_fields=["status", "message", "hindrances"])
        else:
            kept.status, kept.applied_at, kept.counts = SheetImport.Status.APPLIED, at, plan.counts
            kept.file, kept.fates, kept.message, kept.sheets, kept.hindrances = None, None, "", [], []
            if plan.left:
                _keep_rest(kept, read, plan)
            kept.mends = []  # they say what the records say now, of people who may ask to be forgotten
            kept.save()


def _keep_rest(kept: SheetImport, sheets: list[RawSheet], plan: Plan) -> None:
    """Keep the rows that were left out as a file of their own, with the reasons, and check it anew."""
    fates = [fate.as_json() for fate in plan.left]
    layouts = layouts_of(kept)
    pages = error_report(sheets, fates, **reading_of(kept), is_rest=True)
    heads = {page.name: page.heads for page in pages}
    left = {fate.sheet for fate in plan.left}
    tables = [table for table in plan.tables if table.sheet in left]
    stem = kept.name.rpartition(".")[0] or kept.name
    with workbook_file(pages) as file:
        content = file.read()
    rest = SheetImport.objects.create(
        edition=kept.edition,
        account=kept.account,
        company=kept.company,
        name=f"{stem[:180].removesuffix('-to-mend')}-to-mend.xlsx",
        kind=kept.kind,
        file=content,
        language=kept.language,
        rest_of=kept,
        is_shared=kept.company_id is None and not any(isinstance(one.kind, SheetKind) and one.kind.is_secret for one in tables),
        layouts={
            table.sheet: _of_rest(layouts.get(table.raw.name), table, heads[table.sheet]).as_json()
            for table in tables
            if table.raw.name in layouts or table.origin is not None
        },
    )
    _start(rest, CHECK)


def _of_rest(said: Layout | None, table: Table, heads: Sequence[str]) -> Layout:
    """Return how the sheet with the rest of a table is read: its parts are columns now, and it has headings, of its own.

    Where nobody has said of the sheet what its columns are, they are what they were when its cells were mended.
    """
    layout = said or Layout(table.kind.key, constants=table.constants, words=table.words)
    mark = signature(heads) if layout.signature else ""
    places = {place: at for at, place in enumerate(shown_places(table))}
    columns = {places[place]: key for place, key in columns_of(table).items() if place in places}
    return replace(layout, head_row=1, is_bare=False, signature=mark, columns=columns, splits={})


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
        kept.status, kept.message = SheetImport.Status.CHECKED, packed(message)
        kept.save(update_fields=["status", "message"])


def discard(kept: SheetImport, *, seen: str = "") -> bool:
    """Throw an import away with its file, unless it is or was being applied, or was checked anew since it was `seen`, if told."""
    with transaction.atomic():
        locked = SheetImport.objects.select_for_update().filter(pk=kept.pk).first()
        if locked is None or locked.status in KEPT or seen not in ("", locked.job):
            return False
        locked.delete()
    return True


def discard_old(*, at: datetime) -> int:
    """Throw away uploads that nobody confirmed within a day; return how many."""
    is_old = Q(created_at__lt=at - timedelta(hours=KEPT_HOURS), rest_of=None) | Q(created_at__lt=at - timedelta(days=REST_DAYS))
    old = SheetImport.objects.filter(is_old)
    waiting = old.exclude(status__in=KEPT)
    return waiting.delete()[1].get("meet.SheetImport", 0)
