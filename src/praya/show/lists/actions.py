"""Save works in lists, order and note them, and share lists inside a company; everything can be taken back."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from praya.core.actions.plain_text import checked, required
from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.retrying import retried
from praya.core.revocations.actions import touch, touch_where
from praya.meet.accreditation.queries import approved
from praya.meet.accreditation.visits import Reader
from praya.meet.notices.actions import called, tell
from praya.meet.works.models import Work
from praya.show.lists.models import ItemNote, Shortlist, ShortlistItem
from praya.show.lists.queries import is_for_colleagues, items_for, shown_to

MOST_LISTS = 100
MOST_ITEMS = 500
LONGEST_NAME = 80
LONGEST_NOTE = 2000
CHANGE = "change list"


def default_list(reader: Reader) -> Shortlist:
    """Return the list in which one tap saves, made when it is first needed."""
    mine = {"owner": reader.delegate, "is_default": True}
    try:
        with transaction.atomic():
            return Shortlist.objects.get_or_create(**mine, defaults={"edition_id": reader.delegate.edition_id})[0]
    except IntegrityError:
        return Shortlist.objects.get(**mine)


def new_list(reader: Reader, name: str) -> Shortlist:
    """Begin a list."""
    clean = required(name, LONGEST_NAME)
    with transaction.atomic():
        if Shortlist.objects.filter(owner=reader.delegate, is_removed=False).count() >= MOST_LISTS:
            raise Refused(_("You have %(most)d lists already. Remove one first.") % {"most": MOST_LISTS})
        made = Shortlist.objects.create(edition_id=reader.delegate.edition_id, owner=reader.delegate, name=clean)
        _note_change(reader)
    return made


def rename(reader: Reader, shortlist: Shortlist, name: str) -> None:
    """Give a list another name."""
    _require_owner(reader, shortlist)
    if shortlist.is_default:
        raise Refused(_("This list has its name in every language and keeps it."))
    clean = required(name, LONGEST_NAME)
    with transaction.atomic():
        Shortlist.objects.filter(pk=shortlist.pk).update(name=clean)
        _note_change(reader)


def share(reader: Reader, shortlist: Shortlist, is_shared: bool) -> None:
    """Let the colleagues of one's company read a list and add to it, or keep it to oneself again."""
    _require_owner(reader, shortlist)
    company = reader.delegate.organisation_id
    if is_shared and company is None:
        raise Refused(_("You take part for no company, so there is nobody to share with."))
    with transaction.atomic():
        Shortlist.objects.filter(pk=shortlist.pk).update(shared_with=company if is_shared else None)
        touch([shortlist])
        _note_change(reader)
        if is_shared and shortlist.shared_with_id != company:
            _tell_colleagues(reader, shortlist)


def _tell_colleagues(reader: Reader, shortlist: Shortlist) -> None:
    me = reader.delegate
    company = me.organisation_id
    people = approved(edition=me.edition_id, organisation=company).exclude(pk=me.pk).values_list("pk", flat=True)
    tell(list(people), "list_shared", company=company, list=shortlist.code, **called(me.person.name, me.person.names))


def remove_list(reader: Reader, shortlist: Shortlist, is_removed: bool) -> None:
    """Put a list away, or bring it back with all that stands in it."""
    _require_owner(reader, shortlist)
    if shortlist.is_default:
        raise Refused(_("This list always stays. Take works out of it instead."))
    with transaction.atomic():
        Shortlist.objects.filter(pk=shortlist.pk).update(is_removed=is_removed)
        touch([shortlist])
        _note_change(reader)


