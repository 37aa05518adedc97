"""Find whose calendar a word in a sheet of wishes means: an exhibitor's, or a delegate's own."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language

from praya.core.sheets.rows import Row
from praya.core.texts.folding import folded
from praya.core.texts.likeness import likeliest
from praya.core.texts.reading import read
from praya.core.texts.said import gettext as _
from praya.core.texts.states import states
from praya.meet.accreditation.models import Category, Delegate
from praya.meet.registration.likeness import folded_company
from praya.meet.registration.surroundings import World

EXHIBITOR, DELEGATE = "exhibitor", "delegate"
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Meant:
    """Name a side by its calendar's owner (kind, code of the organisation or person), and the delegate meant by name."""

    key: Key
    shown: str
    delegate: Delegate | None = None


def party_named(row: Row, world: World, column: str) -> Meant | None:
    """Return the side that a cell names by address, reference or an organisation's exact name."""
    word = row[column]
    if not word:
        return None
    delegate = world.delegate_named(word)
    if delegate is not None:
        return _delegates_side(row, world, column, delegate)
    organisation = world.organisations_by_reference.get(folded(word)) or world.organisations_by_name.get(folded(word))
    if organisation is not None:
        if organisation.code in world.exhibitors:
            return Meant((EXHIBITOR, organisation.code), organisation.name)
        reason = _("%(name)s does not exhibit here and has no calendar; name one of its delegates by e-mail address.")
        row.fault(column, reason % {"name": organisation.name})
        return None
    sentence, likely = _unknown(world, word)
    row.fault(column, sentence, likely=likely)
    return None


def _called(category: Category) -> str:
    return read(category.name, get_language() or "en").text or category.slug


def _delegates_side(row: Row, world: World, column: str, delegate: Delegate) -> Meant | None:
    name = delegate.person.name
    if delegate.status != Delegate.Status.APPROVED:
        reason = _("%(name)s is not accredited (%(status)s); approve them first, or leave the row out.")
        row.fault(column, reason % {"name": name, "status": states()[delegate.status][1]})
        return None
    if delegate.category is not None and not delegate.category.may_meet:
        reason = _("the category %(category)s has no meetings; choose another category for %(name)s, or leave the row out.")
        row.fault(column, reason % {"name": name, "category": _called(delegate.category)})
        return None
    organisation = delegate.organisation
    if organisation is not None and organisation.code in world.exhibitors:
        return Meant((EXHIBITOR, organisation.code), f"{name} ({organisation.name})", delegate)
    return Meant((DELEGATE, delegate.person.code), name, delegate)


def _unknown(world: World, word: str) -> tuple[str, str]:
    """Return why a cell names nobody, and who was probably meant."""
    likely = likeliest(word.casefold(), world.persons_by_email, at_least=85)
    if "@" in word and likely:
        reason = _("nobody with this address is accredited here; did you mean “%(likely)s”? Or leave the row out.")
        return reason % {"likely": likely}, likely
    if "@" in word:
        return _("nobody with this address is accredited here; add them to the sheet of delegates, or leave the row out."), ""
    names = {folded_company(one.name): one.name for one in world.organisations_by_name.values()}
    if meant := names.get(likeliest(folded_company(word), names, at_least=85, in_parts=True)):
        return _("no delegate or exhibitor has this reference or name; did you mean “%(likely)s”?") % {"likely": meant}, meant
    return _("no delegate or exhibitor has this reference or name; write an e-mail address or a reference from the sheets."), ""
