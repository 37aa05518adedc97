"""Edit one page of a work: every button saves what was typed, and nothing that somebody typed is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from praya.core.access.absence import existing
from praya.core.access.gate import BOTH, gate
from praya.core.catalogue.document import TITLE
from praya.core.catalogue.models import Title
from praya.core.documents.checking import faults_of
from praya.core.documents.differences import differences
from praya.core.documents.drafting import keep_part, working_document
from praya.core.documents.schema import Fault
from praya.core.documents.sections import Rows, Section
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.works.rules import may_keep_works
from praya.show.records.queries import OwnWork, directory_found, linked_records, own_work, title_to_edit, without_foreign_links
from praya.show.records.reading import moved, typed_values
from praya.show.records.showing import Lookup, page_of

MOST_EXTRA = 12


@dataclass
class Order:
    """Hold what a button asks for: "save", "next", "keep" (from the page itself), or something about a list: "credits:up:3"."""

    rows: str = ""
    what: str = "save"
    place: int = -1
    word: str = ""
    code: str = ""
    lookup: Lookup = field(default_factory=Lookup)

    @property
    def leaves(self) -> bool:
        """Tell whether the page is left when everything on it is sound."""
        return self.what in {"save", "next"}


def order_of(text: str) -> Order:
    """Return what a button asks for; nonsense only saves.

    >>> order_of("credits:link:3:person:abc").word, order_of("next").what, order_of("credits:up:x").what
    ('person', 'next', 'save')
    >>> order_of("credits:up:--3").what, order_of("credits:up:³").what
    ('save', 'save')
    """
    parts = text.split(":")
    if len(parts) < 2:
        return Order(what=text if text in {"next", "keep"} else "save")
    place = parts[2] if len(parts) > 2 else "-1"
    if not place.removeprefix("-").isdecimal() or not place.isascii() or len(place) > 4:
        return Order()
    word, code = [*parts[3:5], "", ""][:2]
    return Order(parts[0], parts[1], int(place), word, code)


@gate(may_keep_works, visit=visit_edition, methods=BOTH)
def my_work_part(request: HttpRequest, visit: EditionVisit, code: str, part: str) -> HttpResponse:
    """Show one page of the editor, or save it."""
    section = existing(next((one for one in TITLE.sections if one.key == part), None))
    title, work = title_to_edit(visit, code)
    if request.method == "POST":
        return _saved(request, visit, section, title)
    document = working_document(title)
    context = _editor_page(section, document, own_work(title, work), extra=1)
    return render(request, "show/records/part.html", context)


def _saved(request: HttpRequest, visit: EditionVisit, section: Section, title: Title) -> HttpResponse:
    document = working_document(title)
    order = order_of(request.POST.get("do", "save"))
    values = typed_values(section, request.POST, document)
    if "credits" in values:
        values["credits"] = without_foreign_links(values["credits"], document, visit)
    count = len(values.get(order.rows) or [])
    _carry_out(order, values, visit)
    kept = keep_part(title, values, seen=request.POST.get("seen", "")[:32], by=visit.account)
    if kept.theirs is not None:
        own = _own_now(visit, title)
        context = _editor_page(section, kept.typed, own, extra=1, order=order, theirs=kept.theirs)
        return render(request, "show/records/part.html", context, status=409)
    faults = _faults_on(section, kept.document)
    if order.leaves and not faults:
        following = _section_after(section) if order.what == "next" else None
        messages.success(request, _("Saved."))
        if following is not None:
            return redirect("my_work_part", visit.edition.slug, title.code, following.key)
        return redirect("my_work", visit.edition.slug, title.code)
    blank = count - len(kept.document.get(order.rows) or []) if order.rows else 0
    extra = min(MOST_EXTRA, max(1, blank + (order.what == "add")))
    context = _editor_page(section, kept.document, _own_now(visit, title), extra=extra, order=order, is_saved=True)
    return render(request, "show/records/part.html", context, status=422 if faults and order.leaves else 200)


def _own_now(visit: EditionVisit, title: Title) -> OwnWork:
    """Return the work as it stands after a save, whose draft the title that was read before it does not know."""
    return own_work(*title_to_edit(visit, title.code))


def _carry_out(order: Order, values: dict[str, Any], visit: EditionVisit) -> None:
    """Do to one list what a button asks for."""
    rows = values.get(order.rows)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return
    if order.what in {"up", "down", "remove"}:
        values[order.rows] = moved(rows, order.what, order.place)
    elif order.rows == "credits" and 0 <= order.place < len(rows):
        row = rows[order.place]
        if order.what == "unlink":
            row |= {"person": "", "organisation": ""}
        elif order.what in {"find", "link"}:
            found = directory_found(row["name"][:200], visit)
            chosen = next((one for one in found if (one.word, one.code) == (order.word, order.code)), None)
            if order.what == "link" and chosen is not None:
                row |= {"person": "", "organisation": "", chosen.word: chosen.code}
            else:
                order.lookup = Lookup(row=order.place, found=found)


def _editor_page(
    section: Section,
    document: Mapping[str, Any],
    own: Any,
    *,
    extra: int,
    order: Order | None = None,
    theirs: Mapping[str, Any] | None = None,
    is_saved: bool = False,
) -> dict[str, Any]:
    linked = linked_records(document) if any(isinstance(item, Rows) and item.is_linked for item in section.items) else {}
    lookup = Lookup(linked, order.lookup.row, order.lookup.found) if order is not None else Lookup(linked)
    changes = differences(TITLE, theirs, document) if theirs is not None else []
    return {
        **page_of(section, document, _faults_on(section, document), extra=extra, lookup=lookup, theirs=theirs),
        "own": own,
        "sections": TITLE.sections,
        "number": TITLE.sections.index(section) + 1,
        "changes": [one for one in changes if one.field in section.fields],
        "is_saved": is_saved,
        "is_overtaken": theirs is not None,
        "following": _section_after(section),
        "order": order,
    }


def _faults_on(section: Section, document: Mapping[str, Any]) -> list[Fault]:
    return [fault for fault in faults_of(TITLE, document) if TITLE.section_of(fault.place) is section]


def _section_after(section: Section) -> Section | None:
    return next(iter(TITLE.sections[TITLE.sections.index(section) + 1 :]), None)
