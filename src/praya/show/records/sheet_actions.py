"""Carry out what a spreadsheet of works said: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from praya.core.actions.refusing import Refused
from praya.core.catalogue.document import TITLE
from praya.core.catalogue.models import Title
from praya.core.directory.models import Organisation
from praya.core.documents.actions import enter
from praya.core.documents.drafting import keep_part
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.works.actions import present
from praya.show.records.queries import presenter


def carry_out(rows: Sequence[Mapping[str, Any]], visit: EditionVisit) -> tuple[int, int]:
    """Begin and change works of the visitor's organisation; return how many of each. Refused, and nothing is written, when
    one of them was changed since the file was checked.
    """
    delegate = visit.delegate
    if delegate is None or delegate.organisation is None:
        raise Refused(_("You come for no company."))
    begun, changed = 0, 0
    with transaction.atomic():
        # One file of a company after another: the same rows sent twice at once begin no work twice.
        Organisation.objects.select_for_update().get(pk=delegate.organisation.pk)
        known = {title.code: title for title in Title.objects.filter(owner=delegate.organisation, merged_into=None)}
        names = {one["text"].casefold() for title in known.values() for one in title.names}
        for row in rows:
            if row["code"]:
                _change(known.get(row["code"]), row, visit)
                changed += 1
            elif row["name"].casefold() in names:
                raise _overtaken(row)
            else:
                title = enter(TITLE, row["document"], by=visit.account, owner=delegate.organisation)
                present(visit.edition, title, by=visit.account, **presenter(visit, title))
                begun += 1
    return begun, changed


def _change(title: Title | None, row: Mapping[str, Any], visit: EditionVisit) -> None:
    kept = keep_part(title, row["changes"], seen=row["seen"], by=visit.account) if title is not None else None
    if kept is None or kept.theirs is not None:
        raise _overtaken(row)


def _overtaken(row: Mapping[str, Any]) -> Refused:
    return Refused(_("“%(name)s” was changed since the file was checked. Upload it again.") % {"name": row["name"]})
