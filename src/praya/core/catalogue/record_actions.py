"""Let a company and a person change what the directory says of them; no spelling that was ever known is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from praya.core.accounts.models import Account
from praya.core.audit.actions import record as record_entry
from praya.core.catalogue.drafting import mark_of
from praya.core.catalogue.listing import list_organisations, list_people, list_titles
from praya.core.catalogue.models import Credit
from praya.core.catalogue.record_checking import record_faults
from praya.core.catalogue.refusals import Faulty
from praya.core.directory.models import Organisation, Person

CHANGE_ORGANISATION, CHANGE_PERSON = "change organisation", "change person"
Record = Organisation | Person


@dataclass(frozen=True, slots=True)
class Changed:
    """Tell how saving went: `theirs` holds the fields as somebody else had changed them meanwhile, and nothing was written."""

    record: Record
    theirs: dict[str, Any] | None = None


def fields_of(record: Record, names: Mapping[str, Any]) -> dict[str, Any]:
    """Return some fields of a record as the editor has them: further names as rows."""
    found = {name: getattr(record, name) for name in names}
    if "names" in found:
        found["names"] = [{"text": text, "tag": tag} for tag, text in (record.names or {}).items()]
    return found


def change_record(record: Record, values: Mapping[str, Any], *, seen: str, by: Account | None, edition: int = 0) -> Changed:
    """Store what a company or person says of itself; Faulty names what is wrong, and then nothing is stored."""
    faults = record_faults(values)
    if faults:
        raise Faulty(faults)
    with transaction.atomic():
        held = type(record).objects.select_for_update().get(pk=record.pk)
        before = fields_of(held, values)
        if before == dict(values):
            return Changed(held)
        if seen and seen != mark_of(before, values):
            return Changed(held, before)
        aliases = _spellings_kept(held, values)
        for name, value in values.items():
            setattr(held, name, value)
        held.names, held.aliases = _by_tag(values["names"]), aliases
        held.save(update_fields=[*values, "aliases"])
        is_person = isinstance(held, Person)
        action = CHANGE_PERSON if is_person else CHANGE_ORGANISATION
        record_entry(action, held, by=by, edition=edition, before=_differing(before, values), after=_differing(values, before))
        _list(held)
    return Changed(held)


def _differing(some: Mapping[str, Any], others: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in some.items() if others.get(name) != value}


def _by_tag(rows: list[Mapping[str, Any]]) -> dict[str, str]:
    """Return the first name of each language; the others become aliases."""
    names: dict[str, str] = {}
    for row in rows:
        names.setdefault(row["tag"], row["text"])
    return names


def _spellings_kept(held: Record, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the aliases with every spelling that would otherwise be lost: former names, and second ones of a language."""
    aliases = list(held.aliases or [])
    known = {one.get("text") for one in aliases} | {values["name"], *_by_tag(values["names"]).values()}
    former = [("", held.name), *(held.names or {}).items()]
    typed = [(row["tag"], row["text"]) for row in values["names"]]
    for tag, text in [*former, *typed]:
        if text and text not in known:
            known.add(text)
            aliases.append({"text": text, "tag": tag, "kind": "other", "source": "own"})
    return aliases


def _list(held: Record) -> None:
    """Bring the index up to date: the record, and the titles on whose credits its spellings are found."""
    if isinstance(held, Person):
        list_people([held.pk])
        credited = Credit.objects.filter(person=held)
    else:
        list_organisations([held.pk])
        credited = Credit.objects.filter(organisation=held)
    list_titles(sorted(set(credited.values_list("title", flat=True))))
