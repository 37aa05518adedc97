"""Write what a sheet of works said, in the transaction of its import."""

from __future__ import annotations

from datetime import datetime

from praya.core.actions.refusing import Refused
from praya.core.catalogue.document import TITLE
from praya.core.documents.actions import enter
from praya.core.documents.drafting import keep_part
from praya.core.sheets.kinds import Plan
from praya.core.texts.said import gettext as _
from praya.meet.works.actions import present
from praya.show.records.queries import presenter
from praya.show.records.sheet_planning import company_plan


def write_works(plan: Plan, at: datetime) -> None:
    """Begin and change works of the author's company; Refused when one was changed since it was planned."""
    company = plan.shared(company_plan)
    for work in company.works:
        if work.title is None:
            title = enter(TITLE, work.document, by=plan.by, owner=company.company)
            present(plan.edition, title, by=plan.by, **presenter(company.visit, title))
        elif work.changes and keep_part(work.title, work.changes, seen=work.seen, by=plan.by).theirs is not None:
            overtaken = _("“%(name)s” was changed since the file was checked. Upload it again.")
            raise Refused(overtaken % {"name": work.name})
