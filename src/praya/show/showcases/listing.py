"""Declare the lists of showcases: what visitors look at, and what organisers put in order."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from praya.core.lists.columns import text_column
from praya.core.lists.declaring import Asked, Column, Listing, declare_list
from praya.meet.accreditation.rules import may_organise, may_see_edition
from praya.meet.accreditation.visits import visit_edition
from praya.meet.works.models import Showcase
from praya.meet.works.queries import showcases_of
from praya.meet.works.rules import may_begin_showcase
from praya.show.showcases.queries import covers_of, size_of
from praya.show.works.readers import works_reader


def _with_covers(asked: Asked, rows: list[Showcase]) -> list[dict[str, Any]]:
    covers = covers_of(rows, works_reader(asked.visit))
    return [{"showcase": one, "name": one.name, "cards": covers[one.pk], "count": len(covers[one.pk])} for one in rows]


def _curator(showcase: Showcase) -> str:
    return showcase.curator.name if showcase.curator else ""


SHOWCASES = declare_list(
    Listing(
        name="showcases",
        address="e/<slug:edition>/showcases/",
        heading=_("Showcases"),
        about=_("Works that somebody chose and put in order."),
        rule=may_see_edition,
        visit=visit_edition,
        rows=lambda asked: showcases_of(asked.visit.edition),
        dress=_with_covers,
        columns=(
            text_column("name", _("Name")),
            Column("curator", _("Curator"), lambda row: _curator(row["showcase"])),
            Column("works", _("Works"), "count", type="whole"),
            Column("code", _("Code"), lambda row: row["showcase"].code),
        ),
        per_page=24,
        context=lambda asked: {"may_begin": may_begin_showcase(asked.visit)},
    )
)
CURATED = declare_list(
    Listing(
        name="manage_showcases",
        address="e/<slug:edition>/manage/showcases/",
        heading=_("Showcases"),
        about=_("Name a curator, and its people choose and describe the works. The order here is that of the page."),
        rule=may_organise,
        visit=visit_edition,
        rows=lambda asked: showcases_of(asked.visit.edition, is_published=None),
        columns=(
            text_column("name", _("Name")),
            Column("curator", _("Curator"), _curator),
            Column("works", _("Works"), size_of, type="whole"),
            Column("is_published", _("Published"), type="yes"),
            Column("code", _("Code")),
        ),
        template="show/showcases/manage.html",
    )
)
