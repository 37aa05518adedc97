"""Answer a form or a button: done, or refused with the reason where it was asked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from praya.core.actions.refusing import Refused

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails


@contextmanager
def refusals_in(form: forms.Form, field: str | None = None) -> Iterator[None]:
    """Let a refusal become an error of the form, or of one field of it; the view goes on after the block."""
    try:
        yield
    except Refused as refusal:
        for sentence in (*refusal.sentences, *refusal.names):
            form.add_error(field, sentence)


class Tried:
    """Hold how an action went: `refusal` is why it was not done, `sentence` the same in words, empty once it is done."""

    refusal: Refused | None = None

    @property
    def sentence(self) -> str:
        """Return why it was not done, for the place where the page shows it."""
        return str(self.refusal) if self.refusal is not None else ""


@contextmanager
def trying() -> Iterator[Tried]:
    """Let a view that has a place of its own for a refusal go on after the block, and ask there how it went.

    >>> with trying() as tried:
    ...     raise Refused("This list is full.")
    >>> tried.sentence
    'This list is full.'
    """
    tried = Tried()
    try:
        yield tried
    except Refused as refusal:
        tried.refusal = refusal


@contextmanager
def refusals_told(request: HttpRequest) -> Iterator[None]:
    """Let a refusal become a toast; the view goes on after the block."""
    try:
        yield
    except Refused as refusal:
        messages.error(request, str(refusal))


def done(form: forms.Form, action: Callable[[], object], *, field: str | None = None) -> bool:
    """Carry an action out; a refusal becomes an error of the form, or of one field of it, and False."""
    with refusals_in(form, field):
        action()
        return True
    return False


def told(request: HttpRequest, action: Callable[[], object], success: str, *, undo: str = "") -> bool:
    """Carry a button's action out and say how it went; False when it was refused. `undo` is where it is taken back."""
    with refusals_told(request):
        action()
        undoable(request, success, undo)
        return True
    return False


def undoable(request: HttpRequest, success: str, undo: str) -> None:
    """Say that something is done, with a button that posts to the address `undo`; without one there is no button."""
    # The tags of a message are the one thing beside its text that travels with it; `toasts.html` reads them.
    messages.success(request, success, extra_tags=undo)


def address_of(page: str, /, *words: Any, **query: Any) -> str:
    """Return the address of a page of ours with a query, such as a button that takes something back needs."""
    return reverse(page, args=words) + (f"?{urlencode(query)}" if query else "")


def filled(request: HttpRequest, form: forms.Form, action: Callable[[dict[str, Any]], object], success: str) -> bool:
    """Carry out what a form asks for and say so; False while it is only shown, filled in wrongly, or refused."""
    if form.is_valid():
        with refusals_in(form):
            action(form.cleaned_data)
            messages.success(request, success)
            return True
    return False


def form_page(request: HttpRequest, template: str, form: forms.Form, **facts: Any) -> HttpResponse:
    """Show a page with its form, and whatever else it shows; 422 with what is wrong in it."""
    return render(request, template, {"form": form, **facts}, status=422 if form.errors else 200)


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what a form was sent with, also when that is nothing at all; None while it is only being shown."""
    return request.POST if request.method == "POST" else None


def is_part(request: HttpRequest) -> bool:
    """Tell whether only a part of a page is asked for, by htmx, which puts it into the page that is open."""
    return bool(_htmx_of(request))


def part_asked(request: HttpRequest) -> str:
    """Return the name of the part of the open page that htmx asks for; nothing where it does not name one, or asks for none.

    An answer that hangs on it says so: `Vary: HX-Request, HX-Target`.
    """
    htmx = _htmx_of(request)
    return (htmx.target or "") if htmx else ""


def _htmx_of(request: HttpRequest) -> HtmxDetails | None:
    """Return what the middleware of django-htmx read from a request, which one that never passed it lacks."""
    found: HtmxDetails | None = getattr(request, "htmx", None)
    return found


def word_of(request: HttpRequest, name: str) -> str:
    """Return a word that was posted, or that stands in the address, as a button that takes something back has it."""
    return request.POST.get(name, request.GET.get(name, ""))


def said_of(request: HttpRequest, name: str, words: Collection[str]) -> str | None:
    """Return which of some words was posted, or stands in the address; None for any other, and where nothing was sent.

    Nothing is written for a word that a page never sends: it is no "otherwise".
    """
    word = request.POST.get(name, request.GET.get(name))
    return word if word in words else None


def came_from(request: HttpRequest, otherwise: str) -> str:
    """Return the page from which a form was sent, when it is one of ours."""
    source = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(source, {request.get_host()}, require_https=request.is_secure())
    return source if is_ours else otherwise
