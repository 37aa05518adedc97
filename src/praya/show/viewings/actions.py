"""Count who looks at a work."""

from __future__ import annotations

from hashlib import blake2b

from django.conf import settings

from praya.meet.accreditation.models import Delegate
from praya.meet.works.models import Work
from praya.show.viewings.models import Viewing


def count_view(work: Work, delegate: Delegate) -> None:
    """Count a delegate among those who have looked at a work, the first time only."""
    mark = mark_of(work.pk, delegate.pk)
    # Asked first, for whoever comes back must not wait for a lock.
    if not Viewing.objects.filter(work=work, mark=mark).exists():
        Viewing.objects.bulk_create([Viewing(work=work, mark=mark)], ignore_conflicts=True)


def mark_of(work: int, delegate: int) -> str:
    """Return the mark of a delegate at a work, both by number: the same again only with the server's key."""
    key = blake2b(settings.SECRET_KEY.encode()).digest()
    return blake2b(f"view|{work}|{delegate}".encode(), key=key, digest_size=16).hexdigest()
