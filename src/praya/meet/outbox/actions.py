"""Write to people of an edition whom an organiser has chosen."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.letters.models import Mailing
from praya.meet.editions.models import Edition
from praya.meet.notices.letters import write_to


def write_word(
    edition: Edition, delegates: Collection[int], subject: str, body: str, *, by: Account | None, at: datetime
) -> Mailing:
    """Ask for a letter to each of some delegates; it waits as a mailing until its author has read it once more."""
    facts = {"subject": subject, "body": body}
    with transaction.atomic():
        mailing = Mailing.objects.create(edition=edition.pk, kind="word", by=by, made_at=at, facts=facts)
        count = write_to(delegates, "word", at=at, by=by, facts=facts, mailing=mailing)
        if not count:
            raise Refused(_("None of them wants such letters, or nobody is left. Nothing was written."))
        record("write letters", mailing, by=by, edition=edition.pk, after={"subject": subject, "count": count})
    return mailing
