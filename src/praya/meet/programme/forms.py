"""Read what organisers type about sessions, rooms and tracks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from praya.core.actions.watching import SeenForm
from praya.core.lists.filters import Filters
from praya.core.lists.selects import TextSelect
from praya.core.texts.days import day_text
from praya.core.texts.plain import UNSHOWN, is_plain
from praya.core.texts.reading import read
from praya.meet.editions.fields import Wording
from praya.meet.editions.links import LONGEST_LINK
from praya.meet.editions.models import Edition, Hall
from praya.meet.editions.queries import halls_in
from praya.meet.programme.models import Placement, Room, Series, Session, Track
from praya.meet.programme.placing import place_name
from praya.meet.programme.queries import series_of, tracks_of
from praya.meet.programme.several import SeveralField
from praya.meet.programme.vocabulary import FORMATS, HOSTS, KINDS, PARTS, spoken_choices

SESSION_COLUMNS = ("kind", "track", "series", "title", "abstract", "languages", "channels", "stream")
BY_LINK = "link"
ROOM_COLUMNS = ("hall", "name", "capacity", "formats", "turnaround_minutes", "access")


def track_name(track: Track) -> str:
    """Return the name of a track in the reader's language."""
    return read(track.name, get_language() or "en").text or track.code


def series_name(series: Series) -> str:
    """Return the name of a series in the reader's language."""
    return read(series.name, get_language() or "en").text or series.code


def _check_texts(form: SeenForm, values: dict[str, Any]) -> dict[str, Any]:
    """Empty a text of which every language was emptied, and refuse what cannot be shown."""
    for name, field in form.fields.items():
        if isinstance(field, Wording) and name in values:
            values[name] = values[name] or dict.fromkeys(field.tags, "")
            if not all(is_plain(text) for text in values[name].values()):
                form.add_error(name, UNSHOWN)
    return values


