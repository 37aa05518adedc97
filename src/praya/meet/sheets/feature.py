"""Say what this room adds to the house."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from praya.core.audit.deeds import declare_deeds
from praya.core.features.menus import Link, declare_manage_links
from praya.core.holding import Personal, Subject, declare_personal, deleted, of_account
from praya.core.keeping import Kept, declare_kept
from praya.meet.accreditation.queries import delegates_of
from praya.meet.sheets.models import SheetImport


def _told_today(who: Subject) -> Q:
    comes = delegates_of(who.people, organisation=OuterRef("company"), edition=OuterRef("edition"))
    return of_account("account")(who) & (Q(company__isnull=True) | Q(Exists(comes)))


declare_deeds({"import sheets": _("imported a spreadsheet")})
declare_manage_links("meet", Link("manage_import", _("Import"), "import", 50))
declare_personal(
    _("Spreadsheets"),
    Personal(
        SheetImport,
        _("Uploaded spreadsheets"),
        _told_today,
        "edition__slug name status counts message created_at file",
        deleted(),
        {"counts": _("Rows")},
    ),
    # What was brought in for a company that they have left is not told any more, and goes like the rest.
    Personal(SheetImport, "", of_account("account"), "", deleted()),
)
declare_kept(Kept(SheetImport, "company"))