@retried
def add(reader: Reader, shortlist: Shortlist, work: Work, *, at: datetime) -> ShortlistItem:
    """Put a work at the end of a list; one that was taken out comes back with its notes, and one that is there stays."""
    with transaction.atomic():
        _hold(shortlist)
        items = ShortlistItem.objects.filter(shortlist=shortlist.pk)
        found = items.filter(work=work.pk).first()
        shown = items.filter(shown_to(reader.delegate), is_removed=False)
        if found is not None and shown.filter(pk=found.pk).exists():
            return found
        if shown.count() >= MOST_ITEMS:
            raise Refused(_("This list holds %(most)d works already. Take one out first.") % {"most": MOST_ITEMS})
        last = items.aggregate(last=Max("position"))["last"] or 0
        item = found or ShortlistItem(shortlist=shortlist, work=work)
        item.is_removed, item.position, item.added_by, item.added_at = False, last + 1, reader.delegate, at
        item.company_id = None if shortlist.owner_id == reader.delegate.pk else reader.delegate.organisation_id
        item.save()
        _note_change(reader)
    return item


def take_out(reader: Reader, shortlist: Shortlist, item: ShortlistItem) -> None:
    """Take a work out of a list: the owner any, a colleague what they added themselves."""
    _require_mine(reader, shortlist, item)
    _set_removed(reader, item, True)


def put_back(reader: Reader, shortlist: Shortlist, item: ShortlistItem) -> None:
    """Put a work that was taken out back to its place."""
    _require_mine(reader, shortlist, item)
    _set_removed(reader, item, False)


def _set_removed(reader: Reader, item: ShortlistItem, is_removed: bool) -> None:
    with transaction.atomic():
        ShortlistItem.objects.filter(pk=item.pk).update(is_removed=is_removed)
        _note_change(reader)


@retried
def move(reader: Reader, shortlist: Shortlist, item: ShortlistItem, steps: int) -> None:
    """Move a work up (-1) or down (1) in one's own list; at an end nothing changes."""
    _require_owner(reader, shortlist)
    with transaction.atomic():
        _hold(shortlist)
        rows = list(items_for(reader.delegate, shortlist))
        at = next((index for index, row in enumerate(rows) if row.pk == item.pk), None)
        if at is None:
            return
        rows.insert(min(max(at + steps, 0), len(rows) - 1), rows.pop(at))
        changed = [row for position, row in enumerate(rows, start=1) if row.position != position]
        for position, row in enumerate(rows, start=1):
            row.position = position
        ShortlistItem.objects.bulk_update(changed, ["position"])
        _note_change(reader)


def write_note(reader: Reader, item: ShortlistItem, text: str, *, is_shared: bool, at: datetime) -> None:
    """Keep one's own note about a work, for oneself or for all readers of the list; an empty one is taken away."""
    clean = checked(text, LONGEST_NOTE)
    with transaction.atomic():
        if clean:
            is_told = is_shared and is_for_colleagues(item.shortlist, reader.delegate)
            company = reader.delegate.organisation_id if is_told else None
            kept = {"text": clean, "is_shared": is_shared, "company_id": company, "changed_at": at}
            noted, _is_new = ItemNote.objects.update_or_create(item=item, by=reader.delegate, defaults=kept)
            touch([noted])
        else:
            touch_where(ItemNote, item=item, by=reader.delegate)
            ItemNote.objects.filter(item=item, by=reader.delegate).delete()
        _note_change(reader)


def _hold(shortlist: Shortlist) -> None:
    Shortlist.objects.select_for_update().get(pk=shortlist.pk)


def _require_owner(reader: Reader, shortlist: Shortlist) -> None:
    if shortlist.owner_id != reader.delegate.pk:
        raise Refused(_("Only whoever began this list can change that."))


def _require_mine(reader: Reader, shortlist: Shortlist, item: ShortlistItem) -> None:
    if reader.delegate.pk not in {shortlist.owner_id, item.added_by_id}:
        raise Refused(_("Only whoever began this list, or put this work into it, can take it out."))


def _note_change(reader: Reader) -> None:
    """Note that lists changed; what stands in them, nobody's trail says."""
    record(CHANGE, Shortlist._meta.label_lower, by=reader.account, edition=reader.delegate.edition_id, after={})
