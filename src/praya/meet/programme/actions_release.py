"""Release the next version of a programme, and take erased people out of every version."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.actions.seeing import mark_of, require_mark
from praya.core.audit.actions import record
from praya.core.holding import Subject
from praya.meet.editions.actions import hold_edition
from praya.meet.editions.models import Edition, Site
from praya.meet.programme.changes import Difference, difference_of
from praya.meet.programme.models import Release
from praya.meet.programme.queries_released import releases_naming


def mark_of_difference(difference: Difference) -> str:
    """Return a mark of what the next version would tell."""
    return mark_of({"number": difference.number, "told": difference.told}, ("number", "told"))


def release(edition: Edition, sites: Sequence[Site], *, by: Account | None, at: datetime, seen: str = "") -> Release:
    """Let everybody read the programme as it stands, as it was `seen`; of two who release at once one is refused."""
    with transaction.atomic():
        hold_edition(edition.pk)
        difference = difference_of(edition, sites)
        require_mark(mark_of_difference(difference), seen)
        if not difference.told:
            raise Refused(_("No session is confirmed and has a time. Confirm one and give it a time first."))
        if difference.is_empty:
            raise Refused(
                _("Everybody reads all of it already: nothing has changed since version %(number)d.")
                % {"number": difference.number - 1}
            )
        made = Release.objects.create(edition=edition, number=difference.number, at=at, by=by, told=difference.told)
        after = {"number": made.number, "sessions": len(made.told), "changes": len(difference.sentences)}
        record("release programme", made, by=by, edition=edition.pk, after=after)
        return made


def forget_people(who: Subject, _at: datetime) -> None:
    """Take a person out of every version of every programme, before their record is emptied."""
    people = set(who.people)
    for one in releases_naming(people):
        for told in one.told:
            told["parts"] = [part for part in told["parts"] if part["person"] not in people]
        one.save(update_fields=["told"])
