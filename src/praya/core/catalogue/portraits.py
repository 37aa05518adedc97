"""Keep the photograph of a person: cut square from what was uploaded, shown to whom they chose, and gone when they remove it.

Organisers take off what does not belong: it is shown to nobody from then on, and can be put back for ten minutes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from praya.core.access.audiences import Level
from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.actions.seeing import mark_of_row, require_mark
from praya.core.audit.actions import record
from praya.core.catalogue.encoding import PARTS
from praya.core.catalogue.models import Portrait
from praya.core.catalogue.photographs import encode
from praya.core.directory.models import Person
from praya.core.directory.queries import people_numbered
from praya.core.revocations.actions import touch
from praya.core.texts.plain import is_plain

COLUMNS = ("portrait", "portrait_level")
# Pages of no edition show nobody's face.
LEVELS = {level: word for level, word in Level.choices if level in {"private", "badge", "buyer"}}
CHANGE, REMOVE = "change portrait", "remove portrait"
TAKE_OFF, PUT_BACK = "take portrait off", "put portrait back"
UNDO = timedelta(minutes=10)
LONGEST_REMARK = 300
REASONS = {
    "faceless": gettext_lazy("it shows no face"),
    "other": gettext_lazy("it shows somebody else"),
    "several": gettext_lazy("it shows several people"),
    "unclear": gettext_lazy("nobody could be recognised by it"),
    "unfit": gettext_lazy("it is not fit to be shown at a market"),
}


def keep_portrait(
    person: Person,
    content: bytes,
    *,
    part: str = "middle",
    level: str = Level.BADGE,
    by: Account | None,
    edition: int = 0,
    seen: str = "",
) -> Person:
    """Keep a square part of what was uploaded in place of the photograph that was there, and say who sees it.

    Without content only the level changes. What is refused leaves the photograph that was there.
    """
    if part not in PARTS or level not in LEVELS:
        raise Refused(_("Choose what is kept of the photograph and who sees it."))
    found = encode(content, part) if content else None
    with transaction.atomic():
        held = _locked(person)
        require_mark(mark_of_row(held, COLUMNS), seen)
        if found is None and not held.portrait:
            raise Refused(_("Choose a photograph first."))
        before = _facts(held)
        digest = sha256(found.image).hexdigest() if found is not None else held.portrait
        if found is not None and digest != held.portrait:
            _drop([held])
            Portrait.objects.create(person=held, image=found.image, thumbnail=found.thumbnail)
        held.portrait, held.portrait_level = digest, level
        if _facts(held) != before:
            held.save(update_fields=COLUMNS)
            record(CHANGE, held, by=by, edition=edition, before=before, after=_facts(held))
    return held


def remove_portrait(person: Person, *, by: Account | None, edition: int = 0) -> None:
    """Remove a photograph for good: its bytes are gone, the trail says that it was there."""
    with transaction.atomic():
        held = _locked(person)
        if held.portrait:
            before = _facts(held)
            _drop([held])
            forget_portraits([held.pk])
            record(REMOVE, held, by=by, edition=edition, before=before)


def take_portrait_off(
    person: Person,
    *,
    reason: str = "",
    remark: str = "",
    by: Account | None,
    at: datetime,
    edition: int = 0,
    seen: str = "",
) -> Portrait:
    """Show a photograph to nobody any more, for a reason of the list, a remark of one's own or both, which its person reads."""
    remark = remark.strip()
    if len(remark) > LONGEST_REMARK or not is_plain(remark):
        raise Refused(_("A remark has at most %(count)d characters that can be shown.") % {"count": LONGEST_REMARK})
    if (reason and reason not in REASONS) or not (reason or remark):
        raise Refused(_("Choose a reason, or write one."))
    with transaction.atomic():
        held = _locked(person)
        require_mark(mark_of_row(held, COLUMNS), seen)
        if not held.portrait:
            raise Refused(_("There is no photograph any more."))
        row = _rows([held]).get()
        row.removed_at, row.reason, row.remark = at, reason, remark
        row.save(update_fields=["removed_at", "reason", "remark"])
        touch([row])
        forget_portraits([held.pk])
        record(TAKE_OFF, held, by=by, edition=edition, before=_facts(held), after={"reason": reason})
    return row


def put_portrait_back(person: Person, *, by: Account | None, at: datetime, edition: int = 0) -> Person:
    """Show a photograph again that was taken off within ten minutes; twice changes nothing."""
    with transaction.atomic():
        held = _locked(person)
        if held.portrait:
            return held
        row = Portrait.objects.filter(person=held, removed_at__gt=at - UNDO).first()
        if row is None:
            raise Refused(_("This can be taken back for ten minutes only, and they have passed."))
        row.removed_at, row.reason, row.remark = None, "", ""
        row.save(update_fields=["removed_at", "reason", "remark"])
        touch([row])
        held.portrait = sha256(row.image).hexdigest()
        held.save(update_fields=["portrait"])
        record(PUT_BACK, held, by=by, edition=edition, after=_facts(held))
    return held


def taken_off(person: Person, *, since: datetime | None = None) -> Portrait | None:
    """Return what is kept of a photograph that organisers have taken off, until there is another; or since a moment."""
    rows = _rows([person]).filter(removed_at__isnull=False)
    return (rows.filter(removed_at__gt=since) if since is not None else rows).first()


def empty_taken_off(*, at: datetime) -> int:
    """Empty the photographs that cannot be put back any more; return how many."""
    late = Portrait.objects.filter(removed_at__lte=at - UNDO).exclude(image=b"")
    return late.update(image=b"", thumbnail=b"")


def _locked(person: Person) -> Person:
    return people_numbered([person.pk]).select_for_update().get()


def _facts(person: Person) -> dict[str, str]:
    return {"portrait": person.portrait[:12], "portrait_level": str(person.portrait_level)}


def _drop(people: Iterable[Person]) -> None:
    rows = _rows(people)
    touch(list(rows))
    rows.delete()


def _rows(people: Iterable[Person]) -> QuerySet[Portrait]:
    return Portrait.objects.filter(person__in=list(people)).defer("image", "thumbnail")


def forget_portraits(people: Iterable[int]) -> None:
    """Let people whose photograph is gone have none."""
    people_numbered(list(people)).update(portrait="")


def forget_replayed(rows: Iterable[Portrait]) -> None:
    """Let people have no photograph whose own was lost, or taken off, after the backup that was restored."""
    people = {row.person_id for row in rows}
    shown = Portrait.objects.filter(person__in=people, removed_at__isnull=True).values_list("person", flat=True)
    forget_portraits(people - set(shown))


def portrait_bytes(person: Person, *, is_small: bool) -> bytes:
    """Return a photograph as JPEG, at its full size or for lists."""
    return bytes(Portrait.objects.values_list("thumbnail" if is_small else "image", flat=True).get(person=person.pk))
