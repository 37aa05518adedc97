"""Write to organisers whose long import has come to its end."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from praya.core.letters.actions import Reader, ask_for_letters
from praya.core.letters.declaring import Facts, Kind
from praya.core.letters.models import Letter
from praya.core.texts.states import state_word
from praya.meet.notices.letters import ORGANISING
from praya.meet.sheets.models import SheetImport
from praya.meet.sheets.queries import desk_of, may_see

LONG = timedelta(minutes=1)  # whoever waits for less still looks at the page


def tell_of_end(number: int, *, began: datetime | None, at: datetime) -> None:
    """Write to whoever brought a file in that the work on it is over: when that took long, or went wrong (`began`: None)."""
    kept = SheetImport.objects.filter(pk=number).first()
    if kept is not None and (began is None or at - began >= LONG):
        facts = {"import": kept.code}
        readers = [Reader(account=kept.account_id)]
        ask_for_letters("import_finished", readers, at=at, edition=kept.edition_id, about=f"import {kept.code}", facts=facts)


def of_import(letter: Letter, at: datetime) -> Facts | None:
    """Tell how an import stands, to its author alone, as long as it is kept."""
    rows_of = SheetImport.objects.select_related("edition", "account")
    found = rows_of.filter(code=letter.facts.get("import", ""), account=letter.account_id).first()
    desk = desk_of(found.pk) if found is not None else None
    if found is None or desk is None or not may_see(found):
        return None
    rows = [(_("Status"), state_word(found.status))]
    if found.message:
        rows.append((_("What to do"), found.message_read))
    if found.status == SheetImport.Status.APPLIED:
        count = sum(number for name, number in found.counts.items() if name in {"new", "changed"} and isinstance(number, int))
        rows.append((_("Rows written"), ngettext("%(count)d row", "%(count)d rows", count) % {"count": count}))
    path = reverse(f"{desk.name}_file", args=[found.edition.slug, found.code])
    return Facts({"file": found.name}, tuple(rows), path, _("Open the import"))


IMPORT_FINISHED = Kind(
    "import_finished",
    ORGANISING,
    gettext_lazy("An import has ended"),
    gettext_lazy("{file}: the import has ended"),
    gettext_lazy("The import of {file}, which you brought in for {market}, has ended."),
    of_import,
    {"file": gettext_lazy("The name of the file")},
    is_private=True,
)
