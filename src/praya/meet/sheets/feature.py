"""Say what this room adds to the house."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from praya.core.audit.deeds import declare_deeds
from praya.core.features.menus import Link, declare_manage_links
from praya.core.features.waiting import declare_manage_waiting, queue
from praya.core.holding import Personal, Subject, before_erasing, declare_personal, deleted, of_account
from praya.core.keeping import Kept, declare_kept
from praya.core.letters.declaring import declare_letters
from praya.meet.accreditation.queries import delegates_of
from praya.meet.sheets.letters import IMPORT_FINISHED
from praya.meet.sheets.models import SheetImport
from praya.meet.sheets.queries import left_to_mend
from praya.meet.sheets.undoing import forget_of_person


def _told_today(who: Subject) -> Q:
    comes = delegates_of(who.people, organisation=OuterRef("company"), edition=OuterRef("edition"))
    return of_account("account")(who) & (Q(company__isnull=True) | Q(Exists(comes)))


declare_manage_waiting(
    queue(
        "manage_import",
        left_to_mend,
        ngettext_lazy(
            "%(count)d file of an import waits to be mended.", "%(count)d files of imports wait to be mended.", "count"
        ),
        since="created_at",
        leads="manage_import_file",
        word="code",
    )
)
declare_letters(IMPORT_FINISHED)
declare_deeds({"import sheets": _("imported a spreadsheet"), "take import back": _("took an import back")})
declare_manage_links("before", Link("manage_import", _("Import"), "import", 50))
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
before_erasing(forget_of_person)
