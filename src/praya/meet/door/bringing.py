"""Let approved applicants bring the company that they wrote, and take it away again with an approval that is taken back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from praya.core.accounts.models import Account
from praya.core.audit.actions import record
from praya.core.audit.models import Entry
from praya.core.audit.queries import entries_about, entries_of
from praya.core.catalogue.indexing import index_organisations
from praya.core.directory.models import Organisation
from praya.core.duplicates.actions import forget_pairs
from praya.core.duplicates.models import Merge, Resemblance
from praya.core.duplicates.references import references_to
from praya.meet.accreditation.actions import set_organisation
from praya.meet.accreditation.models import Delegate
from praya.meet.door.jobs import COMPARE
from praya.meet.door.queries import applications_of

BRING = "bring company"
# What says nothing of a company beside the name with which it was brought.
_MADE = {"id", "code", "created_at", "name", "country", "order_latin", "order_pinyin", "order_strokes"}


def bring_companies(delegates: Collection[int], status: str, *, by: Account | None, at: datetime) -> None:
    """Give approved applicants the company that they wrote, as a new one, unless an organiser has said for which they come.

    A company that is known is never found by its name here: nobody comes for it because they wrote so.
    """
    if status != Delegate.Status.APPROVED:
        return
    for application in applications_of(delegates).exclude(company="").filter(delegate__organisation=None):
        delegate = application.delegate
        company = Organisation.objects.create(name=application.company, country=delegate.person.country)
        set_organisation(delegate.edition, delegate, company.pk, action=BRING, by=by)
        COMPARE.start(delegate.pk, by=by, edition=delegate.edition_id)


def take_companies_away(delegates: Collection[int], entry: Entry, *, by: Account | None) -> None:
    """Remove the companies that a decision made, now that it is taken back for delegates, where nothing was built on them."""
    brought = entries_about("meet.delegate").filter(
        action=BRING, edition=entry.edition, pk__gt=entry.pk, subject_id__in=[str(number) for number in delegates]
    )
    made = {int(one.subject_id): int((one.after or {})["organisation"]) for one in brought.order_by("pk")}
    for application in applications_of(made):
        delegate = application.delegate
        company = Organisation.objects.select_for_update().filter(pk=made[delegate.pk]).first()
        if company is None or not _is_untouched(company, delegate):
            continue
        if delegate.organisation_id == company.pk:
            set_organisation(delegate.edition, delegate, None, action="take company away", by=by)
        before = {"name": company.name, "country": company.country}
        record("remove company", company, by=by, edition=delegate.edition_id, before=before)
        number = company.pk
        company.delete()
        forget_pairs("organisation", [number])
        index_organisations([number])


def _is_untouched(company: Organisation, delegate: Delegate) -> bool:
    """Tell whether a company is as it was brought: nobody wrote to it, and nothing but its bringer refers to it."""
    written = [field for field in company._meta.concrete_fields if field.name not in _MADE]
    if any(getattr(company, field.attname) != field.get_default() for field in written) or entries_of(company).exists():
        return False
    pairs = Resemblance.objects.filter(Q(first=company.pk) | Q(second=company.pk), kind="organisation")
    if pairs.exclude(state=Resemblance.State.OPEN, waiting=None).exists():
        return False
    if Merge.objects.filter(Q(keep=company.pk) | Q(other=company.pk), kind="organisation").exists():
        return False
    for reference in references_to(Organisation):
        rows = reference.model._base_manager.filter(**{reference.column: company.pk})
        if (rows.exclude(pk=delegate.pk) if reference.model is Delegate else rows).exists():
            return False
    return True
