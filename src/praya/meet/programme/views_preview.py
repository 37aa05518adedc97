"""Show the team the next version of the programme as everybody will read it: the same pages, of what is not released yet."""

from __future__ import annotations

from dataclasses import dataclass
from inspect import unwrap
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from praya.core.access.gate import gate
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.programme import views, views_public
from praya.meet.programme.changes import difference_of
from praya.meet.programme.models import Release


@dataclass
class PreviewVisit(EditionVisit):
    """Hold a visit that reads a version which nobody has released; it is found when it is asked for, behind the gate."""

    @property
    def preview(self) -> Release:
        """Return the next version as it would be released now; it is never saved."""
        if "_preview" not in self.__dict__:
            difference = difference_of(self.edition, self.sites)
            facts = {"number": difference.number, "told": difference.told, "at": timezone.now()}
            self.__dict__["_preview"] = Release(edition=self.edition, **facts)
        found: Release = self.__dict__["_preview"]
        return found


def visit_preview(request: HttpRequest, words: dict[str, Any]) -> PreviewVisit:
    """Resolve the word `edition` of an address for somebody who would look at its next version."""
    found = visit_edition(request, words)
    return PreviewVisit(found.edition, found.sites, found.account)


@gate(may_organise, visit=visit_preview)
def manage_preview(request: HttpRequest, visit: PreviewVisit) -> HttpResponse:
    """Show the programme as the next version will tell it."""
    return _unkept(unwrap(views_public.programme)(request, visit))


@gate(may_organise, visit=visit_preview)
def manage_preview_session(request: HttpRequest, visit: PreviewVisit, code: str) -> HttpResponse:
    """Show a session as the next version will tell it."""
    return _unkept(unwrap(views.session)(request, visit, code))


def _unkept(answer: Any) -> HttpResponse:
    """Let nobody keep or list what is not told yet."""
    found: HttpResponse = answer
    found["Cache-Control"] = "private, no-store"
    found["X-Robots-Tag"] = "noindex, nofollow"
    return found
