"""Let organisers keep the rooms and tracks of the programme."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from praya.core.access.gate import BOTH, POST, gate
from praya.core.actions.answering import done, form_page, posted, told
from praya.core.actions.watching import saved
from praya.core.texts.joining import joined
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.programme import actions, queries
from praya.meet.programme.actions_series import add_series, change_series, remove_series
from praya.meet.programme.forms import RoomForm, SeriesForm, TrackForm, series_name, track_name
from praya.meet.programme.vocabulary import FORMATS


@gate(may_organise, visit=visit_edition)
def manage_rooms(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show the rooms and tracks."""
    return _page(request, visit)


def _page(request: HttpRequest, visit: EditionVisit, **given: Form) -> HttpResponse:
    forms: dict[str, Form] = {"room": RoomForm(edition=visit.edition), "track": TrackForm(), "one_series": SeriesForm(), **given}
    page = {
        "rooms": [
            (one, joined(FORMATS[word] for word in one.formats if word in FORMATS)) for one in queries.rooms_of(visit.edition)
        ],
        "tracks": queries.tracks_of(visit.edition),
        "series": queries.series_of(visit.edition),
        "has_halls": queries.has_halls(visit.edition),
        **forms,
    }
    is_wrong = any(form.errors for form in forms.values())
    return render(request, "meet/programme/rooms.html", page, status=422 if is_wrong else 200)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_room_add(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Add a room to a hall."""
    form = RoomForm(request.POST, edition=visit.edition)
    if form.is_valid() and done(form, lambda: actions.add_room(visit.edition, form.values, by=visit.account)):
        messages.success(request, _("The room is added."))
        return redirect("manage_rooms", visit.edition.slug)
    return _page(request, visit, room=form)


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_room(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Change a room."""
    one = queries.room_of(visit.edition, code)
    form = RoomForm(posted(request), edition=visit.edition, room=one)

    def change(typed: dict[str, Any], *, seen: str) -> None:
        actions.change_room(visit.edition, one, typed, by=visit.account, seen=seen)

    if saved(request, form, change, _("The room is changed.")):
        return redirect("manage_rooms", visit.edition.slug)
    return form_page(request, "meet/programme/room.html", form, room=one)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_room_remove(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Remove a room in which no session is."""
    one = queries.room_of(visit.edition, code)
    success = _("The room “%(name)s” is removed.") % {"name": one.name}
    if told(request, lambda: actions.remove_room(visit.edition, one, by=visit.account), success):
        return redirect("manage_rooms", visit.edition.slug)
    return redirect("manage_room", visit.edition.slug, code)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_track_add(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Add a track."""
    form = TrackForm(request.POST)
    if form.is_valid():
        actions.add_track(visit.edition, form.values["name"], by=visit.account)
        messages.success(request, _("The track is added."))
        return redirect("manage_rooms", visit.edition.slug)
    return _page(request, visit, track=form)


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_track(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Call a track by another name."""
    one = queries.track_of(visit.edition, code)
    form = TrackForm(posted(request), track=one)

    def change(typed: dict[str, Any], *, seen: str) -> None:
        actions.change_track(one, typed["name"], by=visit.account, seen=seen)

    if saved(request, form, change, _("The track is changed.")):
        return redirect("manage_rooms", visit.edition.slug)
    return form_page(request, "meet/programme/track.html", form, track=one)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_track_remove(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Remove a track; its sessions stay."""
    one = queries.track_of(visit.edition, code)
    success = _("The track “%(name)s” is removed.") % {"name": track_name(one)}
    told(request, lambda: actions.remove_track(one, by=visit.account), success)
    return redirect("manage_rooms", visit.edition.slug)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_series_add(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Add a series to the market."""
    form = SeriesForm(request.POST)
    if form.is_valid():
        add_series(visit.edition, form.values["name"], by=visit.account)
        messages.success(request, _("The series is added."))
        return redirect("manage_rooms", visit.edition.slug)
    return _page(request, visit, one_series=form)


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_series(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Call a series by another name."""
    one = queries.one_series(visit.edition, code)
    form = SeriesForm(posted(request), series=one)

    def change(typed: dict[str, Any], *, seen: str) -> None:
        change_series(visit.edition, one, typed["name"], by=visit.account, seen=seen)

    if saved(request, form, change, _("The series is changed.")):
        return redirect("manage_rooms", visit.edition.slug)
    return form_page(request, "meet/programme/series_manage.html", form, series=one)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_series_remove(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Remove a series; its sessions stay."""
    one = queries.one_series(visit.edition, code)
    success = _("The series “%(name)s” is removed.") % {"name": series_name(one)}
    told(request, lambda: remove_series(visit.edition, one, by=visit.account), success)
    return redirect("manage_rooms", visit.edition.slug)
