"""Let organisers lay a day of the programme out and move sessions in it; every move is checked, and taken back by a button."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from praya.core.access.gate import BOTH, POST, gate
from praya.core.actions.answering import address_of, form_page, is_part, posted, told, trying, undoable, word_of
from praya.core.actions.refusing import Refused
from praya.core.actions.seeing import Overtaken, mark_of_row
from praya.core.texts.joining import joined_sentences
from praya.core.texts.plain import day_in
from praya.core.texts.reading import read
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.editions.models import Site
from praya.meet.programme import queries as programme
from praya.meet.programme.actions import move_session, place_session, take_placing_back
from praya.meet.programme.conflicts import Preview, preview
from praya.meet.programme.models import PLACE_COLUMNS, Placement, Session
from praya.meet.programme.queries_released import days_of
from praya.meet.timetable.forms import LandingForm, MoveForm
from praya.meet.timetable.queries import board_of, facts_of_place, first_day_at


@gate(may_organise, visit=visit_edition)
def manage_timetable(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show a day at a site."""
    return _page(request, visit)


def _page(request: HttpRequest, visit: EditionVisit, *, name: str = "timetable.html", **facts: Any) -> HttpResponse:
    chosen = _chosen(request, visit)
    if chosen is None:
        return render(request, "meet/timetable/timetable.html", {"board": None})
    site, on = chosen
    board = board_of(visit.edition, visit.sites, site, on, timezone.now())
    room = word_of(request, "room")
    page = {"board": board, "room": room if any(one.where == room for one in board.columns) else "", **facts}
    answer = render(request, f"meet/timetable/{name}", page)
    answer.headers["Vary"] = "HX-Request"
    return answer


