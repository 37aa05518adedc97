"""Declare the team's list of sessions, and the released programme that everybody reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from praya.core.lists.columns import state_column, text_column, word_column
from praya.core.lists.declaring import Asked, Column, Listing, declare_list
from praya.core.lists.ranked import typed_words
from praya.meet.accreditation.rules import may_organise, may_see_edition
from praya.meet.accreditation.visits import EditionVisit, visit_edition, with_sites
from praya.meet.programme.forms import ProgrammeFilters, SessionFilters
from praya.meet.programme.queries import session_rows, sessions_matching
from praya.meet.programme.queries_finding import Sought, in_order, items_called
from praya.meet.programme.queries_released import Item, items_matching, now_and_next, programme_of
from praya.meet.programme.vocabulary import KINDS


def _sessions(asked: Asked) -> Any:
    return session_rows(sessions_matching(asked.visit.edition, asked.visit.sites, **asked.wanted))


def _kinds(asked: Asked, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**row, "kind_word": KINDS[row["kind"]]} for row in with_sites(asked, rows)]


SESSIONS = declare_list(
    Listing(
        name="manage_programme",
        address="e/<slug:edition>/manage/programme/",
        heading=_("Programme"),
        about="Sessions as the team works on them, with the time and room of their origin.",
        rule=may_organise,
        visit=visit_edition,
        filters=SessionFilters,
        rows=_sessions,
        dress=_kinds,
        columns=(
            text_column("title", pgettext_lazy("a session", "Title")),
            word_column("kind", _("Kind"), KINDS),
            state_column("state", _("State")),
            Column("begins", _("Begins"), type="instant", sort="begins"),
            Column("ends", _("Ends"), type="instant"),
            Column("site", _("Site"), "site_name"),
            Column("room", _("Room"), "room_name"),
            Column("places", _("Places"), type="whole"),
            text_column("track", _("Track"), "track_name"),
            Column("code", _("Code")),
        ),
        template="meet/programme/list.html",
    )
)


def _around(asked: Asked) -> Mapping[str, Any]:
    programme = asked.subject
    at = timezone.now()
    return {"programme": programme, "soon": now_and_next(programme, asked.visit.sites, at), "at": at, "sought": sought_by(asked)}


def sought_by(asked: Asked) -> Sought | None:
    """Return what answers the words that were typed, looked for once; None where none were."""
    held: dict[str, Any] = asked.form.__dict__
    if "sought" not in held:
        typed = asked.wanted["q"]
        held["sought"] = items_called(asked.subject, typed, asked.visit) if typed_words(typed) else None
    return held["sought"]  # type: ignore[no-any-return]


def _told(asked: Asked) -> list[Item]:
    wanted = asked.wanted
    wanted.pop("q")
    found, sought = items_matching(asked.subject, **wanted), sought_by(asked)
    return found if sought is None else in_order(found, sought)


def _subject(visit: EditionVisit) -> Any:
    return programme_of(visit)


PROGRAMME = declare_list(
    Listing(
        name="programme",
        address="e/<slug:edition>/programme/",
        heading=_("Programme"),
        about="The released programme: every session with each of its places and times.",
        rule=may_see_edition,
        visit=visit_edition,
        subject=_subject,
        filters=ProgrammeFilters,
        rows=_told,
        columns=(
            text_column("title", pgettext_lazy("a session", "Title")),
            word_column("kind", _("Kind"), KINDS),
            state_column("state", _("State")),
            Column("begins", _("Begins"), "starts_at", type="instant"),
            Column("ends", _("Ends"), "ends_at", type="instant"),
            Column("site", _("Site"), "site_name"),
            Column("hall", _("Hall"), "hall_name"),
            Column("room", _("Room"), "room_name"),
            text_column("track", _("Track"), "track_name"),
            Column("code", _("Code")),
        ),
        per_page=400,
        template="meet/programme/programme.html",
        context=_around,
    )
)
