"""Keep the journal: a file of lines, each with its number and the hash of the line before, only ever added to.

Its folder (PRAYA_JOURNAL) lies outside of the database, the uploads and every backup. All processes of an installation write
into the same one, one after the other, by a lock on a file beside it; each line is on the disk before the lock is given back.
A second file, the head, holds the last number: lines that were cut off at the end are missed by it.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile
from typing import Any

from django.conf import settings

from praya.core.revocations.columns import digest

Line = dict[str, Any]
BOOK, KEY = "book", "key"
_CHECK = "the key of this journal"


class BookFault(Exception):  # noqa: N818 - an outcome
    """Say by a word of `standing.REASONS` why a journal cannot be trusted."""

    def __init__(self, reason: str, words: str = "") -> None:
        super().__init__(words or reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Place:
    """Name a line: the book's name, the line's number and its hash; a backup notes the last one that it knows."""

    book: str
    number: int
    mark: str

    def told(self) -> Line:
        """Return it as a backup holds it."""
        return {"book": self.book, "number": self.number, "mark": self.mark}


@contextmanager
def held(folder: Path | None = None) -> Iterator[Path]:
    """Hold a journal's folder against every other process; it is made where it is missing."""
    folder = folder or Path(settings.JOURNAL_FOLDER)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(folder / "lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        _mend(folder)
        yield folder
    finally:
        os.close(handle)


def pages(folder: Path) -> Path:
    """Return the file of lines of a folder."""
    return folder / "journal.jsonl"


def read(folder: Path) -> list[Line]:
    """Return every line of a journal, its chain checked; BookFault where it is missing, damaged or cut off."""
    try:
        texts = pages(folder).read_bytes().splitlines()
    except FileNotFoundError:
        raise BookFault("missing") from None
    lines: list[Line] = []
    mark = ""
    for number, text in enumerate(texts):
        try:
            line = json.loads(text)
            is_sound = line["number"] == number and line["before"] == mark and line["mark"] == _mark(line)
        except (ValueError, KeyError, TypeError):
            is_sound = False
        if not is_sound:
            raise BookFault("damaged", f"line {number + 1}")
        lines.append(line)
        mark = line["mark"]
    if not lines or lines[0]["kind"] != BOOK:
        raise BookFault("damaged", "no first line")
    if _head(folder)[0] > len(lines) - 1:
        raise BookFault("damaged", f"the last lines are missing: there were {_head(folder)[0]}")
    return lines


def last_place(folder: Path) -> Place | None:
    """Return the last line of a journal without reading the others; None where there is no journal."""
    if not pages(folder).exists():
        return None
    with pages(folder).open("rb") as file:
        first = _parsed(file.readline())
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - (1 << 20)))
        last = _parsed(file.read().splitlines()[-1])
    if _head(folder)[0] > last["number"]:
        raise BookFault("damaged", "the last lines are missing")
    return Place(first["key"], last["number"], last["mark"])


def begin(folder: Path) -> Place:
    """Begin a journal in a held folder that has none."""
    name = secrets.token_hex(8)
    line = _line(0, "", BOOK, name, {"check": digest(_CHECK)}, datetime.now(UTC))
    _write(folder, [line])
    return Place(name, 0, line["mark"])


def append(folder: Path, place: Place, entries: Sequence[tuple[str, str, Any, datetime]]) -> None:
    """Add lines (kind, key, state, instant) behind a place of a held folder, and wait until they are on the disk."""
    lines, mark = [], place.mark
    if _head(folder)[1] != digest(_CHECK):
        entries = [(KEY, "", {"check": digest(_CHECK)}, datetime.now(UTC)), *entries]
    for number, (kind, key, state, at) in enumerate(entries, place.number + 1):
        lines.append(_line(number, mark, kind, key, state, at))
        mark = lines[-1]["mark"]
    _write(folder, lines)


def put_aside(folder: Path) -> None:
    """Put what cannot be gone on with beside, under the time: nothing of a journal is ever deleted."""
    if pages(folder).exists():
        pages(folder).rename(folder / f"journal-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.jsonl")
    (folder / "head").unlink(missing_ok=True)


def take_over(elsewhere: Path, folder: Path) -> None:
    """Copy a journal of another folder into a held one that has none."""
    for name in ("journal.jsonl", "head"):
        if (elsewhere / name).exists():
            copyfile(elsewhere / name, folder / name)


def is_ours(line: Line) -> bool:
    """Tell whether a line that holds a check was written with this installation's secret key."""
    return bool(line["state"]["check"] == digest(_CHECK))


def _line(number: int, before: str, kind: str, key: str, state: Any, at: datetime) -> Line:
    line = {"number": number, "at": at.isoformat(), "kind": kind, "key": key, "state": state, "before": before}
    return {**line, "mark": _mark(line)}


def _mark(line: Line) -> str:
    text = json.dumps({name: value for name, value in line.items() if name != "mark"}, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _write(folder: Path, lines: Sequence[Line]) -> None:
    text = "".join(json.dumps(line, ensure_ascii=True) + "\n" for line in lines).encode()
    handle = os.open(pages(folder), os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    try:
        size = os.fstat(handle).st_size
        try:
            if os.write(handle, text) != len(text):
                raise OSError("the journal's disk is full")
            os.fsync(handle)
        except OSError:
            os.ftruncate(handle, size)
            raise
    finally:
        os.close(handle)
    (folder / "head").write_text(f"{lines[-1]['number']} {digest(_CHECK)}\n")


def _head(folder: Path) -> tuple[int, str]:
    """Return the last number written, and the check of the key with which it was."""
    try:
        number, check = (folder / "head").read_text().split()
        return int(number), check
    except (OSError, ValueError):
        return 0, ""


def _mend(folder: Path) -> None:
    """Take away half a line that a dead machine left: nobody was told that it was written, and the next would join it."""
    try:
        with pages(folder).open("rb+") as file:
            size = file.seek(0, os.SEEK_END)
            start = max(0, size - (1 << 20))
            file.seek(start)
            tail = file.read()
            if tail and not tail.endswith(b"\n"):
                file.truncate(start + tail.rfind(b"\n") + 1)
    except FileNotFoundError:
        return


def _parsed(text: bytes) -> Line:
    try:
        line: Line = json.loads(text)
    except ValueError as fault:
        raise BookFault("damaged", str(fault)) from fault
    return line
