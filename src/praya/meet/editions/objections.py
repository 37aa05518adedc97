"""Let later rooms object to a change of the set-up, without this room knowing them.

The room of meetings registers what a change can hurt: a meeting whose site would be closed, whose slot would leave the
grid, whose delegate would lose their accreditation. A change is made, the objectors look at the result, and when
something is hurt that was whole before, everything is rolled back and named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import Model, ProtectedError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from praya.engines.zones import CivilTimeError
from praya.meet.editions.grid import edition_grid
from praya.meet.editions.models import Edition
from praya.meet.editions.refusals import Refused

Objector = Callable[[Edition], dict[int, str]]
NAMED_AT_MOST = 20
_objectors: list[Objector] = []


def let_object(objector: Objector) -> None:
    """Ask `objector` about every change: it returns what is hurt at present, by number with a name."""
    if objector not in _objectors:
        _objectors.append(objector)


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
            names = sorted({name_of(row) for row in error.protected_objects})
            raise Refused(_("This is still in use and cannot be removed:"), names=shortened(names)) from error
        hurt = [name for number, name in hurt_things(locked).items() if number not in before]
        if hurt:
            raise Refused(
                ngettext(
                    "Nothing was changed, because %(count)d scheduled meeting would no longer be possible:",
                    "Nothing was changed, because %(count)d scheduled meetings would no longer be possible:",
                    len(hurt),
                )
                % {"count": len(hurt)},
                names=shortened(hurt),
            )


def name_of(row: Model) -> str:
    """Return the name by which organisers know a row: its person's or organisation's, else its own."""
    return str(getattr(row, "person", None) or getattr(row, "organisation", None) or row)


def shortened(names: list[str]) -> list[str]:
    """Return the first names and, when there are more, how many."""
    if len(names) <= NAMED_AT_MOST:
        return names
    more = len(names) - NAMED_AT_MOST
    return [*names[:NAMED_AT_MOST], _("and %(count)d more") % {"count": more}]
