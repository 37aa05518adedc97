"""Ask again, when a job runs, whether whoever asked for it may still do so: nobody's rights outlive them in the queue.

Each kind of job states in its tasks.py for whom it acts: `asks`, the rule with which a page let it be started, or `nobodys`, why
it acts for nobody. What is periodic acts for nobody anyhow, and so does a job that the house has started, without an account.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from praya.core.accounts.models import Account
    from praya.core.jobs.models import Job

# Of (account, edition, *the job's words): whether that account may have this done now.
Right = Callable[..., bool]
BARRED_WORDS = _("Whoever asked for this may no longer do it.")


class RightLost(Exception):  # noqa: N818 - an outcome, not a fault
    """End an execution whose asker may no longer have it done."""


def is_barred(row: Job, right: Right | None, words: tuple[Any, ...]) -> bool:
    """Tell whether a job acts for somebody who may not have it done any more; whose account is closed may nothing."""
    account: Account | None = row.account
    if right is None or account is None:
        return False
    return not account.is_active or not right(account, row.edition, *words)
