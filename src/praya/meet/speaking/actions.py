"""Invite people into sessions, take down what they answer and need, and the hours in which they cannot come."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.changing import change_row
from praya.core.actions.refusing import Refused
from praya.core.actions.seeing import mark_of, mark_of_row, require_mark
from praya.core.audit.actions import record
from praya.core.directory.models import Person
from praya.core.texts.plain import UNSHOWN, is_plain
from praya.meet.editions.actions import hold_edition
from praya.meet.editions.models import Edition
from praya.meet.notices.letters import write_to
from praya.meet.programme.models import Part, Session
from praya.meet.speaking.models import Impossible, Invitation, Need
from praya.meet.speaking.queries import Own, parts_answered
from praya.meet.speaking.queries_desk import readers_of

State = Invitation.State
INVITE, REMIND = "invite speakers", "remind speakers"
INVITED, REMINDER, THANKS = "speaking_invited", "speaking_reminder", "speaking_confirmed"
AGAIN = timedelta(hours=20)  # nobody is reminded twice on one day
MOST_NEEDS, MOST_RANGES = 20, 60
LONGEST = timedelta(days=31)
HOUR_COLUMNS = ("site", "starts_at", "ends_at", "line")
FACTS = ("begins", "ends", "site", "room", "state")


def mark_of_own(own: Own) -> str:
    """Return a mark of what somebody answers to."""
    return mark_of(own.facts, FACTS)


def invite(edition: Edition, parts: Collection[int], *, by: Account | None, at: datetime) -> int:
    """Invite people into sessions, by the numbers of their parts, and write to them; return how many.

    Whoever is invited already is left out, as is whoever is not accredited or whose session is cancelled.
    """
    with transaction.atomic():
        hold_edition(edition.pk)
        found = _parts(edition, parts, "uninvited")
        readers = readers_of(edition, [one.person_id for one in found])
        chosen = [one for one in found if one.person_id in readers]
        if not chosen:
            raise Refused(
                _("Nobody was invited: all of them are invited already, are not accredited, or their session is cancelled.")
            )
        for one in chosen:
            made = Invitation.objects.create(part=one, invited_at=at, written_at=at, by=by)
            write_to([readers[one.person_id]], INVITED, at=at, by=by, facts={"part": made.code})
        record(INVITE, edition, by=by, edition=edition.pk, after={"count": len(chosen)})
    return len(chosen)


def remind(edition: Edition, parts: Collection[int], *, by: Account | None, at: datetime) -> int:
    """Write again to those who have not answered, or are asked again, at most once a day; return how many."""
    with transaction.atomic():
        hold_edition(edition.pk)
        found = [one for one in _parts(edition, parts, "waiting", "again") if one.invitation.written_at <= at - AGAIN]
        readers = readers_of(edition, [one.person_id for one in found])
        chosen = [one for one in found if one.person_id in readers]
        if not chosen:
            raise Refused(_("Nobody was written to: all of them have answered, or were written to within the last day."))
        for one in chosen:
            write_to([readers[one.person_id]], REMINDER, at=at, by=by, facts={"part": one.invitation.code})
        Invitation.objects.filter(part__in=[one.pk for one in chosen]).update(written_at=at)
        record(REMIND, edition, by=by, edition=edition.pk, after={"count": len(chosen)})
    return len(chosen)


def _parts(edition: Edition, numbers: Collection[int], *answers: str) -> Sequence[Any]:
    rows = parts_answered(session__edition=edition, pk__in=list(numbers)).filter(answer__in=answers)
    return list(rows.exclude(session__state=Session.State.CANCELLED).select_related("invitation").order_by("pk"))


def take_invitation_back(invitation: Invitation, *, by: Account | None) -> None:
    """Invite somebody no longer: they see nothing of the session that is not released; what they brought stays with the team."""
    with transaction.atomic():
        edition = invitation.part.session.edition_id
        record("take invitation back", invitation, by=by, edition=edition, before={"state": invitation.state})
        invitation.delete()


def note_decline(invitation: Invitation, *, by: Account | None, at: datetime) -> Invitation:
    """Take a decline out of the inbox: the team has seen it."""
    edition = invitation.part.session.edition_id
    with transaction.atomic():
        held = _held(invitation)
        if held.state != State.DECLINED:
            raise Refused(_("They have answered otherwise meanwhile. Look at the session as it is now."))
        if held.noted_at is None:
            change_row(held, {"noted_at": at}, action="note a decline", by=by, edition=edition)
    return held


def _held(invitation: Invitation) -> Invitation:
    found = Invitation.objects.select_for_update(of=("self",)).select_related("part__session").filter(pk=invitation.pk).first()
    if found is None:
        raise Refused(_("The organisers have taken this invitation back."))
    return found


ANSWERS = {"confirm": State.CONFIRMED, "decline": State.DECLINED}


def answer(own: Own, word: str, line: str, *, by: Account | None, at: datetime, seen: str = "") -> Invitation:
    """Take down whether somebody comes, for the place and time that they have `seen`; the same answer again changes nothing."""
    line = _plain_line(line)
    with transaction.atomic():
        held = _held(own.invitation)
        now = parts_answered(pk=held.part_id).get()
        facts = {"begins": now.begins, "ends": now.ends, "site": now.at_site, "room": now.at_room, "state": held.state}
        values = {
            "state": ANSWERS[word],
            "line": line,
            "for_begins": now.begins,
            "for_ends": now.ends,
            "for_site_id": now.at_site,
            "for_room_id": now.at_room,
        }
        if all(getattr(held, name) == value for name, value in values.items()):
            return held
        require_mark(mark_of(facts, FACTS), seen)
        if held.part.session.state == Session.State.CANCELLED:
            raise Refused(_("The session does not take place any more: no answer is needed."))
        return _answered(held, {**values, "answered_at": at, "noted_at": None}, f"{word} session part", by=by, at=at)


def _answered(held: Invitation, values: Mapping[str, Any], action: str, *, by: Account | None, at: datetime) -> Invitation:
    before, edition = held.state, held.part.session.edition_id
    for name, value in values.items():
        setattr(held, name, value)
    held.save(update_fields=[name.removesuffix("_id") for name in values])
    record(action, held, by=by, edition=edition, before={"state": before}, after={"state": str(held.state)})
    if held.state == State.CONFIRMED:
        reader = readers_of(held.part.session.edition, [held.part.person_id])
        write_to(reader.values(), THANKS, at=at, by=by, facts={"part": held.code})
    return held


def take_answer_back(own: Own, *, by: Account | None, at: datetime) -> Invitation:
    """Let somebody not have answered: the team waits for it again."""
    values = {"state": State.WAITING, "answered_at": None, "noted_at": None}
    with transaction.atomic():
        held = _held(own.invitation)
        if held.state == State.WAITING:
            return held
        return _answered(held, values, "take answer back", by=by, at=at)


def _plain_line(line: str) -> str:
    if not is_plain(line):
        raise Refused(str(UNSHOWN))
    return line.strip()


def add_need(part: Part, kind: str, line: str, *, edition: int, by: Account | None, at: datetime) -> Need:
    """Take down what somebody needs in a session; the same again changes nothing. What it is in words stays out of the trail."""
    line = _plain_line(line)
    with transaction.atomic():
        hold_edition(edition)
        known = Need.objects.filter(part=part)
        if same := known.filter(kind=kind, line=line).first():
            return same
        if known.count() >= MOST_NEEDS:
            raise Refused(_("At most %(most)d needs can be said for one session. Remove one first.") % {"most": MOST_NEEDS})
        made = Need.objects.create(part=part, kind=kind, line=line, at=at)
        record("say a need", made, by=by, edition=edition, after={"kind": kind})
    return made


def remove_need(need: Need, *, edition: int, by: Account | None) -> None:
    """Take a need back."""
    with transaction.atomic():
        record("take a need back", need, by=by, edition=edition, before={"kind": need.kind})
        need.delete()


def meet_need(need: Need, is_met: bool, *, edition: int, by: Account | None, at: datetime) -> Need:
    """Say that the team has seen to a need, or not."""
    action = "see to a need" if is_met else "open a need again"
    with transaction.atomic():
        held = Need.objects.select_for_update().get(pk=need.pk)
        if (held.met_at is not None) == is_met:
            return held
        return change_row(held, {"met_at": at if is_met else None}, action=action, by=by, edition=edition)


def add_hours(edition: Edition, person: Person, values: Mapping[str, Any], *, by: Account | None) -> Impossible:
    """Take down hours in which somebody cannot be in a session; the same again changes nothing."""
    with transaction.atomic():
        hold_edition(edition.pk)
        facts = _hours(values)
        known = Impossible.objects.filter(edition=edition, person=person)
        if same := known.filter(starts_at=facts["starts_at"], ends_at=facts["ends_at"]).first():
            return same
        if known.count() >= MOST_RANGES:
            raise Refused(_("At most %(most)d ranges can be kept. Remove one first.") % {"most": MOST_RANGES})
        made = Impossible(edition=edition, person=person, **facts)
        made.save()
        record("say impossible hours", made, by=by, edition=edition.pk)
    return made


def change_hours(row: Impossible, values: Mapping[str, Any], *, by: Account | None, seen: str = "") -> Impossible:
    """Change hours in which somebody cannot be in a session, as they were `seen`."""
    with transaction.atomic():
        facts = _hours(values)
        held = Impossible.objects.select_for_update().filter(pk=row.pk).first()
        if held is None:
            raise Refused(_("These hours are gone. Look at the list as it is now."))
        if any(getattr(held, name) != value for name, value in facts.items()):
            require_mark(mark_of_row(held, HOUR_COLUMNS), seen)
            for name, value in facts.items():
                setattr(held, name, value)
            held.save(update_fields=list(facts))
            record("change impossible hours", held, by=by, edition=row.edition_id)
    return held


def _hours(values: Mapping[str, Any]) -> dict[str, Any]:
    lasts = values["ends_at"] - values["starts_at"]
    if lasts <= timedelta():
        raise Refused(_("The end is not after the beginning. Write a later end."))
    if lasts > LONGEST:
        raise Refused(_("These hours are longer than a month. Write when they end."))
    return {**values, "line": _plain_line(values.get("line", ""))}


def remove_hours(row: Impossible, *, by: Account | None) -> None:
    """Let hours be possible again."""
    with transaction.atomic():
        record("take impossible hours back", row, by=by, edition=row.edition_id)
        row.delete()
