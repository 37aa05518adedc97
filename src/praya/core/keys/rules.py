"""Decide how long a change can be taken back."""

from __future__ import annotations

from datetime import datetime

from praya.core.accounts.models import AccountChange
from praya.core.accounts.queries import WAY_BACK


def is_open(change: AccountChange, *, at: datetime) -> bool:
    """Tell whether a change can still be taken back: for seven days, once."""
    is_due = change.undone_at is None and change.at > at - WAY_BACK and change.account.is_active
    return is_due and change.kind != AccountChange.Kind.REMOVAL
