"""Say in words what stands in the way of taking an import back: of whom it is, what was built on it, and where that is seen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from praya.core.audit.deeds import sentence_of
from praya.core.audit.models import Entry
from praya.core.audit.telling import Clock, Told, subject_told
from praya.core.audit.wording import who_of
from praya.core.directory.models import Person
from praya.core.sheets.built import built_words
from praya.core.sheets.undoing import Hindrance, Key
from praya.core.sheets.written import Table
from praya.core.texts.joining import joined
from praya.meet.accreditation.queries import delegates_of
from praya.meet.editions.clocks import clock_of_trail
from praya.meet.sheets.models import SheetImport
from praya.meet.sheets.queries import written_of

NAMED = 5
Link = tuple[str, str]  # a name and its address


def hindrances_told(found: Sequence[Hindrance], kept: SheetImport) -> list[dict[str, Any]]:
    """Return of up to five records what was built on them, with the addresses of their pages, and how many more there are."""
    grouped: dict[Key, list[Hindrance]] = defaultdict(list)
    for one in found:
        grouped[one.about].append(one)
    owners = _owners(grouped, kept.edition_id)
    by_owner: dict[Key, list[Hindrance]] = defaultdict(list)
    for about, some in grouped.items():
        by_owner[owners.get(about, about)] += some
    shown = dict(list(by_owner.items())[:NAMED])
    names = _names(shown, kept)
    told = []
    for owner, some in shown.items():
        name, address = names.get(owner, ("", ""))
        why, link = _why(some, kept)
        told.append({"name": name or _("a record that is gone"), "address": address, "why": why, "link": link})
    more = len(by_owner) - len(shown)
    return [*told, {"more": ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more}}] if more else told


def _why(some: Sequence[Hindrance], kept: SheetImport) -> Link:
    """Return what was built on one record, and where a later import that did it is seen."""
    counts = Counter(table for table, _number in {one.by for one in some if one.by is not None})
    words = [built_words(table, count) for table, count in counts.items()]
    if any(_signs_in(one.about) for one in some):
        words.append(_("has signed in"))
    if entry := next((one.entry for one in some if one.entry is not None), None):
        words.append(_deed(entry, kept))
    if words:
        return joined(words), ""
    if later := _later_import({one.about for one in some}, kept):
        address = reverse("manage_import_file", args=[later.edition.slug, later.code])
        return _("changed by a later import, %(file)s") % {"file": later.name}, address
    return (_("removed since"), "") if any(one.is_gone for one in some) else (_("changed since"), "")


def _deed(entry: Entry, kept: SheetImport) -> str:
    """Return who did what when; of what was not done at this edition, no more than that something was."""
    if entry.edition != kept.edition_id:
        return _("changed since")
    words = {"who": who_of(entry), "deed": sentence_of(entry.action), "when": _clock(kept).moment(entry.at)}
    return _("%(who)s %(deed)s, %(when)s") % words


def _signs_in(about: Key) -> bool:
    table, number = about
    return table is Person and table._base_manager.filter(pk=number, account__last_login__isnull=False).exists()


def _later_import(keys: Iterable[Key], kept: SheetImport) -> SheetImport | None:
    """Return the first later import of the market that has written some of these rows, as far as that is kept."""
    rows = SheetImport.objects.filter(edition__market=kept.edition.market_id, is_shared=True, written__isnull=False)
    for one in rows.filter(applied_at__gt=kept.applied_at).select_related("edition").order_by("applied_at"):
        written = written_of(one)
        if any(number in written.numbers_in(table) for table, number in keys):
            return one
    return None


def _owners(keys: Iterable[Key], edition: int) -> dict[Key, Key]:
    """Return by which record others are known that have no page: a person by the delegate, a calendar by whose it is."""
    found: dict[Key, Key] = {}
    numbers: dict[Table, list[int]] = defaultdict(list)
    for table, number in keys:
        numbers[table].append(number)
    if people := numbers.pop(Person, []):
        for delegate in delegates_of(people, edition=edition):
            found[Person, delegate.person_id] = (type(delegate), delegate.pk)
    for table, some in numbers.items():
        if subject_told(table._meta.label_lower) is not None:
            continue
        for column in table._meta.concrete_fields:
            target: Any = column.related_model
            if column.is_relation and subject_told(target._meta.label_lower) is not None and target._meta.label != "meet.Edition":
                rows = table._base_manager.filter(pk__in=some, **{f"{column.name}__isnull": False})
                found |= {(table, pk): (target, other) for pk, other in rows.values_list("pk", column.attname)}
    return found


def _names(keys: Iterable[Key], kept: SheetImport) -> dict[Key, Link]:
    """Return what records are called and where their pages are, one query a table."""
    numbers: dict[Table, list[int]] = defaultdict(list)
    for table, number in keys:
        numbers[table].append(number)
    found: dict[Key, Link] = {}
    clock, edition = _clock(kept), kept.edition.slug
    for table, some in numbers.items():
        told = subject_told(table._meta.label_lower)
        if told is None:
            continue
        rows = apps.get_model(told.table or table._meta.label_lower)._default_manager.filter(
            told.only, **{f"{told.key}__in": some}
        )
        for row in rows.order_by("pk").values(told.key, *told.columns):
            found.setdefault((table, row[told.key]), (told.words([row], clock), _address(told, row, edition)))
    return found


def _address(told: Told, row: Mapping[str, Any], edition: str) -> str:
    try:
        words = [edition, *(row[name] for name in told.place)]
        return reverse(told.page, args=words) if told.page else ""
    except NoReverseMatch:
        return ""


def _clock(kept: SheetImport) -> Clock:
    return clock_of_trail(list(kept.edition.sites.all()))
