"""Declare one's own seats, and the organisers' list of who has what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from praya.core.lists.columns import state_column, text_column
from praya.core.lists.declaring import Asked, Column, Listing, declare_list
from praya.meet.accreditation.queries import categories_of
from praya.meet.accreditation.rules import is_delegate, may_organise
from praya.meet.accreditation.visits import visit_edition, with_sites
from praya.meet.seats.forms import MySeatFilters, SeatFilters
from praya.meet.seats.own import own_lines
from praya.meet.seats.queries import seat_rows
from praya.meet.seats.wording import category_names


def _own(asked: Asked) -> Any:
    return own_lines(asked.visit, timezone.now(), everything=asked.wanted["which"] == "all")


MY_SEATS = declare_list(
    Listing(
        name="my_seats",
        address="e/<slug:edition>/my-seats/",
        heading=_("My seats"),
        about=_("Sessions for which you have a seat, wait for one, or take part in a draw."),
        rule=is_delegate,
        visit=visit_edition,
        filters=MySeatFilters,
        rows=_own,
        columns=(
            text_column("title", pgettext_lazy("seats", "Session")),
            state_column("state", _("State")),
            Column("begins", _("Begins"), "starts_at", type="instant"),
            Column("ends", _("Ends"), "ends_at", type="instant"),
            Column("site", _("Site"), "site_name"),
            Column("hall", _("Hall"), "hall_name"),
            Column("room", _("Room"), "room_name"),
            Column("session", _("Code of the session")),
            Column("code", _("Code")),
        ),
        template="meet/seats/my_seats.html",
    )
)


def _dressed(asked: Asked, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    names = category_names(categories_of(asked.visit.edition))
    return [{**row, "category_name": names.get(row["category"], row["category"])} for row in with_sites(asked, list(rows))]


SEATS = declare_list(
    Listing(
        name="manage_seats",
        address="e/<slug:edition>/manage/seats/",
        heading=_("Who has which seat"),
        about="Everybody who has asked for a seat of a session, with the number of their arrival and how it stands.",
        rule=may_organise,
        visit=visit_edition,
        filters=SeatFilters,
        rows=lambda asked: seat_rows(asked.visit.edition, **asked.wanted),
        dress=_dressed,
        columns=(
            text_column("title", pgettext_lazy("seats", "Session")),
            Column("begins", _("Begins"), type="instant"),
            Column("site", _("Site"), "site_name"),
            Column("name", _("Name"), sort="delegate__person__order_latin"),
            Column("company", _("Company")),
            Column("category", _("Category"), "category_name", coded="category"),
            state_column("state", _("State")),
            Column("number", _("Arrival number"), type="whole", sort="number"),
            Column("place", _("Place in the order"), "rank", type="whole"),
            Column("asked_at", _("Asked at (UTC)"), type="instant", sort="asked_at"),
            Column("came_at", _("Came at (UTC)"), type="instant"),
            Column("excused", _("Does not count as left empty"), "is_excused", type="yes"),
            Column("reference", _("Reference in the published file")),
            Column("delegate", _("Code of the delegate"), "delegate_code"),
            Column("code", _("Code")),
        ),
        template="meet/seats/manage_seats.html",
    )
)
