"""Make showcases, choose and order their works, and publish them; every change is in the trail.

Lock order: the showcase, then its items.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.actions.seeing import mark_of_row, require_mark
from praya.core.audit.actions import record
from praya.core.directory.models import Organisation
from praya.core.documents.checking import plain_faults
from praya.core.revocations.actions import touch
from praya.meet.editions.models import Edition
from praya.meet.works.models import Showcase, ShowcaseItem, Work

BEGIN, DESCRIBE, PUBLISH, HIDE, ORDER = (
    "begin showcase",
    "describe showcase",
    "publish showcase",
    "hide showcase",
    "order showcases",
)
CHOOSE, LEAVE_OUT, ARRANGE, NOTE = "add to showcase", "take out of showcase", "arrange showcase", "write showcase note"
MOST_ITEMS = 100


def begin_showcase(
    edition: Edition, name: Mapping[str, Any], *, by: Account | None, curator: Organisation | None = None
) -> Showcase:
    """Begin a showcase; nobody else sees it before it is published."""
    _sound(name, is_needed=True)
    with transaction.atomic():
        last = Showcase.objects.filter(edition=edition).aggregate(last=Max("position"))["last"]
        place = 0 if last is None else last + 1
        showcase = Showcase.objects.create(edition=edition, name=dict(name), curator=curator, position=place)
        _recorded(BEGIN, showcase, by, after={"name": dict(name), "curator": curator.name if curator else ""})
    return showcase


def mark_of_words(showcase: Showcase) -> str:
    """Return a mark of the words and the curator of a showcase as somebody reads them."""
    return mark_of_row(showcase, ("name", "introduction", "curator"))


def describe_showcase(showcase: Showcase, values: Mapping[str, Any], *, by: Account | None, seen: str = "") -> Showcase:
    """Change the name, the introduction or the curator of a showcase, as they were `seen`."""
    for name in ("name", "introduction"):
        if name in values:
            _sound(values[name], is_needed=name == "name")
    with transaction.atomic():
        held = _held(showcase)
        changed = {name: value for name, value in values.items() if getattr(held, name) != value}
        if changed:
            require_mark(mark_of_words(held), seen)
            before = {name: getattr(held, name) for name in changed}
            for name, value in changed.items():
                setattr(held, name, value)
            held.save(update_fields=list(changed))
            _recorded(DESCRIBE, held, by, before=_trail_facts(before), after=_trail_facts(changed))
    return held


def publish_showcase(showcase: Showcase, *, is_published: bool, by: Account | None) -> Showcase:
    """Show a showcase to everybody who may enter the edition, or hide it again."""
    with transaction.atomic():
        held = _held(showcase)
        if held.is_published != is_published:
            if is_published and not held.items.exists():
                raise Refused(_("Choose at least one work first."))
            held.is_published = is_published
            held.save(update_fields=["is_published"])
            _recorded(PUBLISH if is_published else HIDE, held, by)
    return held


def choose_work(showcase: Showcase, work: Work, *, by: Account | None) -> ShowcaseItem:
    """Add a work that the edition shows, at the end; one that is there already stays where it is."""
    with transaction.atomic():
        held = _held(showcase)
        known = held.items.filter(work=work).first()
        if known is not None:
            return known
        if work.edition_id != held.edition_id or work.status != Work.Status.ACCEPTED:
            raise Refused(_("Only works that this edition shows can be chosen."))
        if held.items.count() >= MOST_ITEMS:
            raise Refused(_("A showcase has at most %(most)d works.") % {"most": MOST_ITEMS})
        last = held.items.aggregate(last=Max("position"))["last"]
        item = ShowcaseItem.objects.create(showcase=held, work=work, position=0 if last is None else last + 1)
        _recorded(CHOOSE, held, by, after={"title": work.title.code})
    return item


def leave_out(item: ShowcaseItem, *, by: Account | None) -> None:
    """Take a work out of a showcase; what was written about it stays in the trail."""
    with transaction.atomic():
        held = _held(item.showcase)
        if held.items.filter(pk=item.pk).delete()[0]:
            touch([item])
            _recorded(LEAVE_OUT, held, by, before={"title": item.work.title.code, "note": item.note})


def arrange(item: ShowcaseItem, by_places: int, *, by: Account | None) -> None:
    """Move a work up (negative) or down within its showcase."""
    with transaction.atomic():
        held = _held(item.showcase)
        rows = list(held.items.order_by("position", "pk"))
        moved = _moved([row.pk for row in rows], item.pk, by_places)
        for place, number in enumerate(moved):
            ShowcaseItem.objects.filter(pk=number).update(position=place)
        if moved != [row.pk for row in rows]:
            _recorded(ARRANGE, held, by)


def order_showcase(showcase: Showcase, by_places: int, *, by: Account | None) -> None:
    """Move a showcase up (negative) or down among those of its edition."""
    with transaction.atomic():
        rows = list(Showcase.objects.select_for_update().filter(edition=showcase.edition_id).order_by("position", "pk"))
        moved = _moved([row.pk for row in rows], showcase.pk, by_places)
        for place, number in enumerate(moved):
            Showcase.objects.filter(pk=number).update(position=place)
        if moved != [row.pk for row in rows]:
            _recorded(ORDER, showcase, by)


def _moved(numbers: list[int], number: int, by_places: int) -> list[int]:
    if number not in numbers:
        return numbers
    rest = [one for one in numbers if one != number]
    place = min(max(0, numbers.index(number) + by_places), len(rest))
    return [*rest[:place], number, *rest[place:]]


def mark_of_note(item: ShowcaseItem) -> str:
    """Return a mark of what the curator says about a work."""
    return mark_of_row(item, ("note",))


def write_note(item: ShowcaseItem, note: Mapping[str, Any], *, by: Account | None, seen: str = "") -> ShowcaseItem:
    """Write what the curator says about a work, as it was `seen`."""
    _sound(note)
    with transaction.atomic():
        held = ShowcaseItem.objects.select_for_update().get(pk=item.pk)
        if held.note != note:
            require_mark(mark_of_note(held), seen)
            before, held.note = held.note, dict(note)
            held.save(update_fields=["note"])
            after = {"title": item.work.title.code, "note": held.note}
            _recorded(NOTE, item.showcase, by, before={"note": before}, after=after)
    return held


def _held(showcase: Showcase) -> Showcase:
    return Showcase.objects.select_for_update(of=("self",)).get(pk=showcase.pk)


def _trail_facts(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.name if isinstance(value, Organisation) else value for name, value in values.items()}


def _sound(stored: Mapping[str, Any], *, is_needed: bool = False) -> None:
    if is_needed and not stored.get("texts"):
        raise Refused(_("A showcase needs a name in at least one language."))
    for fault in plain_faults(stored):
        raise Refused(fault.message)


def _recorded(action: str, showcase: Showcase, by: Account | None, **facts: dict[str, Any]) -> None:
    record(action, showcase, by=by, edition=showcase.edition_id, **facts)
