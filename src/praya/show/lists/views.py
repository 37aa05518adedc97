"""Save works with one tap, and keep lists."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from praya.core.access.gate import gate
from praya.core.actions.refusing import Refused
from praya.core.lists.serving import other_forms
from praya.meet.accreditation.rules import is_delegate
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.show.lists import actions, queries
from praya.show.lists.listing import LIST, LISTS, name_of, reader_of
from praya.show.lists.models import Shortlist, ShortlistItem
from praya.show.lists.queries import Reader, readable_list

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
    me = visit.me
    rows = list(queries.lists_of(me))
    context = {
        "own": [row for row in rows if row.owner_id == me.pk],
        "shared": [row for row in rows if row.owner_id != me.pk],
        "typed": typed,
        "refusal": refusal,
        "other_forms": other_forms(LISTS, request),
    }
    return render(request, "show/lists/lists.html", context, status=422 if refusal else 200)


@gate(is_delegate, visit=visit_edition, methods=("POST",))
def list_new(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Begin a list."""
    typed = request.POST.get("name", "")
    try:
        made = actions.new_list(reader_of(visit), typed)
    except Refused as refusal:
        return _lists(request, visit, typed=typed[:200], refusal=refusal.sentence)
    return redirect("list", visit.edition.slug, made.code)


@gate(is_delegate, visit=visit_edition, methods=("POST",))
def list_add(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Put a work into a list or take it out again: by default the saved ones; an undo names both in its address."""
    words = {name: request.POST.get(name, request.GET.get(name, "")) for name in ("work", "list", "do")}
    reader = reader_of(visit)
    shortlist = readable_list(visit.me, words["list"]) if words["list"] else actions.default_list(reader)
    is_added = words["do"] != "remove"
    try:
        if is_added:
            work = queries.visible_work(reader, words["work"])
            if work is None:
                raise Http404
            actions.add(reader, shortlist, work, at=timezone.now())
        else:
            _take_out_by_code(reader, shortlist, words["work"])
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        is_added = not is_added
    else:
        undo = urlencode({**words, "do": "remove" if is_added else "add"})
        address = f"{reverse('list_add', args=[visit.edition.slug])}?{undo}"
        said = _("Added to the list %(name)s.") if is_added else _("Taken out of the list %(name)s.")
        messages.success(request, said % {"name": name_of(shortlist)}, extra_tags=address)
    if request.htmx:  # type: ignore[attr-defined]
        context = {"code": words["work"], "is_saved": is_added, "oob": shortlist.is_default}
        return render(request, "show/lists/_saved.html", context)
    return redirect(_back(request, reverse("list", args=[visit.edition.slug, shortlist.code])))


def _take_out_by_code(reader: Reader, shortlist: Shortlist, code: str) -> None:
    item = queries.item_with(shortlist, code)
    if item is not None:
        actions.take_out(reader, shortlist, item)


def _back(request: HttpRequest, otherwise: str) -> str:
    """Return the page from which a form was sent, when it is one of ours."""
    source = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(source, {request.get_host()}, require_https=request.is_secure())
    return source if is_ours else otherwise


@gate(is_delegate, visit=visit_edition)
def shortlist_page(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show one list with its works and notes."""
    return _page(request, visit, readable_list(visit.me, code))


def _page(request: HttpRequest, visit: EditionVisit, shortlist: Shortlist, *, refusal: str = "") -> HttpResponse:
    reader = reader_of(visit)
    is_own = shortlist.owner_id == reader.delegate.pk
    context = {
        "list": shortlist,
        "name": name_of(shortlist),
        "lines": queries.item_lines(shortlist, reader),
        "is_own": is_own,
        "is_shared": shortlist.shared_with_id is not None,
        "refusal": refusal,
        "other_forms": other_forms(LIST, request),
    }
    return render(request, "show/lists/list.html", context, status=422 if refusal else 200)


@gate(is_delegate, visit=visit_edition, methods=("POST",))
def list_act(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Rename, share or remove a list; what to do is posted, or stands in the address of an undo."""
    word = request.POST.get("do", request.GET.get("do", ""))
    shortlist, reader = readable_list(visit.me, code, is_removed=word == "restore"), reader_of(visit)
    if word not in _SAID:
        raise Http404
    said, undo = _SAID[word]
    try:
        _do_list(reader, shortlist, word, request.POST.get("name", ""))
    except Refused as refusal:
        return _page(request, visit, shortlist, refusal=refusal.sentence)
    address = reverse("list_act", args=[visit.edition.slug, code])
    messages.success(request, str(said), extra_tags=f"{address}?do={undo}" if undo else "")
    return redirect("lists", visit.edition.slug) if word == "remove" else redirect("list", visit.edition.slug, code)


def _do_list(reader: Reader, shortlist: Shortlist, word: str, name: str) -> None:
    if word == "rename":
        actions.rename(reader, shortlist, name)
    elif word in {"share", "unshare"}:
        actions.share(reader, shortlist, word == "share")
    else:
        actions.remove_list(reader, shortlist, word == "remove")


@gate(is_delegate, visit=visit_edition, methods=("POST",))
def list_item(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Move, note, take out or put back one work of a list."""
    words = {name: request.POST.get(name, request.GET.get(name, "")) for name in ("item", "do")}
    shortlist, reader = readable_list(visit.me, code), reader_of(visit)
    number = int(words["item"]) if words["item"].isdecimal() and len(words["item"]) < 19 else 0
    item = queries.item_of(shortlist, number)
    if item is None:
        raise Http404
    try:
        _do_item(request, reader, shortlist, item, words["do"])
    except Refused as refusal:
        return _page(request, visit, shortlist, refusal=refusal.sentence)
    address = reverse("list", args=[visit.edition.slug, code])
    if words["do"] == "remove":
        undo = f"{reverse('list_item', args=[visit.edition.slug, code])}?item={item.pk}&do=restore"
        messages.success(request, _("Taken out of the list."), extra_tags=undo)
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
