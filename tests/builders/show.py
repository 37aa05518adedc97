"""Build what people keep of works."""

from __future__ import annotations

from typing import Any

from praya.meet.accreditation.models import Delegate
from praya.meet.works.models import Work
from praya.show.lists.models import ItemNote, Shortlist, ShortlistItem
from tests.builders.meet import SENT_AT, numbers


def make_shortlist(owner: Delegate, *works: Work, name: str = "", is_default: bool = False, **fields: Any) -> Shortlist:
    """Make a list with some works in order."""
    name = "" if is_default else name or f"List {next(numbers)}"
    made = Shortlist.objects.create(edition_id=owner.edition_id, owner=owner, name=name, is_default=is_default, **fields)
    for position, work in enumerate(works, start=1):
        ShortlistItem.objects.create(shortlist=made, work=work, position=position, added_by=owner, added_at=SENT_AT)
    return made


def make_item_note(item: ShortlistItem, by: Delegate, text: str = "Ask again", **fields: Any) -> ItemNote:
    """Note something about a work of a list."""
    return ItemNote.objects.create(item=item, by=by, text=text, **{"changed_at": SENT_AT, **fields})
