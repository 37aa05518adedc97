"""Say how complete a title's record is, its pictures with it, and what would help a reader most next."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from praya.core.catalogue.vocabulary import PROJECT_STAGES
from praya.core.documents.schema import Document

POSTER = "pictures"  # the part of a record that its document does not hold


@dataclass(frozen=True, slots=True)
class Completeness:
    """Hold a share in whole per cent and what is missing, the most helpful first, as (part, sentence)."""

    percent: int
    missing: list[tuple[str, str]]


def _languages(stored: Mapping[str, Any]) -> int:
    return len((stored or {}).get("texts", {}))


def _has_role(document: Mapping[str, Any], roles: set[str]) -> bool:
    return any(row["role"] in roles for row in document["credits"])


def _has_material(document: Mapping[str, Any], kinds: set[str]) -> bool:
    return any(row.get("kind") in kinds and row.get("address") for row in document["materials"])


@dataclass(frozen=True, slots=True)
class Check:
    """Ask for one part of a record; `for_projects` is None when works and projects both need it."""

    part: str
    weight: int
    words: Any
    holds: Callable[[Mapping[str, Any]], bool]
    for_projects: bool | None = None


_CHECKS = (
    Check("names", 10, _("Give its name in a second language or script: people search in it."), lambda d: len(d["names"]) > 1),
    Check(
        "logline", 14, _("Write a logline: one sentence that makes people ask for more."), lambda d: _languages(d["logline"]) > 0
    ),
    Check("logline", 6, _("Write the logline in a second language."), lambda d: _languages(d["logline"]) > 1),
    Check("synopsis", 8, _("Write a synopsis."), lambda d: _languages(d["synopsis"]) > 0),
    Check("genres", 6, _("Choose its genres."), lambda d: bool(d["genres"])),
    Check("countries", 6, _("Name the countries, the largest share first."), lambda d: bool(d["countries"])),
    Check("languages", 6, _("Name its original languages."), lambda d: bool(d["languages"])),
    Check("credits", 8, _("Name the director."), lambda d: _has_role(d, {"director", "animation_director", "creator"})),
    Check("credits", 6, _("Name the producer or the production company."), lambda d: _has_role(d, {"producer", "production"})),
    Check("minutes", 4, _("Give its running time, even if estimated."), lambda d: d["minutes"] is not None),
    Check(POSTER, 8, _("Add a poster: it is what people see of a work first."), lambda d: "poster" in d[POSTER]),
    Check("materials", 8, _("Add a trailer."), lambda d: _has_material(d, {"trailer"}), False),
    Check("materials", 6, _("Add a teaser or a trailer."), lambda d: _has_material(d, {"teaser", "trailer"}), True),
    Check("materials", 4, _("Add a pitch deck."), lambda d: _has_material(d, {"deck"}), True),
    Check("rights", 8, _("Say which rights are available, and where."), lambda d: _languages(d["rights"]) > 0),
    Check(
        "seeking", 10, _("Say what you seek and where: it decides whom you are suggested to."), lambda d: bool(d["seeking"]), True
    ),
    Check(
        "budget",
        6,
        _("Give the budget, as a figure or a range; you choose who may read it."),
        lambda d: d["budget_low"] is not None,
        True,
    ),
    Check("finance", 4, _("Say how much of the finance is secured."), lambda d: d["secured_low"] is not None, True),
    Check("year", 4, _("Give its year."), lambda d: d["year"] is not None, False),
    Check("versions", 6, _("Name the versions: dubbed, subtitled, audio described."), lambda d: bool(d["versions"]), False),
)


def completeness(document: Document, pictures: Collection[str]) -> Completeness:
    """Return how complete a document with pictures of these kinds is, weighed by what readers look for."""
    is_project = document["stage"] in PROJECT_STAGES
    whole_record = {**document, POSTER: pictures}
    asked = [check for check in _CHECKS if check.for_projects in {None, is_project}]
    missing = sorted((check for check in asked if not check.holds(whole_record)), key=lambda check: -check.weight)
    whole, lacking = sum(check.weight for check in asked), sum(check.weight for check in missing)
    return Completeness(100 * (whole - lacking) // whole, [(check.part, str(check.words)) for check in missing])
