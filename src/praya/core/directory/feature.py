"""Say what this room adds to the house."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from praya.core.access.audiences import Level
from praya.core.directory.languages import usual_tag
from praya.core.directory.models import Person
from praya.core.holding import NAMELESS, Personal, declare_personal, kept, of_person

_COLUMNS = (
    "code reference name names is_family_name_first email country languages aliases activities territories preferences"
    " identifiers birth_year biography level visibility created_at"
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
            name=NAMELESS,
            names=_in_every_language,
            reference="",
            email=None,
            birth_year=None,
            is_family_name_first=False,
            level=Level.PRIVATE,
        ),
        is_open=True,
    ),
)