class SessionForm(SeenForm):
    """Read what a session is."""

    title = Wording(label=pgettext_lazy("a session", "Title"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=list(KINDS.items()))
    track: forms.ModelChoiceField[Track] = forms.ModelChoiceField(None, label=_("Track"), required=False, empty_label=_("none"))
    series: forms.ModelChoiceField[Series] = forms.ModelChoiceField(
        None, label=_("Series"), required=False, empty_label=_("none"), help_text=_("The same event in other editions.")
    )
    abstract = Wording(label=_("What it is about"), max_length=3000, rows=6, required=False)
    languages = SeveralField(label=_("Languages spoken"))
    channels = SeveralField(label=_("Interpreted into"))
    stream = forms.CharField(
        label=_("Address of the live stream"),
        max_length=LONGEST_LINK,
        required=False,
        widget=forms.URLInput({"placeholder": "https://"}),
        help_text=_("It begins with https://. Everybody reads it with the next version."),
    )

    def __init__(self, *args: Any, edition: Edition, session: Session | None = None, **options: Any) -> None:
        if session is not None:
            initial = {column: getattr(session, column) for column in SESSION_COLUMNS}
            options["initial"] = {**initial, "track": session.track_id, "series": session.series_id}
        super().__init__(*args, **options)
        self.edition = edition
        if session is not None:
            self.watch(session, SESSION_COLUMNS)
        self.fields["track"].queryset = tracks_of(edition)  # type: ignore[attr-defined]
        self.fields["track"].label_from_instance = track_name  # type: ignore[attr-defined]
        self.fields["series"].queryset = series_of(edition)  # type: ignore[attr-defined]
        self.fields["series"].label_from_instance = series_name  # type: ignore[attr-defined]
        for name in ("languages", "channels"):
            self.fields[name].choices = spoken_choices()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse texts that cannot be shown."""
        return _check_texts(self, super().clean() or {})

    def again(self, row: Model) -> dict[str, Any]:
        """Return the session as it is now."""
        return {"edition": self.edition, "session": row}


class PartForm(forms.Form):
    """Read in which role somebody is in a session, and with which job title."""

    role = forms.ChoiceField(label=_("Role"), choices=list(PARTS.items()))
    job_title = forms.CharField(label=_("Job title then"), max_length=120, required=False)
    where = forms.ChoiceField(label=_("Where they are"), required=False)

    def __init__(self, *args: Any, placements: Iterable[Placement] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.placements = {one.code: one for one in placements}
        places = [(code, place_name(one)) for code, one in self.placements.items() if not one.is_origin]
        choices = [("", _("where the session comes from")), *places, (BY_LINK, _("by link only"))]
        self.fields["where"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Turn where they are into what a part has of it."""
        typed: dict[str, Any] = super().clean() or {}
        where = typed.pop("where", "")
        return {**typed, "placement": self.placements.get(where), "is_online": where == BY_LINK}


class HostForm(forms.Form):
    """Read which organisation stands behind a session."""

    organisation = forms.CharField(label=_("Organisation"), max_length=200)
    role = forms.ChoiceField(label=_("As"), choices=list(HOSTS.items()))


class RoomForm(SeenForm):
    """Read what a room is."""

    hall: forms.ModelChoiceField[Hall] = forms.ModelChoiceField(None, label=_("Hall"), empty_label=None)
    name = forms.CharField(label=_("Name"), max_length=60)
    capacity = forms.IntegerField(label=_("Seats"), min_value=1, max_value=100_000, required=False)
    formats = SeveralField(label=_("It plays"), choices=list(FORMATS.items()))
    turnaround_minutes = forms.IntegerField(
        label=_("Minutes between two sessions"), min_value=0, max_value=600, initial=0, help_text=_("To leave, clean and set up.")
    )
    access = Wording(
        label=_("How one gets in"), required=False, help_text=_("Steps, lifts, places for wheelchairs, an induction loop.")
    )

    def __init__(self, *args: Any, edition: Edition, room: Room | None = None, **options: Any) -> None:
        if room is not None:
            initial = {column: getattr(room, column) for column in ROOM_COLUMNS}
            options["initial"] = {**initial, "hall": room.hall_id}
        super().__init__(*args, **options)
        self.edition = edition
        if room is not None:
            self.watch(room, ROOM_COLUMNS)
        halls = halls_in(edition).select_related("site").order_by("site__position", "name")
        self.fields["hall"].queryset = halls  # type: ignore[attr-defined]
        self.fields["hall"].label_from_instance = _hall_name  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse texts that cannot be shown."""
        return _check_texts(self, super().clean() or {})

    def again(self, row: Model) -> dict[str, Any]:
        """Return the room as it is now."""
        return {"edition": self.edition, "room": row}


def _hall_name(hall: Hall) -> str:
    return f"{hall.name} · {hall.site.short_name}"


class SeriesForm(SeenForm):
    """Read the name of a series."""

    name = Wording(label=_("Name"), max_length=120)

    def __init__(self, *args: Any, series: Series | None = None, **options: Any) -> None:
        options.setdefault("auto_id", "series-%s")  # beside the forms of rooms and tracks
        if series is not None:
            options["initial"] = {"name": series.name}
        super().__init__(*args, **options)
        if series is not None:
            self.watch(series, ("name",))

    def clean(self) -> dict[str, Any]:
        """Refuse texts that cannot be shown."""
        return _check_texts(self, super().clean() or {})

    def again(self, row: Model) -> dict[str, Any]:
        """Return the series as it is now."""
        return {"series": row}


class TrackForm(SeenForm):
    """Read the name of a track."""

    name = Wording(label=_("Name"), max_length=80)

    def __init__(self, *args: Any, track: Track | None = None, **options: Any) -> None:
        options.setdefault("auto_id", "track-%s")  # beside the form of a room
        if track is not None:
            options["initial"] = {"name": track.name}
        super().__init__(*args, **options)
        if track is not None:
            self.watch(track, ("name",))

    def clean(self) -> dict[str, Any]:
        """Refuse texts that cannot be shown."""
        return _check_texts(self, super().clean() or {})

    def again(self, row: Model) -> dict[str, Any]:
        """Return the track as it is now."""
        return {"track": row}


class SessionFilters(Filters):
    """Read the filter of the team's list."""

    day = forms.ChoiceField(label=_("Day"), required=False)
    site = forms.ChoiceField(label=_("Site"), required=False)
    track = forms.ChoiceField(label=_("Track"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all")), *KINDS.items()])
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("all")), ("draft", _("drafts")), ("confirmed", _("confirmed")), ("cancelled", _("cancelled"))],
    )

    def offer(self) -> None:
        """Offer the days, sites and tracks of the edition."""
        edition = self.visit.edition
        self.choose("day", ("", _("all")), *((on.isoformat(), day_text(on, "D j M")) for on in edition.days))
        self.choose("site", ("", _("all")), *((site.slug, site.short_name) for site in self.visit.sites))
        self.choose("track", ("", _("all")), *((one.code, track_name(one)) for one in tracks_of(edition)))


class ProgrammeFilters(Filters):
    """Read the filter of the released programme: only what stands in it can be chosen."""

    q = forms.CharField(
        label=_("Find"), max_length=100, required=False, widget=forms.TextInput({"type": "search", "autocomplete": "off"})
    )
    day = forms.ChoiceField(label=_("Day"), required=False, widget=TextSelect)
    site = forms.ChoiceField(label=_("Site"), required=False, widget=TextSelect)
    track = forms.ChoiceField(label=_("Track"), required=False, widget=TextSelect)
    room = forms.ChoiceField(label=_("Room"), required=False, widget=TextSelect)
    kind = forms.ChoiceField(label=_("Kind"), required=False, widget=TextSelect)

    def offer(self) -> None:
        """Offer what the released programme has."""
        items, language = self.subject.items, get_language() or "en"
        days = sorted({one.day for one in items})
        used = {one.site.pk for one in items if one.site is not None}
        sites = [site for site in self.visit.sites if site.pk in used]
        named = {one.track: one.track_name for one in items if one.track}
        tracks = {track: read(name or {}, language).text for track, name in named.items()}
        rooms = {one.room: f"{one.room_name} · {one.site_name}" for one in items if one.room}
        kinds = {one.kind for one in items}
        everything = ("", _("all"))
        self.choose("day", everything, *((on.isoformat(), day_text(on, "D j M")) for on in days))
        self.choose("site", everything, *((site.slug, site.short_name) for site in sites))
        self.choose("track", everything, *sorted(tracks.items(), key=lambda one: one[1]))
        self.choose("room", everything, *sorted(rooms.items(), key=lambda one: one[1]))
        self.choose("kind", everything, *((kind, word) for kind, word in KINDS.items() if kind in kinds))
