"""Plant a list whose queries grow with its rows beside the real ones."""

from __future__ import annotations

from typing import Any

from django.urls import include, path

from praya.core.lists.addresses import list_urls
from praya.core.lists.declaring import Asked, Column, Listing
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import visit_edition


def _one_by_one(asked: Asked, rows: list[Any]) -> list[Any]:
    return [{"pk": row.pk, "name": row.person.name} for row in rows]


def _listing(name: str, **more: Any) -> Listing:
    known: dict[str, Any] = {
        "name": name,
        "address": f"e/<slug:edition>/{name}/",
        "heading": "Guests",
        "about": "Guests.",
        "rule": may_organise,
        "visit": visit_edition,
        "rows": lambda asked: Delegate.objects.filter(edition=asked.visit.edition).order_by("pk"),
        "columns": (
            Column("name", "Name", sort="name"),
            Column("secret", "Secret", lambda row: "s3cret", shows=lambda visit: visit.role == "nobody"),
        ),
        "template": "core/lists/list.html",
    }
    return Listing(**{**known, **more})


GREEDY = _listing("greedy", dress=_one_by_one)
PLAIN = _listing(
    "guests", rows=lambda asked: [{"pk": pk, "name": name} for pk, name in [(3, "C"), (1, "A"), (2, None), (4, "B")]]
)
urlpatterns = [*list_urls(GREEDY), *list_urls(PLAIN), path("", include("praya.site.urls"))]
