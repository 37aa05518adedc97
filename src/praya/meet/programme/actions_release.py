"""Release the next version of a programme, tell one session at once, and take erased people out of every version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.actions.seeing import mark_of, require_mark
from praya.core.audit.actions import record
from praya.core.holding import Subject
from praya.meet.editions.actions import hold_edition
from praya.meet.editions.models import Edition, Site
from praya.meet.programme.changes import Difference, difference_at_once, difference_of, kept, without_people
from praya.meet.programme.following import follow_release
from praya.meet.programme.jobs import TELL_RELEASE, TELL_REVISION
from praya.meet.programme.models import Release, Session
from praya.meet.programme.models_versions import Changed, Revision
from praya.meet.programme.queries_released import last_release, releases_naming
from praya.meet.programme.queries_versions import revisions_naming

BATCH = 500


class NothingToRelease(Refused):
    """Say that no session is confirmed and has a time."""

    def __init__(self) -> None:
        super().__init__(_("No session is confirmed and has a time. Confirm one and give it a time first."))


class NothingNew(Refused):
    """Say that everybody reads all of it already."""

    def __init__(self, number: int) -> None:
        sentence = _("Everybody reads all of it already: nothing has changed since version %(number)d.")
        super().__init__(sentence % {"number": number})


def mark_of_difference(difference: Difference) -> str:
    """Return a mark of what the next version would tell."""
    return mark_of({"number": difference.number, "told": difference.told}, ("number", "told"))


def release(
    edition: Edition,
    sites: Sequence[Site],
    *,
    by: Account | None,
    at: datetime,
    seen: str = "",
    planned: Mapping[str, Any] | None = None,
) -> Release:
    """Let everybody read the programme as it stands, as it was `seen`; of two who release at once one is refused.

    Whom it concerns is told by the worker. `planned` is what the trail keeps of the instant for which this was planned.
    """
    with transaction.atomic():
        hold_edition(edition.pk)
        difference, last = difference_of(edition, sites), last_release(edition)
        require_mark(mark_of_difference(difference), seen)
        if not difference.told:
            raise NothingToRelease
        if difference.is_empty:
            raise NothingNew(difference.number - 1)
        sequence = last.sequence + 1 if last is not None else 1
        facts = {"number": difference.number, "sequence": sequence, "at": at, "by": by, "told": difference.told}
        made = Release.objects.create(edition=edition, **facts)
        known = {told["code"]: told for told in difference.told}
        rows = [
            Changed(release=made, session=code, lines=kept(lines), told=without_people(known[code]))
            for code, lines in difference.lines.items()
        ]
        Changed.objects.bulk_create(rows, batch_size=BATCH)
        count = sum(len(lines) for lines in difference.lines.values())
        after = {"number": made.number, "sessions": len(made.told), "changes": count, **(planned or {})}
        record("release programme", made, by=by, edition=edition.pk, after=after)
        TELL_RELEASE.start(made.pk, by=by, edition=edition.pk, version=made.number)
        follow_release(edition, by)
        return made


def tell_at_once(session: Session, sites: Sequence[Site], *, by: Account | None, at: datetime, seen: str = "") -> Revision:
    """Let everybody read one session as it stands, as it was `seen`: a change of the version that they read.

    The next version is compared with the version so changed, so that nobody is told again.
    """
    edition = session.edition
    with transaction.atomic():
        hold_edition(edition.pk)
        last = last_release(edition)
        if last is None:
            raise Refused(_("Nothing is released yet. Release the first version, which tells this session too."))
        difference = difference_at_once(last, session, sites)
        require_mark(mark_of_difference(difference), seen)
        if not difference.told:
            raise Refused(_("Nobody reads of this session yet. Confirm it and give it a time, then it can be told."))
        if not difference.lines:
            raise Refused(_("Everybody reads this session as it stands already."))
        told, before = difference.told[0], next((one for one in last.told if one["code"] == session.code), None)
        last.told = [told if one["code"] == session.code else one for one in last.told] + ([] if before else [told])
        last.revision, last.sequence, last.changed_at = last.revision + 1, last.sequence + 1, at
        last.save(update_fields=["told", "revision", "sequence", "changed_at"])
        made = Revision.objects.create(
            release=last,
            number=last.revision,
            sequence=last.sequence,
            at=at,
            by=by,
            session=session.code,
            before=before,
            told=told,
            lines=kept(line for lines in difference.lines.values() for line in lines),
        )
        after = {"number": last.number, "revision": made.number}
        record("tell session at once", session, by=by, edition=edition.pk, after=after)
        TELL_REVISION.start(made.pk, by=by, edition=edition.pk)
        follow_release(edition, by)
        return made


def forget_people(who: Subject, _at: datetime) -> None:
    """Take a person out of every version of every programme, before their record is emptied."""
    people = set(who.people)
    for one in releases_naming(people):
        for told in one.told:
            _leave_out(told, people)
        one.save(update_fields=["told"])
    for revision in revisions_naming(people):
        for told in (revision.before, revision.told):
            if told is not None:
                _leave_out(told, people)
        revision.save(update_fields=["before", "told"])


def _leave_out(told: dict[str, Any], people: set[int]) -> None:
    told["parts"] = [part for part in told["parts"] if part["person"] not in people]
