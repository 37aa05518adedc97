"""Bring files in as the worker does, take them back, and look at every row of every table."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.utils import timezone

from praya.core.accounts.models import Account
from praya.core.audit.models import Entry
from praya.core.index.models import IndexState, Listing, Posting, Recent, Removal
from praya.core.jobs.models import Job
from praya.core.revocations.models import Pending
from praya.core.sheets.reading import RawSheet
from praya.meet.editions.models import Edition
from praya.meet.sheets import actions, undoing
from praya.meet.sheets.models import SheetImport

# What tells that something was done, and what is made of the rows: the index is looked at by what it lists.
TOLD = {Entry, SheetImport, Job, Pending, IndexState, Posting, Recent, Removal, Listing}


def bring(edition: Edition, by: Account, *sheets: RawSheet, name: str = "market.xlsx") -> SheetImport:
    """Import sheets to their end."""
    kept = SheetImport.objects.create(edition=edition, account=by, name=name, status="applying")
    actions.apply(kept.pk, at=timezone.now(), sheets=list(sheets))
    kept.refresh_from_db()
    assert (kept.status, kept.message_read) == ("applied", "")
    return kept


def take_back(kept: SheetImport, by: Account) -> SheetImport:
    """Take an import back to its end, or as far as it goes."""
    SheetImport.objects.filter(pk=kept.pk).update(status="undoing")
    undoing.take_back(kept.pk, by=by, at=timezone.now())
    kept.refresh_from_db()
    return kept


def everything() -> dict[str, list[Any]]:
    """Return all rows of all tables, and what the index lists."""
    tables = [table for table in apps.get_models(include_auto_created=True) if table not in TOLD and table._meta.managed]
    rows = {table._meta.label: sorted(table._base_manager.values_list(), key=str) for table in tables}
    removed = set(Removal.objects.values_list("slot", flat=True))
    listed = Listing.objects.exclude(slot__in=removed).values_list("kind", "number", "audiences", "digest")
    return {name: found for name, found in rows.items() if found and not name.startswith("django_tasks")} | {
        "index": sorted(listed)
    }
