"""Let somebody who is in a session say with which job title they are printed there."""

from __future__ import annotations

from django.db import transaction

from praya.core.accounts.models import Account
from praya.core.actions.changing import change_row
from praya.meet.programme.models import Part

TITLED = "change job title"


def title_part(part: Part, job_title: str, *, edition: int, by: Account | None, seen: str = "") -> Part:
    """Change the job title of somebody in a session, as it was `seen`; everybody reads it with the next version."""
    with transaction.atomic():
        return change_row(part, {"job_title": job_title}, action=TITLED, by=by, edition=edition, seen=seen)
