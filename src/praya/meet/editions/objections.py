"""Let later rooms object to a change of the set-up, without this room knowing them.

The room of meetings registers what a change can hurt: a meeting whose site would be closed, whose slot would leave the
grid, whose delegate would lose their accreditation. A change is made, the objectors look at the result, and when
something is hurt that was whole before, everything is rolled back and named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import Model, ProtectedError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from praya.core.actions.refusing import Refused
from praya.engines.zones import CivilTimeError
from praya.meet.editions.grid import edition_grid
from praya.meet.editions.models import Edition

Objector = Callable[[Edition], dict[int, str]]
Namer = Callable[[Sequence[Any]], list[str]]
NAMED_AT_MOST = 20
_objectors: list[Objector] = []
_namers: dict[type[Model], Namer] = {}


def let_object(objector: Objector) -> None:
    """Ask `objector` about every change: it returns what is hurt at present, by number with a name."""
    if objector not in _objectors:
        _objectors.append(objector)


def let_name(kind: type[Model], namer: Namer) -> None:
    """Let `namer` name rows of a later room's table when they stand in the way of a removal."""
    _namers[kind] = namer


def hurt_things(edition: Edition) -> dict[int, str]:
    """Return what does not fit the set-up as it is now."""
    return {number: name for objector in _objectors for number, name in objector(edition).items()}


@contextmanager
def guarded_change(edition: Edition) -> Iterator[Edition]:
    """Make a change to an edition in one transaction; Refused, with names, when it would hurt what exists.

    The edition's row is locked first, so that two organisers change one after the other.
    """
    with transaction.atomic():
        locked = Edition.objects.select_for_update().get(pk=edition.pk)
        before = hurt_things(locked)
        try:
            yield locked
            edition_grid(locked, list(locked.sites.all()))
        except CivilTimeError as error:
            raise Refused(str(error)) from error
        except ProtectedError as error:
            names = names_of(list(error.protected_objects))
            raise Refused(_("This is still in use and cannot be removed:"), names=names) from error
        hurt = [name for number, name in hurt_things(locked).items() if number not in before]
        if hurt:
            raise Refused(
                ngettext(
                    "Nothing was changed, because %(count)d scheduled meeting would no longer be possible:",
                    "Nothing was changed, because %(count)d scheduled meetings would no longer be possible:",
                    len(hurt),
                )
                % {"count": len(hurt)},
                names=with_rest(hurt[:NAMED_AT_MOST], max(0, len(hurt) - NAMED_AT_MOST)),
            )


def names_of(rows: Sequence[Model]) -> list[str]:
    """Return the names by which organisers know the first of these rows, and how many more there are."""
    first = rows[:NAMED_AT_MOST]
    named = sorted(name for kind in {type(row) for row in first} for name in _named(kind, first))
    return with_rest(named, len(rows) - len(first))


def _named(kind: type[Model], rows: Sequence[Model]) -> list[str]:
    # Django hands out rows with most columns left behind, so they are read again.
    own = list(kind._default_manager.filter(pk__in=[row.pk for row in rows if type(row) is kind]))
    if kind in _namers:
        return _namers[kind](own)
    return [str(getattr(row, "person", None) or getattr(row, "organisation", None) or row) for row in own]


def with_rest(names: list[str], more: int) -> list[str]:
    """Return names and, when there are more, how many."""
    return [*names, ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more}] if more else names
