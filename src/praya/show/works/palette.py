"""Let the palette find works."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from praya.core.features.palette import MOST, Asked
from praya.core.index.found import Hit
from praya.core.index.grading import SURE
from praya.core.index.matches import NEAR
from praya.core.texts.joining import gap
from praya.show.works.headings import Heading, heading, marked
from praya.show.works.queries import Presenter, ShownWork, shown
from praya.show.works.readers import works_reader


@dataclass(frozen=True, slots=True)
class FoundWork:
    """Hold one work that was found: its page, its name as the visitor reads it, its year, who presents it, and why it is there.

    `is_called` tells whether it has the name that was typed.
    """

    address: str
    head: Heading
    year: int | None = None
    presenter: Presenter | None = None
    why: str = ""
    is_called: bool = True


def found_works(asked: Asked) -> list[FoundWork]:
    """Return the works that the index found, as far as the visitor may see them."""
    hits, reader, language = asked.hits.get("title", ())[:MOST], works_reader(asked.visit), get_language() or "en"
    works = shown(reader, hits) if hits else []
    return [_found(one, reader.address(one.card.code), language) for one in works]


def _found(one: ShownWork, address: str, language: str) -> FoundWork:
    head, hit = heading(one.card.document["names"], language), one.hit
    is_called = hit is not None and hit.part == "name" and hit.score >= SURE
    why = _why(hit, head, language, is_called=is_called) if hit is not None else ""
    return FoundWork(address, head, one.card.document["year"], one.presenter, why, is_called)


def _why(hit: Hit, head: Heading, language: str, *, is_called: bool) -> str:
    """Say as markup why a work is there, where its names on the line do not say it."""
    if hit.part == "words":
        return escape(_("in its texts"))
    if hit.part == "name" and hit.matched in {head.name, head.other}:
        return "" if is_called else escape(str(NEAR))
    found = _("found by") + gap(language)
    return mark_safe(f"{escape(found)}<bdi>{marked(hit.matched, hit.spans)}</bdi>") if hit.spans else ""  # noqa: S308 - escaped
