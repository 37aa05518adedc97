"""Declare the lists of whom one may meet: exhibitors, and people.

A list looks alike to somebody whom the listed people have refused; one's own wishes are shown to one's own side only.
"""

from __future__ import annotations

from typing import Any, cast

from django.utils.translation import gettext_lazy as _

from praya.core.catalogue.vocabulary import ACTIVITIES
from praya.core.lists.columns import country_column, state_column, text_column, word_column
from praya.core.lists.declaring import Asked, Column, Listing, declare_list
from praya.match.attendees.forms import AttendeeFilters, ExhibitorFilters, PeopleFilters
from praya.match.attendees.queries import ExhibitorLine, exhibitor_lines, matching, people
from praya.match.attendees.spellings import spelled
from praya.match.requests.queries import wishes_of
from praya.meet.accreditation.rules import is_delegate, may_meet, may_see_edition
from praya.meet.accreditation.visits import EditionVisit, visit_edition


def all_exhibitors(visit: EditionVisit) -> list[ExhibitorLine]:
    """Return every exhibitor of an edition, with the wishes of whoever may meet."""
    lines = exhibitor_lines(visit.edition)
    said = wishes_of(visit.delegate) if visit.delegate and may_meet(visit) else {}
    for line in lines:
        line.wish = said.get(line.calendar, "")
    return lines


def exhibitors_sought(asked: Asked, lines: list[ExhibitorLine]) -> list[ExhibitorLine]:
    """Return those exhibitors that are looked for, whatever the spelling."""
    sought = cast(AttendeeFilters, asked.form).sought
    called = spelled(asked.visit.edition, sought.words, asked.visit.audience, ("organisation",)).organisations
    return matching(lines, sought, called)


def _sites(asked: Asked, rows: list[ExhibitorLine]) -> list[ExhibitorLine]:
    for row in rows:
        row.site_name = site.short_name if (site := asked.visit.site(row.site)) else ""
    return rows


EXHIBITORS = declare_list(
    Listing(
        name="exhibitors",
        address="e/<slug:edition>/exhibitors/",
        heading=_("Exhibitors"),
        about="Everybody who exhibits and can be met.",
        rule=may_see_edition,
        visit=visit_edition,
        filters=ExhibitorFilters,
        rows=lambda asked: exhibitors_sought(asked, all_exhibitors(asked.visit)),
        dress=_sites,
        key="calendar",
        columns=(
            Column("name", _("Company")),
            country_column("country", _("Country or region")),
            word_column("activity", _("Activity"), ACTIVITIES),
            Column("site", _("Site"), "site_name"),
            Column("stand", _("Stand")),
            state_column("wish", _("Your wish"), shows=may_meet),
            Column("code", _("Code")),
        ),
    )
)


def _people(asked: Asked) -> Any:
    sought = cast(AttendeeFilters, asked.form).sought
    called = spelled(asked.visit.edition, sought.words, asked.visit.audience, ("person", "organisation"))
    return people(asked.visit.edition, sought, called)


def _whence(asked: Asked, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    for row in rows:
        row["place"] = asked.visit.site(row["site"])
        row["from"] = row["person__country"] or row["organisation__country"] or ""
    return rows


PEOPLE = declare_list(
    Listing(
        name="people",
        address="e/<slug:edition>/people/",
        heading=_("People"),
        about="Everybody who has meetings at this market.",
        rule=is_delegate,
        visit=visit_edition,
        filters=PeopleFilters,
        rows=_people,
        dress=_whence,
        columns=(
            Column("name", _("Name"), "person__name"),
            Column("job_title", _("Job title")),
            Column("company", _("Company"), "organisation__name"),
            country_column("country", _("Country or region"), "from"),
            text_column("category", _("Category"), "category__name"),
            Column("site", _("Site"), lambda row: row["place"].short_name if row["place"] else ""),
            Column("code", _("Code")),
        ),
    )
)
