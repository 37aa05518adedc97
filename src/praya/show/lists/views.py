"""Save works with one tap, and keep lists."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from praya.core.access.absence import existing
from praya.core.access.gate import POST, gate
from praya.core.actions.answering import address_of, came_from, is_part, trying, undoable, word_of
from praya.core.lists.serving import page_facts
from praya.core.texts.plain import number_in
from praya.meet.accreditation.rules import is_delegate
from praya.meet.accreditation.visits import EditionVisit, Reader, visit_edition
from praya.show.lists import actions, queries
from praya.show.lists.listing import LIST, LISTS, name_of
from praya.show.lists.models import Shortlist, ShortlistItem
from praya.show.lists.queries import readable_list

# What is said once something was done to a list, and what takes it back.
_SAID = {
    "rename": (gettext_lazy("The list has its new name."), ""),
    "share": (gettext_lazy("Your colleagues see this list and can add to it."), "unshare"),
    "unshare": (gettext_lazy("Only you see this list now."), "share"),
    "remove": (gettext_lazy("The list is removed."), "restore"),
    "restore": (gettext_lazy("The list is back."), ""),
}


@gate(is_delegate, visit=visit_edition)
def lists(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show the delegate's own lists and those shared with them."""
    return _lists(request, visit)


def _lists(request: HttpRequest, visit: EditionVisit, *, typed: str = "", refusal: str = "") -> HttpResponse:
    context = page_facts(LISTS, request, visit) | {"typed": typed, "refusal": refusal}
    context["own"] = [row for row in context["rows"] if row.owner_id == visit.me.pk]
    context["shared"] = [row for row in context["rows"] if row.owner_id != visit.me.pk]
    return render(request, "show/lists/lists.html", context, status=422 if refusal else 200)


@gate(is_delegate, visit=visit_edition, methods=POST)
def list_new(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Begin a list."""
    typed = request.POST.get("name", "")
    with trying() as tried:
        made = actions.new_list(visit.reader, typed)
        return redirect("list", visit.edition.slug, made.code)
    return _lists(request, visit, typed=typed[:200], refusal=tried.sentence)


@gate(is_delegate, visit=visit_edition, methods=POST)
def list_add(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Put a work into a list or take it out again: by default the saved ones; an undo names both in its address."""
    words = {name: word_of(request, name) for name in ("work", "list", "do")}
    reader = visit.reader
    shortlist = readable_list(visit.me, words["list"]) if words["list"] else actions.default_list(reader)
    is_added = words["do"] != "remove"
    with trying() as tried:
        if is_added:
            work = existing(queries.visible_work(reader, words["work"]))
            actions.add(reader, shortlist, work, at=timezone.now())
        else:
            _take_out_by_code(reader, shortlist, words["work"])
        undo = address_of("list_add", visit.edition.slug, **words | {"do": "remove" if is_added else "add"})
        said = _("Added to the list %(name)s.") if is_added else _("Taken out of the list %(name)s.")
        undoable(request, said % {"name": name_of(shortlist)}, undo)
    if tried.refusal:
        messages.error(request, tried.sentence)
        is_added = not is_added
    if is_part(request):
        context = {"code": words["work"], "is_saved": is_added, "oob": shortlist.is_default}
        return render(request, "show/lists/_saved.html", context)
    return redirect(came_from(request, address_of("list", visit.edition.slug, shortlist.code)))


def _take_out_by_code(reader: Reader, shortlist: Shortlist, code: str) -> None:
    item = queries.item_with(shortlist, reader.delegate, code)
    if item is not None:
        actions.take_out(reader, shortlist, item)


@gate(is_delegate, visit=visit_edition)
def shortlist_page(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show one list with its works and notes."""
    return _shortlist_page(request, visit, readable_list(visit.me, code))


def _shortlist_page(request: HttpRequest, visit: EditionVisit, shortlist: Shortlist, *, refusal: str = "") -> HttpResponse:
    context = page_facts(LIST, request, visit, subject=shortlist) | {
        "shortlist": shortlist,
        "name": name_of(shortlist),
        "is_own": shortlist.owner_id == visit.me.pk,
        "is_shared": queries.is_for_colleagues(shortlist, visit.me),
        "refusal": refusal,
    }
    return render(request, "show/lists/list.html", context, status=422 if refusal else 200)


@gate(is_delegate, visit=visit_edition, methods=POST)
def list_act(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Rename, share or remove a list; what to do is posted, or stands in the address of an undo."""
    word = word_of(request, "do")
    shortlist, reader = readable_list(visit.me, code, is_removed=word == "restore"), visit.reader
    if word not in _SAID:
        raise Http404
    said, undo = _SAID[word]
    with trying() as tried:
        _do_list(reader, shortlist, word, request.POST.get("name", ""))
    if tried.refusal:
        return _shortlist_page(request, visit, shortlist, refusal=tried.sentence)
    undoable(request, str(said), address_of("list_act", visit.edition.slug, code, do=undo) if undo else "")
    return redirect("lists", visit.edition.slug) if word == "remove" else redirect("list", visit.edition.slug, code)


def _do_list(reader: Reader, shortlist: Shortlist, word: str, name: str) -> None:
    if word == "rename":
        actions.rename(reader, shortlist, name)
    elif word in {"share", "unshare"}:
        actions.share(reader, shortlist, word == "share")
    else:
        actions.remove_list(reader, shortlist, word == "remove")


@gate(is_delegate, visit=visit_edition, methods=POST)
def list_item(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Move, note, take out or put back one work of a list."""
    words = {name: word_of(request, name) for name in ("item", "do")}
    shortlist, reader = readable_list(visit.me, code), visit.reader
    item = existing(queries.item_of(shortlist, visit.me, number_in(words["item"]) or 0))
    with trying() as tried:
        _do_item(request, reader, shortlist, item, words["do"])
    if tried.refusal:
        return _shortlist_page(request, visit, shortlist, refusal=tried.sentence)
    page = queries.works_before(shortlist, visit.me, item.pk) // LIST.per_page + 1
    address = address_of("list", visit.edition.slug, code, **({"page": page} if page > 1 else {}))
    if words["do"] == "remove":
        undo = address_of("list_item", visit.edition.slug, code, item=item.pk, do="restore")
        undoable(request, _("Taken out of the list."), undo)
        return redirect(address)
    return redirect(f"{address}#i-{item.pk}")


def _do_item(request: HttpRequest, reader: Reader, shortlist: Shortlist, item: ShortlistItem, word: str) -> None:
    if word in {"up", "down"}:
        actions.move(reader, shortlist, item, -1 if word == "up" else 1)
    elif word == "remove":
        actions.take_out(reader, shortlist, item)
    elif word == "restore":
        actions.put_back(reader, shortlist, item)
    elif word == "note":
        is_shared = request.POST.get("for") == "list"
        actions.write_note(reader, item, request.POST.get("note", ""), is_shared=is_shared, at=timezone.now())
        messages.success(request, _("Your note is kept."))
    else:
        raise Http404
