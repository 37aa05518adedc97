"""Keep the programme: sessions, where and when they take place, who is in them and who stands behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.changing import add_row, change_row, remove_row
from praya.core.actions.refusing import Refused
from praya.core.actions.seeing import Overtaken, mark_of_row
from praya.core.audit.queries import entries_of
from praya.core.catalogue.models import Title
from praya.meet.accreditation.actions import organisation_named
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.actions import hold_edition
from praya.meet.editions.links import checked_link
from praya.meet.editions.models import Edition, Hall, Site
from praya.meet.editions.wording import merged
from praya.meet.programme.models import PLACE_COLUMNS, Host, Part, Placement, Presented, Room, Session, Track
from praya.meet.programme.queries import hosting_before
from praya.meet.programme.snapshot import LONGEST

WORDED = ("title", "abstract")
State = Session.State


def add_session(edition: Edition, values: Mapping[str, Any], *, by: Account | None) -> Session:
    """Add a session as a draft; Refused for an address that is none."""
    with transaction.atomic():
        hold_edition(edition.pk)
        made = Session(edition=edition, **_facts(Session(), values))
        return add_row(made, action="add session", by=by, edition=edition.pk)


def change_session(session: Session, values: Mapping[str, Any], *, by: Account | None, seen: str = "") -> Session:
    """Change what a session is, as it was `seen`; everybody reads it with the next version."""
    with transaction.atomic():
        facts = _facts(session, values)
        return change_row(session, facts, action="change session", by=by, edition=session.edition_id, seen=seen)


def _facts(session: Session, values: Mapping[str, Any]) -> dict[str, Any]:
    texts = {name: merged(getattr(session, name), values[name]) for name in WORDED if name in values}
    return {**values, **texts, "stream": checked_link(values.get("stream", ""))}


# From which states a deed leads to which one.
STEPS = {
    "confirm session": ((State.DRAFT,), State.CONFIRMED),
    "cancel session": ((State.DRAFT, State.CONFIRMED), State.CANCELLED),
    "put session back": ((State.CANCELLED,), State.DRAFT),
}


def set_state(session: Session, deed: str, *, by: Account | None) -> Session:
    """Confirm a session, cancel it, or put a cancelled one back among the drafts."""
    earlier, state = STEPS[deed]
    with transaction.atomic():
        held = Session.objects.select_for_update().get(pk=session.pk)
        if held.state not in earlier:
            raise Refused(_("Somebody else was quicker: look at the session as it is now."))
        return change_row(held, {"state": str(state)}, action=deed, by=by, edition=session.edition_id)


def place_session(session: Session, values: Mapping[str, Any], *, by: Account | None) -> Placement:
    """Put a session into a room at a time, or online; the first place of a session is its origin."""
    with transaction.atomic():
        hold_edition(session.edition_id)
        _check(session, values)
        first = not session.placements.exists()
        if values["is_origin"]:
            session.placements.update(is_origin=False)
        made = Placement(session=session, **{**values, "is_origin": values["is_origin"] or first})
        return add_row(made, action="place session", by=by, edition=session.edition_id)


def move_session(placement: Placement, values: Mapping[str, Any], *, by: Account | None, seen: str = "") -> Placement:
    """Move a session in one of its places to another time or room, as it was `seen`."""
    session = placement.session
    with transaction.atomic():
        hold_edition(session.edition_id)
        _check(session, values, but=placement.pk)
        if values["is_origin"]:
            session.placements.exclude(pk=placement.pk).update(is_origin=False)
        try:
            return change_row(placement, values, action="move session", by=by, edition=session.edition_id, seen=seen)
        except Overtaken as quicker:
            raise naming_whoever_was(quicker, placement) from quicker


def naming_whoever_was(quicker: Overtaken, placement: Placement) -> Overtaken:
    """Let a refusal say who changed a place meanwhile, and when, as the trail has it."""
    entry = entries_of(placement).select_related("account").first()
    if entry is not None and entry.account is not None:
        words = {"who": str(entry.account), "time": f"{entry.at.astimezone(placement.site.zone_info):%H:%M}"}
        quicker.sentences.append(_("%(who)s did that at %(time)s.") % words)
    return quicker


def _check(session: Session, values: Mapping[str, Any], *, but: int = 0) -> None:
    site: Site = values["site"]
    room: Room | None = values["room"]
    starts_at: datetime = values["starts_at"]
    lasts = values["ends_at"] - starts_at
    if lasts <= timedelta():
        raise Refused(_("The session ends before it has begun. Write a later end."))
    if lasts > LONGEST:
        raise Refused(_("The session is longer than a day. Make it one session a day."))
    if site.edition_id != session.edition_id or (room is not None and room.hall.site_id != site.pk):
        raise Refused(_("This room is at another site. Choose a room of the site."))
    there = session.placements.exclude(pk=but).filter(site=site, room=room)
    if there.filter(starts_at__lt=values["ends_at"], ends_at__gt=starts_at).exists():
        raise Refused(_("The session is in this room at that time already. Change the time that stands there."))


def take_placement_away(placement: Placement, *, by: Account | None) -> None:
    """Let a session not take place there, and nobody be there for it; the earliest that is left becomes the origin if it was."""
    session = placement.session
    with transaction.atomic():
        hold_edition(session.edition_id)
        for part in placement.parts.all():
            remove_row(part, action="take part away", by=by, edition=session.edition_id)
        remove_row(placement, action="take session away", by=by, edition=session.edition_id)
        left = session.placements.order_by("starts_at", "pk").first()
        if placement.is_origin and left is not None:
            left.is_origin = True
            left.save(update_fields=["is_origin"])


def take_placing_back(placement: Placement, *, by: Account | None, seen: str) -> None:
    """Let a session have no place there again; refused, naming them, where somebody has changed it since it was `seen`."""
    with transaction.atomic():
        hold_edition(placement.session.edition_id)
        rows = Placement.objects.select_for_update(of=("self",)).select_related("session__edition", "site")
        held = rows.get(pk=placement.pk)
        if mark_of_row(held, PLACE_COLUMNS) != seen:
            raise naming_whoever_was(Overtaken(), held)
        take_placement_away(held, by=by)


def name_part(
    session: Session,
    delegate: Delegate,
    *,
    role: str,
    job_title: str,
    by: Account | None,
    placement: Placement | None = None,
    is_online: bool = False,
) -> Part:
    """Give somebody a role in a session where it comes from, in another of its places or by link.

    They get the job title that they have now unless another is written.
    """
    facts = {"role": role, "job_title": job_title or delegate.job_title, "placement": placement, "is_online": is_online}
    part = Part(session=session, person_id=delegate.person_id, **facts)
    with _once(_("%(name)s has this role in the session already.") % {"name": delegate.person.name}):
        return add_row(part, action="name part", by=by, edition=session.edition_id)


def take_part_away(part: Part, *, by: Account | None) -> None:
    """Take somebody's role in a session away."""
    with transaction.atomic():
        remove_row(part, action="take part away", by=by, edition=part.session.edition_id)