def _chosen(request: HttpRequest, visit: EditionVisit) -> tuple[Site, date] | None:
    """Return the site and the day that are asked for; today, or the first day on which anything is there, at the first site."""
    if not visit.sites:
        return None
    site = next((one for one in visit.sites if one.slug == word_of(request, "site")), visit.sites[0])
    today = timezone.now().astimezone(site.zone_info).date()
    is_on = visit.edition.starts_on <= today <= visit.edition.ends_on
    usual = today if is_on else first_day_at(visit.edition, site) or visit.edition.starts_on
    asked = day_in(word_of(request, "day"))
    is_near = asked is not None and abs((asked - usual).days) < 400
    return site, asked if asked is not None and is_near else usual


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_timetable_move(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Move a session in one of its places: at once where it was dropped, else after its conflicts were shown."""
    one = programme.placement_of(visit.edition, code)
    form = MoveForm(posted(request), edition=visit.edition, sites=visit.sites, placement=one)
    would = _would(visit, one.session, form, placement=one)
    if request.method == "POST" and is_part(request):
        return _dropped(request, visit, one.session, form, would, placement=one)
    facts: dict[str, Any] = {"session": one.session, "placement": one, "would": None}
    if form.is_bound and form.is_valid() and not _is_shown(request, would):
        return form_page(request, "meet/timetable/move.html", form, **{**facts, "would": would})
    before = facts_of_place(one)
    if form.is_valid() and form.saved(lambda: move_session(one, form.values, by=visit.account, seen=form.seen)):
        _say_moved(request, visit, one, before)
        return redirect(_address(visit, form.values["site"], form.values["starts_at"]))
    return form_page(request, "meet/timetable/move.html", form, **facts)


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_timetable_place(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Give a session that has none a place and a time."""
    one = programme.session_of(visit.edition, code)
    initial = {"where": word_of(request, "where"), "on": day_in(word_of(request, "day")) or visit.edition.starts_on}
    form = LandingForm(posted(request), initial=initial, edition=visit.edition, sites=visit.sites)
    would = _would(visit, one, form)
    if request.method == "POST" and is_part(request):
        return _dropped(request, visit, one, form, would)
    facts: dict[str, Any] = {"session": one, "placement": None, "would": None}
    if form.is_bound and form.is_valid() and not _is_shown(request, would):
        return form_page(request, "meet/timetable/move.html", form, **{**facts, "would": would})
    made: list[Placement] = []
    if form.is_valid():
        with trying() as tried:
            made.append(place_session(one, form.cleaned_data, by=visit.account))
        if tried.refusal is not None:
            form.add_error(None, tried.sentence)
    if made:
        _say_placed(request, visit, made[0])
        return redirect(_address(visit, made[0].site, made[0].starts_at))
    return form_page(request, "meet/timetable/move.html", form, **facts)


def _would(visit: EditionVisit, session: Session, form: forms.Form, *, placement: Placement | None = None) -> Preview | None:
    if not form.is_bound or not form.is_valid():
        return None
    return preview(visit.edition, visit.sites, session, form.cleaned_data, placement=placement)


def _is_shown(request: HttpRequest, would: Preview | None) -> bool:
    return would is None or not would.clashes or would.mark == word_of(request, "shown")


def _dropped(
    request: HttpRequest,
    visit: EditionVisit,
    session: Session,
    form: MoveForm | LandingForm,
    would: Preview | None,
    *,
    placement: Placement | None = None,
) -> HttpResponse:
    """Carry out what was dropped, and answer with the day as it is now and the conflicts that the move makes."""
    title, refusal, landed = read(session.title, get_language() or "en").text, "", placement
    if not form.is_valid():
        refusal = joined_sentences(error for errors in form.errors.values() for error in errors)
    else:
        before = facts_of_place(placement) if placement is not None else {}
        with trying() as tried:
            if placement is not None and isinstance(form, MoveForm):
                landed = move_session(placement, form.values, by=visit.account, seen=form.seen)
                _say_moved(request, visit, placement, before)
            else:
                landed = place_session(session, form.cleaned_data, by=visit.account)
                _say_placed(request, visit, landed)
        refusal = _why_not(tried.refusal, title)
    facts = {"refusal": refusal, "would": would if not refusal else None, "moved": title, "focus": landed.code if landed else ""}
    return _page(request, visit, name="_board.html", **facts)


def _why_not(refusal: Refused | None, title: str) -> str:
    if not isinstance(refusal, Overtaken):
        return str(refusal or "")
    said = _("“%(title)s” stays where it is: somebody else has changed it since this page was shown.") % {"title": title}
    return joined_sentences([said, *refusal.sentences[1:]])


def _say_moved(request: HttpRequest, visit: EditionVisit, placement: Placement, before: Mapping[str, Any]) -> None:
    """Say that a session is moved, with the button that puts it back where it was; nothing where it did not move."""
    now = programme.placement_of(visit.edition, placement.code)
    if facts_of_place(now) == before:
        return
    room = before["room"]
    words = {
        "where": f"room-{room.code}" if room is not None else f"online-{before['site'].slug}",
        "starts": before["starts_at"].isoformat(),
        "ends": before["ends_at"].isoformat(),
        "seen": mark_of_row(now, PLACE_COLUMNS),
    }
    undo = address_of("manage_timetable_undo", visit.edition.slug, placement.code, **words)
    undoable(request, _("The session is moved. Everybody reads it with the next version."), undo)


def _say_placed(request: HttpRequest, visit: EditionVisit, placement: Placement) -> None:
    seen = mark_of_row(placement, PLACE_COLUMNS)
    undo = address_of("manage_timetable_back", visit.edition.slug, placement.code, seen=seen)
    undoable(request, _("The session has a place and a time."), undo)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_timetable_undo(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Put a session back where it was, unless somebody has moved it since."""
    one = programme.placement_of(visit.edition, code)
    values, seen = _earlier(request, visit, one), word_of(request, "seen")

    def put_back() -> None:
        if values is None or not seen:
            raise Refused(_("That can no longer be undone. Move the session instead."))
        move_session(one, values, by=visit.account, seen=seen)

    told(request, put_back, _("The session is back where it was."))
    one = programme.placement_of(visit.edition, code)
    return redirect(_address(visit, one.site, one.starts_at))


def _earlier(request: HttpRequest, visit: EditionVisit, placement: Placement) -> dict[str, Any] | None:
    """Return where and when a session was, as the button that undoes its move names it; None: there is no such place now."""
    kind, _dash, word = word_of(request, "where").partition("-")
    rooms = {room.code: room for room in programme.rooms_of(visit.edition)}
    site = next((one for one in visit.sites if one.slug == word), None) if kind == "online" else None
    room = rooms.get(word) if kind == "room" else None
    site = room.hall.site if room is not None else site
    times = [_instant(word_of(request, name)) for name in ("starts", "ends")]
    if site is None or None in times:
        return None
    return {**facts_of_place(placement), "site": site, "room": room, "starts_at": times[0], "ends_at": times[1]}


def _instant(word: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(word[:40])
    except ValueError:
        return None
    return found if found.tzinfo is not None and 1 < found.year < 9999 else None


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_timetable_back(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Let a session that was just placed have no time again, unless somebody has moved it since."""
    one = programme.placement_of(visit.edition, code)
    seen = word_of(request, "seen")
    told(request, lambda: take_placing_back(one, by=visit.account, seen=seen), _("The session has no time again."))
    return redirect(_address(visit, one.site, one.starts_at))


@gate(may_organise, visit=visit_edition)
def manage_timetable_check(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Say which conflicts a place and time would make, while a session is held over it."""
    code, typed = word_of(request, "place"), request.GET
    if not code and not word_of(request, "session"):
        return render(request, "meet/timetable/_check.html", {"would": None, "faults": [_("Lift a session first.")]})
    form: MoveForm | LandingForm
    placement = programme.placement_of(visit.edition, code) if code else None
    if placement is not None:
        session = placement.session
        form = MoveForm(typed, edition=visit.edition, sites=visit.sites, placement=placement)
    else:
        session = programme.session_of(visit.edition, word_of(request, "session"))
        form = LandingForm(typed, edition=visit.edition, sites=visit.sites)
    would = _would(visit, session, form, placement=placement)
    faults: Sequence[str] = [str(error) for errors in form.errors.values() for error in errors]
    return render(request, "meet/timetable/_check.html", {"would": would, "faults": faults})


def _address(visit: EditionVisit, site: Site, starts_at: datetime) -> str:
    """Return the page of the day to which a session belongs at a site."""
    on = days_of(visit.edition, [site])[site.pk].day_of(starts_at)
    return reverse("manage_timetable", args=[visit.edition.slug]) + "?" + urlencode({"site": site.slug, "day": on.isoformat()})
