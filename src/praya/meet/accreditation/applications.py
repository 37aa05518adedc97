"""Enter, change and withdraw an application for accreditation, as whoever applies; organisers decide about it like any other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from praya.core.accounts.actions import claim_person
from praya.core.accounts.models import Account
from praya.core.actions.changing import facts_of
from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.directory.models import Person
from praya.meet.accreditation.consequences import follow
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition

ASKED = ("category", "job_title", "site", "zone")


def enter_application(edition: Edition, account: Account, values: Mapping[str, Any]) -> Delegate:
    """Let somebody apply, or change what they have applied for; Refused once an organiser has decided.

    `values` are a category, a job title, a site or a zone, and the name and country of somebody who is not known yet. Nobody
    comes for a company by applying: an organiser says for which. The edition is not held: whoever waits hurts no meeting, and an
    import must not keep strangers waiting.
    """
    with transaction.atomic():
        Account.objects.select_for_update().get(pk=account.pk)
        person = person_of(account) or claim_person(account) or _newcomer(account, values)
        found = Delegate.objects.select_for_update().filter(edition=edition, person=person).first()
        if found is not None and found.status != Delegate.Status.APPLIED:
            raise Refused(_("The organisers have decided about you already. Ask them."))
        delegate = found or Delegate(edition=edition, person=person)
        before = facts_of(delegate, dict.fromkeys(ASKED)) if found is not None else None
        for name in ASKED:
            setattr(delegate, name, values[name])
        delegate.save()
        after = facts_of(delegate, dict.fromkeys(ASKED))
        if before != after:
            record("apply", delegate, by=account, edition=edition.pk, before=before, after=after)
            follow(edition, [delegate])
        return delegate


def withdraw_application(delegate: Delegate, *, by: Account | None) -> None:
    """Take an application back about which nobody has decided; its row goes, the trail says that it was there."""
    with transaction.atomic():
        held = Delegate.objects.select_for_update().filter(pk=delegate.pk, status=Delegate.Status.APPLIED).first()
        if held is None:
            raise Refused(_("The organisers have decided about you already. Ask them."))
        if held.decided_at is not None or hasattr(held, "calendar"):
            raise Refused(_("You have had a part in this edition already. Ask its organisers to take you off."))
        before = facts_of(held, dict.fromkeys(("status", "category")))
        record("withdraw application", held, by=by, edition=held.edition_id, before=before)
        edition = held.edition
        held.delete()
        follow(edition, [])


def person_of(account: Account) -> Person | None:
    """Return the record of whoever has an account, or the one into which it was merged."""
    person = Person.objects.select_related("merged_into").filter(account=account).first()
    return person.merged_into or person if person is not None else None


def _newcomer(account: Account, values: Mapping[str, Any]) -> Person:
    # An address that stands on somebody else's record, whatever came of it, stays theirs alone.
    is_free = not Person.objects.filter(email__iexact=account.email).exists()
    return Person.objects.create(
        name=values["name"], email=account.email if is_free else None, country=values["country"], account=account
    )