def name_host(session: Session, *, organisation: str, role: str, by: Account | None) -> Host:
    """Let an organisation stand behind a session; one of the same name is the same organisation."""
    edition = session.edition
    with transaction.atomic():
        hold_edition(edition.pk)
        known = hosting_before(edition, organisation) or organisation_named(edition, organisation)
        if known is None:
            raise Refused(_("Write the name of the organisation."))
        host = Host(session=session, organisation=known, role=role)
        with _once(_("%(name)s stands behind the session in this role already.") % {"name": known.name}):
            return add_row(host, action="name host", by=by, edition=edition.pk)


def take_host_away(host: Host, *, by: Account | None) -> None:
    """Let an organisation no longer stand behind a session."""
    with transaction.atomic():
        remove_row(host, action="take host away", by=by, edition=host.session.edition_id)


def present_work(session: Session, title: Title, *, by: Account | None) -> Presented:
    """Present a work in a session."""
    presented = Presented(session=session, title=title)
    with _once(_("The work is presented in this session already.")):
        return add_row(presented, action="show work in session", by=by, edition=session.edition_id)


def take_work_away(presented: Presented, *, by: Account | None) -> None:
    """Present a work in a session no longer."""
    with transaction.atomic():
        remove_row(presented, action="take work out of session", by=by, edition=presented.session.edition_id)


@contextmanager
def _once(sentence: str) -> Iterator[None]:
    """Turn the database's refusal of a second row into a sentence."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise Refused(sentence) from error


def add_room(edition: Edition, values: Mapping[str, Any], *, by: Account | None) -> Room:
    """Add a room to a hall."""
    room = Room(**{**values, "access": merged({}, values["access"])})
    with _once(_room_taken(values["hall"], values["name"])):
        return add_row(room, action="add room", by=by, edition=edition.pk)


def change_room(edition: Edition, room: Room, values: Mapping[str, Any], *, by: Account | None, seen: str = "") -> Room:
    """Change a room, as it was `seen`; one in which sessions are stays at its site."""
    with transaction.atomic():
        hold_edition(edition.pk)
        if values["hall"].site_id != room.hall.site_id and room.placements.exists():
            raise Refused(_("Sessions take place in this room. Move them first, or choose a hall of the same site."))
        facts = {**values, "access": merged(room.access, values["access"])}
        with _once(_room_taken(values["hall"], values["name"])):
            return change_row(room, facts, action="change room", by=by, edition=edition.pk, seen=seen)


def _room_taken(hall: Hall, name: str) -> str:
    return _("There is a room “%(name)s” in %(hall)s already. Choose another name.") % {"name": name, "hall": hall.name}


def remove_room(edition: Edition, room: Room, *, by: Account | None) -> None:
    """Remove a room; refused while a session is placed in it, cancelled ones included."""
    with transaction.atomic():
        hold_edition(edition.pk)
        if room.placements.exists():
            raise Refused(_("Sessions take place in this room. Put them into another room first."))
        remove_row(room, action="remove room", by=by, edition=edition.pk)


def add_track(edition: Edition, name: Mapping[str, str], *, by: Account | None) -> Track:
    """Add a track behind the others."""
    with transaction.atomic():
        hold_edition(edition.pk)
        track = Track(edition=edition, name=merged({}, name), position=Track.objects.filter(edition=edition).count())
        return add_row(track, action="add track", by=by, edition=edition.pk)


def change_track(track: Track, name: Mapping[str, str], *, by: Account | None, seen: str = "") -> Track:
    """Call a track by another name, as it was `seen`."""
    with transaction.atomic():
        values = {"name": merged(track.name, name)}
        return change_row(track, values, action="change track", by=by, edition=track.edition_id, seen=seen)


def remove_track(track: Track, *, by: Account | None) -> None:
    """Remove a track; its sessions stay and are in none."""
    with transaction.atomic():
        remove_row(track, action="remove track", by=by, edition=track.edition_id)
