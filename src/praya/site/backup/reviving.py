"""Keep a restored database from bringing back what was taken back since its backup.

Whatever the journal has of after the backup is done again in the transaction that loads the rows, before anybody is served.
Where nobody can tell that the journal is whole, the installation may only be read until a person has accepted that.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.dateparse import parse_datetime

from praya.core.jobs.holding import hold_unfinished
from praya.core.revocations import book
from praya.core.revocations.actions import write_out
from praya.core.revocations.models import Pending
from praya.core.revocations.replaying import Replayed, check_keys, let_wait, lines_after, replay
from praya.core.revocations.standing import UNFINISHED, settle_restored


@dataclass(slots=True)
class Past:
    """Hold the journal as it was found before the restore: its name, and the lines after the backup or the reason for none."""

    name: str
    lines: list[book.Line]
    reason: str
    words: str = ""


@dataclass(slots=True)
class Revived:
    """Tell what became of the past: what was done again, how many jobs are held, and why nobody may write, if so."""

    replayed: Replayed
    held: int
    reason: str
    words: str


def read_past(manifest: dict[str, Any], journal: Path | None) -> Past:
    """Read what the journal has of after a backup; what this database has not written into it yet is written first.

    A journal of elsewhere is taken over where this installation has none, and read only where it has one.
    """
    write_out()
    try:
        with book.held() as folder:
            if journal is not None and not book.pages(folder).exists():
                book.take_over(journal, folder)
            lines = book.read(journal if journal is not None else folder)
            name = book.read(folder)[0]["key"]
        wanted = lines_after(lines, manifest.get("journal"), manifest["written_at"])
        check_keys(lines, wanted)
    except book.BookFault as fault:
        return Past("", [], fault.reason, str(fault))
    except OSError as fault:
        return Past("", [], "missing", str(fault))
    return Past(name, wanted, "")


def revive(manifest: dict[str, Any], past: Past) -> Revived:
    """Do the past again in the rows just loaded, hold the jobs, and write down how the database stands now."""
    Pending.objects.all().delete()
    replayed = replay(past.lines)
    let_wait(replayed)
    held = hold_unfinished()
    reason, words = past.reason, past.words
    if replayed.failed:
        reason, words = "failed", "; ".join(replayed.failed)
    # A backup of an installation that nobody had released yet is not released by being restored.
    reason = reason or manifest.get("standing", "")
    settle_restored(name=past.name, reason=reason, written_at=parse_datetime(manifest["written_at"]))
    return Revived(replayed, held, reason, words)


@contextmanager
def unfinished() -> Iterator[None]:
    """Leave word, until it is finished, that a restore has begun: nothing is written by anybody else before its end."""
    settings.VAR_FOLDER.mkdir(parents=True, exist_ok=True)
    path = settings.VAR_FOLDER / UNFINISHED
    path.write_text("praya restore has begun and not ended; give it again.\n")
    yield
    path.unlink(missing_ok=True)


@contextmanager
def nothing_lost() -> Iterator[None]:
    """Take the word away again where what fails inside has changed nothing."""
    try:
        yield
    except BaseException:
        (settings.VAR_FOLDER / UNFINISHED).unlink(missing_ok=True)
        raise
