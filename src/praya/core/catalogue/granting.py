"""Ask to read what a title shows on request, and let its owner agree or not."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from praya.core.accounts.models import Account
from praya.core.audit.actions import record
from praya.core.catalogue.models import Grant, Title

ASK, ANSWER = "ask to read", "answer who asks to read"


def ask_to_read(title: Title, account: Account, *, message: str = "", edition: int = 0) -> Grant:
    """Ask the owner of a title for what it shows on request; asking again changes nothing, whatever the answer was."""
    with transaction.atomic():
        known = {"message": message.strip()[:500], "asked_at": timezone.now()}
        grant, is_new = Grant.objects.get_or_create(title=title, account=account, defaults=known)
        if is_new:
            record(ASK, grant, by=account, edition=edition, after={"title": title.code})
    return grant


def answer_grant(grant: Grant, status: str, *, by: Account | None, edition: int = 0) -> Grant:
    """Grant or refuse a request to read, or take the answer back (status "asked"); it works at once."""
    with transaction.atomic():
        held = Grant.objects.select_for_update(of=("self",)).select_related("title").get(pk=grant.pk)
        if held.status != status:
            before, held.status = held.status, status
            held.decided_at = None if status == Grant.Status.ASKED else timezone.now()
            held.save(update_fields=["status", "decided_at"])
            after = {"title": held.title.code, "status": status}
            record(ANSWER, held, by=by, edition=edition, before={"status": before}, after=after)
    return held
