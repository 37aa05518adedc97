"""Mend single cells of an upload here, instead of in the spreadsheet, and take that back."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.sheets.mending import Mend
from praya.meet.sheets.actions import KEPT, OPEN, check_anew
from praya.meet.sheets.models import SheetImport

MOST_MENDS = 20_000


def mend_cells(kept: SheetImport, mends: Sequence[Mend], *, seen: str, by: Account) -> int:
    """Read these cells as it is said, and check the file anew; return the number of this saving.

    Refused where the dry run that the author of the mends had `seen` is not the one that is kept, so that what a colleague did
    meanwhile is not undone unseen.
    """
    with transaction.atomic():
        locked = _open_one(kept, by)
        if locked.digest != seen:
            raise Refused(_("%(who)s has changed this file meanwhile. Look at what is left, then save again.") % _who(locked, by))
        if sum(map(len, locked.mends)) + len(mends) > MOST_MENDS:
            raise Refused(_("So many cells are better mended in your spreadsheet: download the sheet with reasons."))
        locked.mends = [*locked.mends, [mend.as_json() for mend in mends]]
        check_anew(locked, by=by)
        return len(locked.mends)


def take_mends_back(kept: SheetImport, *, by: Account, saving: int = 0) -> None:
    """Read the cells as before the last saving of mends, and check the file anew; Refused where nothing is left to take back.

    `saving` is the number of the one that is meant, if it may not be the last any more (0: never mind).
    """
    with transaction.atomic():
        locked = _open_one(kept, by)
        if not locked.mends:
            raise Refused(_("Nothing is left to take back."))
        if saving not in (0, len(locked.mends)):
            raise Refused(_("%(who)s has changed this file meanwhile. Look at what is left, then save again.") % _who(locked, by))
        locked.mends = locked.mends[:-1]
        check_anew(locked, by=by)


def _open_one(kept: SheetImport, by: Account) -> SheetImport:
    locked = SheetImport.objects.select_for_update().select_related("account").filter(pk=kept.pk).first()
    if locked is None:
        raise Refused(_("This file has been thrown away meanwhile."))
    if locked.status in KEPT:
        raise Refused(_("%(who)s has imported this file meanwhile.") % _who(locked, by))
    if locked.status not in OPEN or locked.file is None:
        raise Refused(_("This file is being checked just now. Wait for a moment, then save again."))
    return locked


def _who(locked: SheetImport, by: Account) -> dict[str, str]:
    """Name who was quicker: somebody in another window may be oneself."""
    return {"who": _("Somebody with your own account") if locked.account_id == by.pk else str(locked.account)}
