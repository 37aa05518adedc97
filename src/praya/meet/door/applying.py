"""Take an application for accreditation, with the texts that whoever applies agrees to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.allowances.counting import count_in_hour, nameless
from praya.core.audit.actions import record
from praya.meet.accreditation.applications import enter_application, withdraw_application
from praya.meet.accreditation.models import Delegate
from praya.meet.door.jobs import COMPARE
from praya.meet.door.models import Application, Consent, DoorText
from praya.meet.door.queries import in_force, open_categories
from praya.meet.editions.models import Edition
from praya.meet.notices.letters import write_to

MOST_IN_HOUR = 12


def require_patience(account: Account, *, at: datetime) -> None:
    """Count a try of somebody to apply; Refused when it was too often within the hour."""
    if count_in_hour(nameless("apply", str(account.pk)), at=at) > MOST_IN_HOUR:
        raise Refused(_("That was too often within an hour. Try again later."))


def apply_for(
    edition: Edition, account: Account, values: Mapping[str, Any], texts: Sequence[DoorText], *, at: datetime
) -> Application:
    """Take an application, or what somebody changes of it, with the texts that they agree to.

    Whoever applies is written to once; their record waits to be compared with all that the market has.
    """
    require_patience(account, at=at)
    with transaction.atomic():
        if not open_categories(edition).filter(pk=values["category"].pk).exists():
            raise Refused(_("Nobody can apply for this category any more. Choose another one."))
        _require_in_force(edition, texts)
        delegate = enter_application(edition, account, values)
        facts = {"company": values["company"], "reason": values["reason"]}
        application, is_new = Application.objects.get_or_create(delegate=delegate, defaults={**facts, "at": at})
        if is_new:
            write_to([delegate.pk], "applied", at=at, facts={"applied": at.isoformat()})
            COMPARE.start(delegate.pk, by=account, edition=edition.pk)
        elif (application.company, application.reason) != (facts["company"], facts["reason"]):
            Application.objects.filter(pk=application.pk).update(**facts)
            record("change application", delegate, by=account, edition=edition.pk)
        for text in texts:
            agree(text, account, at=at)
    return application


def _require_in_force(edition: Edition, texts: Sequence[DoorText]) -> None:
    found = in_force(edition)
    is_whole = {text.kind for text in texts} == {kind for kind, _language in found}
    if not is_whole or any(found[text.kind, text.language].pk != text.pk for text in texts):
        raise Refused(_("The texts have changed since you opened this page. Read them again."))


def agree(text: DoorText, account: Account, *, at: datetime) -> Consent:
    """Record that somebody agrees to a version of a text; the first time counts."""
    consent, is_new = Consent.objects.get_or_create(account=account, text=text, defaults={"at": at})
    if is_new:
        after = {"kind": text.kind, "language": text.language, "version": text.version}
        record("agree to text", text, by=account, edition=text.edition_id, after=after)
    return consent


def withdraw(delegate: Delegate, *, by: Account) -> None:
    """Take one's own application back."""
    withdraw_application(delegate, by=by)
