"""Say what this room adds to the house."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from praya.core.access.audiences import Level
from praya.core.directory.languages import usual_tag
from praya.core.directory.models import Person
from praya.core.directory.ordering import name_listed
from praya.core.holding import NAMELESS, Personal, declare_personal, kept, of_person
from praya.engines.search import COLLATIONS, order_key

_COLUMNS = (
    "code reference name names is_family_name_first email country languages aliases activities territories preferences"
    " identifiers birth_year phone messenger biography level visibility portrait_level created_at"
)
_EMPTY: dict[str, Any] = {name: {} for name in ("preferences", "identifiers", "visibility", "biography")}
_EMPTY |= {name: [] for name in ("languages", "aliases", "activities", "territories")}


def _in_every_language(row: Person) -> dict[str, str]:
    """Return what stands instead of a name for readers of other languages."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found[usual_tag(language)] = gettext("Erased person")
    return {tag: text for tag, text in found.items() if text != NAMELESS}


def _keys_of_nobody() -> dict[str, Any]:
    """Return by which keys lists order somebody erased: those of what stands instead of their name."""
    return {
        f"order_{one}": lambda row, one=one: order_key(name_listed(NAMELESS, _in_every_language(row), one), one)
        for one in COLLATIONS
    }


declare_personal(
    _("Your record"),
    Personal(
        Person,
        _("Your record"),
        of_person("pk"),
        _COLUMNS,
        kept(
            _("An empty record stays in your place, so that meetings keep both sides. All it says is the country or region."),
            **_EMPTY,
            **_keys_of_nobody(),
            name=NAMELESS,
            names=_in_every_language,
            reference="",
            email=None,
            birth_year=None,
            phone="",
            messenger="",
            portrait="",
            portrait_level=Level.PRIVATE,
            is_family_name_first=False,
            level=Level.PRIVATE,
        ),
        {"phone": _("Telephone"), "messenger": _("Messenger"), "portrait_level": _("Who sees your photograph")},
        is_open=True,
    ),
)
