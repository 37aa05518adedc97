"""Know the desks at which sheets are brought in: who may, where, and what.

The organisers' takes every kind of sheet that does not stand alone; a room whose rows are somebody else's opens a desk for one
that does, and has the upload, the dry run with every row's fate, the job that writes it and their pages from here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from praya.core.access.gate import Rule
from praya.core.accounts.models import Account
from praya.core.sheets.kinds import SheetKind, taken_kinds
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Say who brings in which sheets where.

    `name` is the route of its page, which stands at `address`; `about` may name the kinds, %(names)s. `kind` is the one that
    stands alone and is taken here. `leads` is where one sees what was taken: a route and its name.
    """

    name: str
    address: str
    heading: Any
    about: Any
    rule: Rule
    leads: tuple[str, Any]
    kind: str = ""
    megabytes: int = 20

    @property
    def frame(self) -> str:
        """Return the template around its pages: the organiser's, or the delegate's."""
        return "base.html" if self.kind else "base_manage.html"

    def company_of(self, visit: EditionVisit) -> int | None:
        """Return the number of the company for which a visitor brings in sheets; None for the market itself."""
        return visit.delegate.organisation_id if self.kind and visit.delegate is not None else None

    @property
    def kinds(self) -> list[SheetKind]:
        """Return the kinds of sheets that are taken."""
        return taken_kinds(self.kind)

    @property
    def words(self) -> list[str]:
        """Return how an upload may say what it holds; the organisers' may leave it to be found out."""
        return [*(() if self.kind else ("",)), *(kind.key for kind in self.kinds)]


def account_of(visit: EditionVisit) -> Account:
    """Return who stands at a desk: its rule lets nobody in without an account."""
    assert visit.account is not None  # noqa: S101 - the rules of all desks ask for more
    return visit.account


ORGANISERS = Desk(
    name="manage_import",
    address="e/<slug:edition>/manage/import/",
    heading=_("Import"),
    about=_(
        "From a spreadsheet: %(names)s. You see what every row would do before anything is written. Rows with faults can wait "
        "while the others are taken."
    ),
    rule=may_organise,
    leads=("manage_delegates", _("See the delegates")),
)
_declared: dict[str, Desk] = {ORGANISERS.name: ORGANISERS}


def declare_desk(desk: Desk) -> None:
    """Open a desk."""
    if _declared.setdefault(desk.name, desk) is not desk:
        raise ValueError(f"The desk {desk.name} is declared twice.")


def desks() -> Iterable[Desk]:
    """Return all desks."""
    return _declared.values()
