"""Let later rooms object to a change of the set-up, without this room knowing them.

The room of meetings registers what a change can hurt: a meeting whose site would be closed, whose slot would leave the
grid, whose delegate would lose their accreditation. A change is made, the objectors look at the result, and when
something is hurt that was whole before, everything is rolled back and named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import Model, ProtectedError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from praya.core.actions.refusing import Refused
from praya.core.texts.said import counted
from praya.engines.zones import CivilTimeError
from praya.meet.editions.grid import edition_grid
from praya.meet.editions.models import Edition

Hurt = Callable[[Edition], dict[int, str]]
Namer = Callable[[Sequence[Any]], list[str]]
NAMED_AT_MOST = 20
_objectors: dict[Hurt, Any] = {}
_namers: dict[type[Model], Namer] = {}


def declare_objector(hurt: Hurt, sentence: Any) -> None:
    """Ask `hurt` about every change: it returns what is hurt at present, by number with a name.

    `sentence` refuses the change; it is an ngettext_lazy over `count`, how many things of the objecting room are hurt.
    """
    _objectors[hurt] = sentence


def declare_namer(kind: type[Model], namer: Namer) -> None:
    """Let `namer` name rows of a later room's table when they stand in the way of a removal."""
    _namers[kind] = namer


def conflicts_of(edition: Edition) -> dict[Hurt, dict[int, str]]:
    """Return what does not fit the set-up as it is now, by who objects: numbers are those of one table each."""
    return {hurt: hurt(edition) for hurt in _objectors}


@contextmanager
def change_checked(edition: Edition) -> Iterator[Edition]:
    """Make a change to an edition in one transaction; Refused, with names, when it would hurt what exists.

    The edition's row is locked first, so that two organisers change one after the other.
    """
    with transaction.atomic():
        locked = Edition.objects.select_for_update().get(pk=edition.pk)
        before = conflicts_of(locked)
        try:
            yield locked
            edition_grid(locked, list(locked.sites.all()))
        except CivilTimeError as error:
            raise Refused(str(error)) from error
        except ProtectedError as error:
            names = names_of(list(error.protected_objects))
            raise Refused(_("This is still in use and cannot be removed:"), names=names) from error
        after = conflicts_of(locked)
        new = {hurt: [name for number, name in found.items() if number not in before[hurt]] for hurt, found in after.items()}
        if any(new.values()):
            raise _harm(new)


def _harm(new: Mapping[Hurt, list[str]]) -> Refused:
    names = [name for found in new.values() for name in found]
    sentences = [counted(_objectors[hurt], len(found)) for hurt, found in new.items() if found]
    return Refused(*sentences, names=with_rest(names[:NAMED_AT_MOST], max(0, len(names) - NAMED_AT_MOST)))


def names_of(rows: Sequence[Model]) -> list[str]:
    """Return the names by which organisers know the first of these rows, and how many more there are."""
    first = rows[:NAMED_AT_MOST]
    named = sorted(name for kind in {type(row) for row in first} for name in _names_of_kind(kind, first))
    return with_rest(named, len(rows) - len(first))


def _names_of_kind(kind: type[Model], rows: Sequence[Model]) -> list[str]:
    # Django hands out rows with most columns left behind, so they are read again.
    own = list(kind._default_manager.filter(pk__in=[row.pk for row in rows if type(row) is kind]))
    if kind in _namers:
        return _namers[kind](own)
    return [str(getattr(row, "person", None) or getattr(row, "organisation", None) or row) for row in own]


def with_rest(names: list[str], more: int) -> list[str]:
    """Return names and, when there are more, how many."""
    return [*names, ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more}] if more else names
