"""Tell whom a version, or a change of one, concerns: in the worker, some hundred people at a time, each once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from itertools import groupby
from typing import Any

from praya.core.audit.actions import record
from praya.meet.editions.models import Edition
from praya.meet.notices.actions import called, tell_each
from praya.meet.programme.concerning import delegates_concerned, told_elsewhere
from praya.meet.programme.letters import AT_ONCE, CHANGED, PLACED
from praya.meet.programme.models import Release
from praya.meet.programme.queries_versions import changed_by, release_numbered, revision_numbered, told_before, told_of

# So many numbers of delegates make a part that is written at once: who is in it never hangs on who else is told.
PART = 500
Effect = Callable[[str], AbstractContextManager[bool]]
Progress = Callable[[int, int], None]


def tell_release(number: int, effect: Effect, progress: Progress, *, at: datetime) -> int:
    """Tell everybody whom a version concerns what it changes of their sessions; return how many people that are."""
    release = release_numbered(number)
    if release is None:
        return 0
    kinds = {row.session: {line["kind"] for line in row.lines} for row in changed_by([release.pk])}
    concerned = delegates_concerned(release.edition, _versions_told(release, set(kinds)))
    told = _own(release.edition, concerned, kinds)
    _tell(told, CHANGED, effect, progress, at=at, release=release.pk, number=release.number)
    with effect("entry") as is_due:
        if is_due:
            after = {"number": release.number, "people": len(told)}
            record("tell of release", release, by=None, edition=release.edition_id, after=after)
    return len(told)


def _own(edition: Edition, concerned: Mapping[int, list[str]], kinds: Mapping[str, set[str]]) -> dict[int, dict[str, Any]]:
    """Return by delegate of which sessions they are told here; of those that are `silent` another room tells where and when."""
    elsewhere = told_elsewhere(edition, list(kinds))
    found: dict[int, dict[str, Any]] = {}
    for delegate, sessions in concerned.items():
        others = {code for code in sessions if (code, delegate) in elsewhere}
        own = [code for code in sessions if code not in others or kinds[code] - PLACED]
        if own:
            silent = [code for code in own if code in others]
            found[delegate] = {"sessions": own, **({"silent": silent} if silent else {})}
    return found


def _versions_told(release: Release, codes: set[str]) -> dict[str, list[Mapping[str, Any]]]:
    """Return how some sessions are told, and were told by the version before."""
    found: dict[str, list[Mapping[str, Any]]] = {code: [] for code in sorted(codes)}
    before = told_before(release)
    for told in (*(told_of(before) if before is not None else []), *told_of(release)):
        if told["code"] in found:
            found[told["code"]].append(told)
    return found


def tell_revision(number: int, effect: Effect, progress: Progress, *, at: datetime) -> int:
    """Tell everybody whom a session concerns that was changed at once; return how many people that are."""
    revision = revision_numbered(number)
    if revision is None:
        return 0
    versions = [told for told in (revision.before, revision.told) if told is not None]
    concerned = delegates_concerned(revision.release.edition, {revision.session: versions})
    kinds = {revision.session: {line["kind"] for line in revision.lines}}
    told = _own(revision.release.edition, concerned, kinds)
    texts = {tag: entry["text"] for tag, entry in (revision.told["title"].get("texts") or {}).items()}
    named = called(texts.get(revision.told["title"].get("source", ""), next(iter(texts.values()), "")), texts)
    _tell(told, AT_ONCE, effect, progress, at=at, revision=revision.pk, session=revision.session, **named)
    return len(told)


def _tell(
    told: Mapping[int, Mapping[str, Any]], kind: str, effect: Effect, progress: Progress, *, at: datetime, **shared: Any
) -> None:
    done = 0
    for part, members in groupby(sorted(told), key=lambda delegate: delegate // PART):
        some = {delegate: told[delegate] for delegate in members}
        with effect(f"part {part}") as is_due:
            if is_due:
                tell_each(some, kind, at=at, **shared)
        done += len(some)
        progress(done, len(told))
