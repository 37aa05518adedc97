"""Declare the lists of whom one may meet: exhibitors, and people.

A list looks alike to somebody whom the listed people have refused; one's own wishes are shown to one's own side only.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from praya.core.catalogue.vocabulary import ACTIVITIES
from praya.core.directory.ordering import order_field
from praya.core.lists.columns import country_column, state_column, text_column, word_column
from praya.core.lists.declaring import Asked, Column, Listing, declare_list
from praya.match.attendees.forms import ExhibitorFilters, PeopleFilters
from praya.match.attendees.listing_looked import Looked, looked_for, most_in_common
from praya.match.attendees.queries import categories_that_meet, people, people_called, with_open_countries
from praya.match.attendees.queries_exhibitors import ExhibitorLine, exhibitor_lines, matching
from praya.match.suggestions.numbers import EXHIBITOR, PERSON
from praya.meet.accreditation.rules import is_delegate, may_meet, may_see_edition
from praya.meet.accreditation.visits import visit_edition


def looked_at(asked: Asked) -> Looked:
    """Return what the list of exhibitors is asked for, read once."""
    held: dict[str, Any] = asked.form.__dict__
    if "looked" not in held:
        looked = looked_for(asked, ("organisation",))
        if looked.sought.sort == "common":
            looked = replace(looked, sought=replace(looked.sought, first=most_in_common(asked, EXHIBITOR)))
        held["looked"] = looked
    return held["looked"]  # type: ignore[no-any-return]


def all_exhibitors(asked: Asked) -> list[ExhibitorLine]:
    """Return every exhibitor of an edition, read once, with the wishes of whoever may meet."""
    held: dict[str, Any] = asked.form.__dict__
    if "lines" not in held:
        lines = exhibitor_lines(asked.visit.edition, asked.visit.audience, order_field(get_language() or "en"))
        said = looked_at(asked).wishes
        for line in lines:
            line.wish = said.get(line.calendar, "")
        held["lines"] = lines
    return held["lines"]  # type: ignore[no-any-return]


def exhibitors_sought(asked: Asked) -> list[ExhibitorLine]:
    """Return those exhibitors that are looked for, whatever the spelling."""
    looked = looked_at(asked)
    return matching(all_exhibitors(asked), looked.sought, looked.named)


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
        rows=exhibitors_sought,
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


def categories_offered(asked: Asked) -> list[tuple[str, dict[str, Any]]]:
    """Return the categories by which people can be looked for, read once."""
    held: dict[str, Any] = asked.form.__dict__
    if "categories" not in held:
        held["categories"] = categories_that_meet(asked.visit.edition)
    return held["categories"]  # type: ignore[no-any-return]


def people_looked_at(asked: Asked) -> Looked:
    """Return what the list of people is asked for, read once."""
    held: dict[str, Any] = asked.form.__dict__
    if "looked" not in held:
        looked = looked_for(asked, ("person", "organisation"), categories_offered(asked))
        if looked.sought.sort == "common":
            looked = replace(looked, sought=replace(looked.sought, first=most_in_common(asked, PERSON)))
        held["looked"] = looked
    return held["looked"]  # type: ignore[no-any-return]


def _people(asked: Asked) -> Any:
    looked, edition = people_looked_at(asked), asked.visit.edition
    return people_called(edition, looked.sought, looked.named) if looked.sought.words else people(edition, looked.sought)


def _whence(asked: Asked, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = with_open_countries(rows, asked.visit.audience)
    for row in found:
        row["place"] = asked.visit.site(row["site"])
    return found


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
