"""Answer machines: works as JSON, found by the same engine and shown by the same rules as on the pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

from praya.core.access.gate import plain
from praya.core.api.answers import content
from praya.core.api.operations import operation
from praya.core.api.parameters import WrongWord
from praya.core.catalogue.queries import identifiers_of
from praya.core.catalogue.vocabulary import KINDS
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.show.works.api_contract import CATALOGUE, WORKS
from praya.show.works.queries import Presenter, Results, ShownWork, search
from praya.show.works.readers import WorksReader, public_reader, works_reader
from praya.show.works.wanted import GROUPS, PER_PAGE, checked_words

ALLOWED = ("q", *GROUPS, "sort", "page", "per_page")
# Who may read what is decided before a document gets here; how it was decided is nobody's business.
_LEFT_OUT = frozenset({"level", "visibility"})


@operation(WORKS, visit=visit_edition)
def works_api(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Return one page of the works of an edition that the caller may see."""
    return _answer(request, works_reader(visit))


@operation(CATALOGUE, visit=plain)
def catalogue_api(request: HttpRequest, visit: HttpRequest) -> HttpResponse:
    """Return one page of the titles that everybody may see."""
    return _answer(request, public_reader())


def _answer(request: HttpRequest, reader: WorksReader) -> HttpResponse:
    words = request.GET
    try:
        wanted = checked_words(words, ALLOWED if reader.edition is not None else _without_site(), reader.site_values())
    except WrongWord as fault:
        return fault.answer()
    per_page = int(words.get("per_page", PER_PAGE))
    results = search(reader, wanted, per_page=per_page)
    return content(_content(request, reader, results, per_page))


def _without_site() -> tuple[str, ...]:
    return tuple(name for name in ALLOWED if name != "site")


def _content(request: HttpRequest, reader: WorksReader, results: Results, per_page: int) -> dict[str, Any]:
    found = results.found
    pages = max(1, -(-found.total // per_page))
    numbers = [one.card.number for one in results.works]
    identifiers = identifiers_of(numbers)
    return {
        "count": found.total,
        "page": found.page,
        "pages": pages,
        "next": _page_address(request, found.page + 1) if found.page < pages else None,
        "previous": _page_address(request, found.page - 1) if 1 < found.page <= pages + 1 else None,
        "suggestion": found.suggestion,
        "facets": _facets(reader, found.facets),
        "results": [_result(request, reader, one, identifiers.get(one.card.number, {})) for one in results.works],
    }


def _page_address(request: HttpRequest, number: int) -> str:
    words: QueryDict = request.GET.copy()
    words["page"] = str(number)
    return request.build_absolute_uri(f"{request.path}?{words.urlencode()}")


def _facets(reader: WorksReader, facets: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    """Return the counts by value as addresses write them; the index keeps some of its own beside ours."""
    sites = {value: slug for slug, value in reader.site_values().items()}
    known = {"site": sites, "kind": {kind: kind for kind in KINDS}}
    return {
        group: {
            known.get(group, {}).get(value, value): count for value, count in values.items() if value in known.get(group, values)
        }
        for group, values in facets.items()
    }


def _result(request: HttpRequest, reader: WorksReader, one: ShownWork, identifiers: Mapping[str, str]) -> dict[str, Any]:
    document = {name: _json_value(value) for name, value in one.card.document.items() if name not in _LEFT_OUT}
    hit = one.hit
    return {
        "code": one.card.code,
        "name": one.card.name,
        "address": request.build_absolute_uri(reader.address(one.card.code)),
        **document,
        "identifiers": dict(identifiers),
        "on_request": list(one.card.on_request),
        "presented_by": _presented(reader, one.presenter),
        "matched": {"text": hit.matched, "spans": [list(span) for span in hit.spans]} if hit and hit.spans else None,
    }


def _json_value(value: Any) -> Any:
    """Return rows without the level of each."""
    if isinstance(value, list):
        return [{key: part for key, part in row.items() if key != "level"} if isinstance(row, dict) else row for row in value]
    return value


def _presented(reader: WorksReader, presenter: Presenter | None) -> dict[str, Any] | None:
    if presenter is None:
        return None
    site = next((site.slug for site in reader.sites if site.pk == presenter.site), "online")
    named = {"code": presenter.code, "name": presenter.name} if presenter.name else {}
    return {**named, "is_exhibitor": presenter.is_exhibitor, "site": site, "hall": presenter.hall, "stand": presenter.stand}
