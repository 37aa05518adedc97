"""Show a declared list as a page, as a file, and as JSON."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from praya.core.access.gate import View, gate
from praya.core.api.answers import content
from praya.core.api.operations import operation
from praya.core.api.parameters import WrongWord, check_names, whole_number
from praya.core.lists import cursors
from praya.core.lists.declaring import Asked, Listing
from praya.core.lists.describing import MOST, USUAL, operation_of
from praya.core.lists.queries import all_rows, numbers_chosen, page_of, rows_after
from praya.core.sheets.answering import sheet_answer
from praya.core.sheets.writing import Sheet
from praya.core.texts.joining import joined_sentences


def asked_of(listing: Listing, typed: Any, visit: Any, words: dict[str, Any]) -> Asked:
    """Return what is asked of a list; Absent when the address names nothing that this visit may read."""
    subject = listing.subject(visit, **words)
    return Asked(visit, listing.filters(typed, visit, subject), subject)


def page_facts(listing: Listing, request: HttpRequest, visit: Any, *, subject: Any = None, **words: Any) -> dict[str, Any]:
    """Return what the page of a list shows, for pages that show more than a list and may have found its subject."""
    return asked_facts(listing, request, visit, subject=subject, **words)[0]


def asked_facts(
    listing: Listing, request: HttpRequest, visit: Any, *, subject: Any = None, **words: Any
) -> tuple[dict[str, Any], Asked]:
    """Return what the page of a list shows with what it was asked, for pages that say more of that."""
    found = listing.subject(visit, **words) if subject is None else subject
    asked = Asked(visit, listing.filters(request.GET, visit, found), found)
    sort = request.GET.get("sort", "")
    page, rows = page_of(listing, asked, number=request.GET.get("page"), sort=sort)
    facts = {
        "list": listing,
        "columns": listing.columns_for(visit),
        "form": asked.form,
        "wanted": asked.wanted,
        "facts": asked.form.facts,
        "sort": sort,
        "page": page,
        "rows": rows,
        "other_forms": other_forms(listing, request),
        **listing.context(asked),
    }
    return facts, asked


def other_forms(listing: Listing, request: HttpRequest) -> dict[str, str]:
    """Return where the list is had as a file and as JSON, filtered and sorted alike."""
    words = request.resolver_match.kwargs if request.resolver_match else {}
    asked = request.GET.copy()
    asked.pop("page", None)
    sorted_so = f"?{asked.urlencode()}" if asked else ""
    asked.pop("sort", None)
    found = {kind: reverse(file_route(listing), kwargs={**words, "kind": kind}) + sorted_so for kind in ("xlsx", "csv")}
    return found | {"json": reverse(f"{listing.name}_api", kwargs=words) + (f"?{asked.urlencode()}" if asked else "")}


def file_route(listing: Listing) -> str:
    """Return the name of the route to a list's files."""
    return listing.file_route or f"{listing.name}_file"


def list_page(listing: Listing) -> View:
    """Return the page of a list."""

    @gate(listing.rule, visit=listing.visit)
    def page(request: HttpRequest, visit: Any, **words: Any) -> HttpResponse:
        return render(request, listing.template, page_facts(listing, request, visit, **words))

    return page


def list_file(listing: Listing) -> View:
    """Return the files of a list: what its page shows in all its pages, streamed."""

    @gate(listing.rule, visit=listing.visit)
    def file(request: HttpRequest, visit: Any, kind: str, **words: Any) -> HttpResponseBase:
        asked = asked_of(listing, request.GET, visit, words)
        columns = listing.columns_for(visit)
        rows = all_rows(listing, asked, request.GET.get("sort", ""))
        cells = ([column.cell(row) for column in columns] for row in rows)
        sheet = Sheet(str(listing.heading), [str(column.heading) for column in columns], cells)
        edition = getattr(visit, "edition", None)
        return sheet_answer(f"{edition.slug if edition else 'praya'}-{listing.stem}", kind, [sheet])

    return file


def list_api(listing: Listing) -> View:
    """Return a list's rows for machines, along its key: each row once, whatever comes or goes in between."""

    @operation(operation_of(listing), visit=listing.visit)
    def api(request: HttpRequest, visit: Any, **words: Any) -> HttpResponse:
        asked = asked_of(listing, request.GET, visit, words)
        try:
            return _content(listing, request, asked)
        except WrongWord as fault:
            return fault.answer()

    return api


def _content(listing: Listing, request: HttpRequest, asked: Asked) -> HttpResponse:
    check_names(request.GET, [*asked.form.fields, "after", "limit"])
    for name, faults in asked.form.errors.items():
        raise WrongWord(name, joined_sentences(faults))
    columns = listing.columns_for(asked.visit)
    most = whole_number(request.GET, "limit", usual=USUAL, most=MOST)
    rows, reached = rows_after(listing, asked, _place(listing, request.GET.get("after", "")), most)
    return content(
        {
            "results": [{column.name: _json_cell(column.code(row)) for column in columns} for row in rows],
            "next": None if reached is None else _address_after(request, cursors.sealed(reached, of=listing.name)),
        }
    )


def _place(listing: Listing, cursor: str) -> int | None:
    try:
        return cursors.opened(cursor, of=listing.name) if cursor else None
    except ValueError:
        raise WrongWord("after", _("Follow the address of the next page as it was given.")) from None


def _address_after(request: HttpRequest, cursor: str) -> str:
    words = request.GET.copy()
    words["after"] = cursor
    return request.build_absolute_uri(f"{request.path}?{words.urlencode()}")


def _json_cell(cell: Any) -> Any:
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return cell.isoformat() if isinstance(cell, date) else cell


def chosen(listing: Listing, request: HttpRequest, visit: Any, *, everyone: bool) -> tuple[list[int], str]:
    """Return the numbers of the rows for which a form was sent, and the filter behind it as an address carries it.

    These are the ticked rows, or all that the filter lets through; the form repeats the filter in words that begin with `in-`.
    A filter that means nothing any more, such as a category that is gone, lets nothing through here.
    """
    typed = {name: request.POST.get(f"in-{name}", "") for name in listing.filters.base_fields}
    form = listing.filters(typed, visit)
    if everyone and form.errors:
        return [], urlencode(form.facts)
    asked = Asked(visit, form if everyone else listing.filters({}, visit))
    ticked = None if everyone else request.POST.getlist("row")
    return numbers_chosen(listing, asked, ticked), urlencode(form.facts)
