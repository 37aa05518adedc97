"""Say whether this installation may be written into, or only be read since it was restored, and let a person decide."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from praya.core.revocations import book
from praya.core.revocations.actions import waiting_since
from praya.core.revocations.declaring import declared
from praya.core.revocations.models import Standing

_UNKNOWN = _("What was withdrawn or erased after the backup is not known here")
REASONS: Mapping[str, Any] = {
    "missing": _("the journal of revocations is missing"),
    "other": _("the journal of revocations belongs to another installation"),
    "damaged": _("the journal of revocations is damaged"),
    "younger": _("the journal of revocations was begun after the backup was written"),
    "key": _("the journal of revocations was written with another secret key"),
    "failed": _("some revocations could not be done again"),
    "unfinished": _("a restore was not finished"),
}
LONGEST_WAIT_SECONDS = 60
LOOK_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class State:
    """Hold how it stands: `reason` and `since` when it may only be read, `is_behind` when the journal lacks something."""

    reason: str = ""
    since: datetime | None = None
    is_behind: bool = False

    @property
    def why(self) -> str:
        """Return the reason in the reader's language."""
        return f"{_UNKNOWN}: {REASONS.get(self.reason, REASONS['damaged'])}." if self.reason else ""


@dataclass(slots=True)
class _Looked:
    at: float = float("-inf")
    state: State = State()


_looked = _Looked()


def forget_look() -> None:
    """Look again when next asked, as after a restore in this process."""
    _looked.at = float("-inf")


def state_now() -> State:
    """Return how it stands, looking at most every few seconds; not at all where settings say so."""
    now = time.monotonic()
    if settings.LOOKS_FOR_RESTORES and now - _looked.at >= LOOK_SECONDS:
        try:
            _looked.state = _look()
        except DatabaseError:
            return _looked.state  # away, or not migrated yet: others say so
        _looked.at = now
    return _looked.state if settings.LOOKS_FOR_RESTORES else State()


def _look() -> State:
    standing, oldest = standing_row(), waiting_since()
    is_behind = oldest is not None and timezone.now() - oldest > timedelta(seconds=LONGEST_WAIT_SECONDS)
    if (settings.VAR_FOLDER / UNFINISHED).exists():
        return State("unfinished", None, is_behind)
    return State(standing.reason, standing.restored_at, is_behind)


UNFINISHED = "restore-unfinished"


def standing_row() -> Standing:
    """Return the one row, or what it is where nothing was ever restored."""
    return Standing.objects.filter(pk=1).first() or Standing(pk=1)


def may_write() -> bool:
    """Tell, by a look of its own, whether jobs may be started."""
    return not standing_row().reason


def settle_restored(*, name: str, reason: str, written_at: datetime | None) -> None:
    """Write how a restored database stands; letters of the past wait for a person in any case."""
    defaults = {
        "book": name,
        "reason": reason,
        "restored_at": timezone.now(),
        "written_at": written_at,
        "is_mail_held": True,
    }
    Standing.objects.update_or_create(pk=1, defaults=defaults)
    forget_look()


def accept_without_journal() -> str:
    """Let the installation be written into although revocations may have come back; return the reason that a person waived.

    A journal that cannot be gone on with is put aside, and a new one begun.
    """
    standing = standing_row()
    reason = standing.reason
    with book.held() as folder:
        try:
            lines = book.read(folder)
            name = lines[0]["key"]
        except book.BookFault:
            book.put_aside(folder)
            name = book.begin(folder).book
    standing.book, standing.reason = name, ""
    standing.save()
    (settings.VAR_FOLDER / UNFINISHED).unlink(missing_ok=True)
    forget_look()
    return reason


def release_letters() -> None:
    """Let the timetable start letters again; what they tell of may lie before the restore."""
    Standing.objects.filter(pk=1).update(is_mail_held=False)


def drop_letters() -> None:
    """Let the timetable start letters again, and take everybody for written to up to now."""
    for act in declared.forgetting:
        act(timezone.now())
    release_letters()
