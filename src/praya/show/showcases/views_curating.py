"""Let organisers and curators begin, fill, order and publish showcases; every button works without JavaScript."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from praya.core.access.absence import existing
from praya.core.access.gate import BOTH, POST, gate
from praya.core.actions.answering import said_of, told, trying
from praya.core.actions.seeing import LONGEST_MARK, SEEN, Overtaken
from praya.core.directory.models import Organisation
from praya.core.texts.editing import entries, typed_texts
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.works import curating
from praya.meet.works.models import Showcase
from praya.meet.works.rules import may_begin_showcase, may_keep_works
from praya.show.showcases.queries import (
    choosable_work,
    curated_showcase,
    curated_showcases,
    curator_called,
    curators_of,
    exhibits_of,
    item_of,
    size_of,
    works_found,
)
from praya.show.works.markup_cards import CardWriter
from praya.show.works.readers import works_reader


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_showcase_order(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Move a showcase up or down in the list."""
    showcase = curated_showcase(visit, code)
    way = existing(said_of(request, "do", ("up", "down")))
    curating.order_showcase(showcase, 1 if way == "down" else -1, by=visit.account)
    return redirect("manage_showcases", visit.edition.slug)


@gate(may_begin_showcase, visit=visit_edition, methods=BOTH)
def showcase_new(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Begin a showcase with its name; an organiser also names the curator."""
    error = ""
    name = typed_texts(request.POST, "name", {})
    if request.method == "POST":
        with trying() as tried:
            found = curating.begin_showcase(visit.edition, name, curator=_curator(request, visit), by=visit.account)
            return redirect("showcase_edit", visit.edition.slug, found.code)
        error = tried.sentence
    context = {
        "entries": entries(name),
        "error": error,
        "curators": curators_of(visit.edition) if may_organise(visit) else None,
        "own": curated_showcases(visit),
    }
    return render(request, "show/showcases/new.html", context, status=422 if error else 200)


def _curator(request: HttpRequest, visit: EditionVisit) -> Organisation | None:
    if not may_organise(visit):
        return visit.delegate.organisation if visit.delegate is not None else None
    return curator_called(visit.edition, request.POST.get("curator", "")[:20].replace("\x00", ""))


@gate(may_keep_works, visit=visit_edition, methods=BOTH)
def showcase_edit(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show a showcase to its curator: its words, its works in order, and a search for more; or save its words."""
    showcase = curated_showcase(visit, code)
    error = ""
    theirs: list[Any] = []
    typed: dict[str, Any] = {"name": showcase.name, "introduction": showcase.introduction}
    if request.method == "POST":
        typed = {name: typed_texts(request.POST, name, stored) for name, stored in typed.items()}
        with trying() as tried:
            more = {"curator": _curator(request, visit)} if may_organise(visit) and "curator" in request.POST else {}
            curating.describe_showcase(showcase, typed | more, by=visit.account, seen=request.POST.get(SEEN, "")[:LONGEST_MARK])
            messages.success(request, _("Saved."))
            return redirect("showcase_edit", visit.edition.slug, code)
        error = tried.sentence
        if isinstance(tried.refusal, Overtaken):
            showcase = curated_showcase(visit, code)
            theirs = [showcase.name, showcase.introduction]
    context = _edited(request, visit, showcase, typed) | {"error": error, "theirs": theirs}
    return render(request, "show/showcases/edit.html", context, status=422 if error else 200)


def _edited(
    request: HttpRequest,
    visit: EditionVisit,
    showcase: Showcase,
    typed: dict[str, Any],
    notes: Mapping[int, dict[str, Any]] | None = None,
) -> dict[str, Any]:
    reader = works_reader(visit)
    shown = exhibits_of(showcase, reader)
    query = request.GET.get("q", "")[:200].replace("\x00", "")
    chosen = {one.card.number for one in shown}
    writer = CardWriter(reader, request.LANGUAGE_CODE)
    return {
        "showcase": showcase,
        "name": entries(typed["name"]),
        "introduction": entries(typed["introduction"]),
        "seen": curating.mark_of_words(showcase),
        "rows": [
            (one, f"note-{one.item.pk}", entries((notes or {}).get(one.item.pk, one.note)), curating.mark_of_note(one.item))
            for one in shown
        ],
        "hidden": size_of(showcase) - len(shown),
        "query": query,
        "found": [(card, writer.facts(card), card.number in chosen) for card in works_found(visit.edition, query, reader)],
        "curators": curators_of(visit.edition) if may_organise(visit) else None,
    }


def _note_again(request: HttpRequest, visit: EditionVisit, showcase: Showcase, item: int, note: dict[str, Any]) -> HttpResponse:
    """Show the page with the note that could not be saved as it was typed, and say what stands there now."""
    typed = {"name": showcase.name, "introduction": showcase.introduction}
    context = _edited(request, visit, showcase, typed, {item: note}) | {"overtaken": item}
    return render(request, "show/showcases/edit.html", context, status=422)


@gate(may_keep_works, visit=visit_edition, methods=POST)
def showcase_publish(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Publish a showcase, or hide it; the answer offers to take it back."""
    showcase = curated_showcase(visit, code)
    is_published = existing(said_of(request, "do", ("publish", "hide"))) == "publish"
    sentence = _("Published.") if is_published else _("Hidden. Only its curators see it now.")
    told(request, lambda: curating.publish_showcase(showcase, is_published=is_published, by=visit.account), sentence)
    return redirect("showcase_edit", visit.edition.slug, code)


@gate(may_keep_works, visit=visit_edition, methods=POST)
def showcase_add(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Add a work to a showcase."""
    showcase = curated_showcase(visit, code)
    work = choosable_work(visit.edition, request.POST.get("title", "")[:20].replace("\x00", ""), works_reader(visit))
    told(request, lambda: curating.choose_work(showcase, work, by=visit.account), _("Added at the end."))
    return redirect(f"{reverse('showcase_edit', args=[visit.edition.slug, code])}#works")


@gate(may_keep_works, visit=visit_edition, methods=POST)
def showcase_item(request: HttpRequest, visit: EditionVisit, code: str, number: int) -> HttpResponse:
    """Move a work of a showcase, take it out, or write the curator's note."""
    showcase = curated_showcase(visit, code)
    item = item_of(showcase, number)
    do = request.POST.get("do", "save")
    if do in {"up", "down"}:
        curating.arrange(item, 1 if do == "down" else -1, by=visit.account)
    elif do == "remove":
        told(request, lambda: curating.leave_out(item, by=visit.account), _("Taken out of the showcase."))
    elif do == "save":
        note = typed_texts(request.POST, f"note-{item.pk}", item.note)
        seen = request.POST.get(SEEN, "")[:LONGEST_MARK]
        if not told(request, lambda: curating.write_note(item, note, by=visit.account, seen=seen), _("Saved.")):
            return _note_again(request, visit, showcase, item.pk, note)
    else:
        raise Http404
    return redirect(f"{reverse('showcase_edit', args=[visit.edition.slug, code])}#item-{number}")
