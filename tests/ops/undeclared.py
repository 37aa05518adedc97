"""Find what sounds like a right and is declared by no room, so that a new table is not forgotten."""

from __future__ import annotations

from django.db import models

from praya.core.documents.declaring import _declared as documents
from praya.core.revocations.declaring import declared
from praya.core.texts.fields import TextsField
from tests.access.written import PLAIN

# Words of columns on which rights hang, so that a new table is not forgotten.
TELLING = ("token", "digest", "secret", "password", "status", "role", "level", "visibility", "withdrawn", "revoked", "suspended")
TELLING += ("is_active", "is_public", "is_open", "is_shared", "is_published", "is_approved", "is_operator", "shared_", "wants_")
# Tables whose rows are work and not rights: a restored market has lost what was done in them, and nobody is let in by it.
WORK = {
    "core.job", "core.entry", "core.draft", "core.resemblance", "core.merge", "core.listing", "core.posting", "core.recent",
    "core.pending", "core.standing", "match.run", "match.runprogress", "match.repair",
    "match.attendance", "match.suggestionrun", "match.abusereport",
    "meet.sheetimport", "show.printedcatalogue", "match.verdict", "match.message",
}  # fmt: skip  # several a line


def sounds_like_a_right(name: str) -> bool:
    return name == "state" or any(word in name for word in TELLING)


def undeclared(tables: list[type[models.Model]]) -> list[str]:
    """Name the columns of our tables that sound like a right and are declared by no room."""
    found = []
    for model in tables:
        kind = model._meta.label_lower
        if kind in WORK or kind.partition(".")[0] not in {"core", "meet", "show", "match", "make", "move"}:
            continue
        known = declared.rows[kind].columns if kind in declared.rows else {}
        names = [one.attname for one in model._meta.concrete_fields if sounds_like_a_right(one.attname)]
        found += [f"{kind}.{name}" for name in names if name not in known and f"{kind}.{name}" not in declared.lasting]
    return found


def undeclared_lists(tables: list[type[models.Model]]) -> list[str]:
    """Name the JSON of our tables that nobody has looked at, or whose rows have a level each, and that is declared by no room."""
    found = []
    for model in tables:
        kind = model._meta.label_lower
        if kind in WORK or kind.partition(".")[0] not in {"core", "meet", "show", "match", "make", "move"}:
            continue
        known = declared.rows[kind].columns if kind in declared.rows else {}
        fields = [one for one in model._meta.concrete_fields if isinstance(one, models.JSONField)]
        lists = documents[model][0].rows if model in documents else {}
        levels = [name for name, rows in lists.items() if any(sounds_like_a_right(one.name) for one in rows.fields)]
        unseen = [one.name for one in fields if not isinstance(one, TextsField) and one.name not in PLAIN.get(kind, "").split()]
        asked = [one.name for one in fields if one.name in {*levels, *unseen}]
        found += [f"{kind}.{name}" for name in asked if name not in known]
    return found
