"""Write the faces of people as text: in a list each would else resolve its address anew."""

from __future__ import annotations

from functools import cached_property
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from praya.core.directory.names import names_read
from praya.core.templatetags.praya import avatar
from praya.meet.accreditation.visits import EditionVisit
from praya.show.directory.rules import HasPortrait, may_see_portrait

SMALL, LARGE = 40, 96


class FaceWriter:
    """Show people by their photographs as far as a visitor sees them, else by their initials."""

    def __init__(self, visit: EditionVisit) -> None:
        self.visit, self.language = visit, get_language() or "en"

    @cached_property
    def _around(self) -> tuple[str, str]:
        """Return the address of a photograph before and between what names it."""
        start, rest = reverse("portrait", args=[self.visit.edition.slug, "CODE", "DIGEST"]).rsplit("CODE", 1)
        return start, rest.removesuffix("DIGEST/")

    def face(self, person: HasPortrait, size: str = "", *, is_lazy: bool = False) -> SafeString:
        """Return one face; one that `is_lazy` is fetched when it comes into view."""
        if not may_see_portrait(self.visit, person):
            return avatar(person.name, person.names, size)
        start, between = self._around
        address = f"{start}{person.code}{between}{person.portrait}/"
        name = names_read(person.name, person.names, self.language).name
        look, length, query = ("avatar large", LARGE, "") if size else ("avatar", SMALL, "?small")
        lazy = ' loading="lazy"' if is_lazy else ""
        return mark_safe(  # noqa: S308 - the name is escaped, the rest is ours
            f'<img class="{look}" src="{address}{query}" alt="{escape(name)}" width="{length}" height="{length}"{lazy}>'
        )
