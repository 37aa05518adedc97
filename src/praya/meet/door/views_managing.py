"""Let organisers write the front page of an edition, choose its picture, and publish its texts."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from praya.core.access.gate import BOTH, POST, gate
from praya.core.actions.answering import done, posted, told
from praya.core.actions.watching import saved
from praya.core.catalogue.photographs import content_of
from praya.core.texts.reading import read
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.door.actions import keep_picture, remove_picture, write_front, write_text
from praya.meet.door.forms import DoorTextForm, FrontForm, PictureForm
from praya.meet.door.models import DoorText
from praya.meet.door.queries import drafts_of, front_of, in_force
from praya.meet.editions.wording import languages


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_front(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show and change what the public page says."""
    form = FrontForm(posted(request), edition=visit.edition)
    if saved(request, form, partial(write_front, visit.edition, by=visit.account), _("The front page is changed.")):
        return redirect("manage_front", visit.edition.slug)
    return _page(request, visit, form, PictureForm())


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_front_picture(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Take a picture for the public page."""
    form = PictureForm(request.POST, request.FILES)
    if form.is_valid():
        content = content_of(form.cleaned_data["file"])
        if done(form, lambda: keep_picture(visit.edition, content, by=visit.account), field="file"):
            messages.success(request, _("The picture is on the front page."))
            return redirect("manage_front", visit.edition.slug)
    return _page(request, visit, FrontForm(edition=visit.edition), form)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_front_picture_remove(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Remove the picture."""
    told(request, lambda: remove_picture(visit.edition, by=visit.account), _("The picture is removed."))
    return redirect("manage_front", visit.edition.slug)


def _page(request: HttpRequest, visit: EditionVisit, form: FrontForm, picture: PictureForm) -> HttpResponse:
    front = front_of(visit.edition)
    shows = read(front.shows, get_language() or "en")
    facts = {"form": form, "picture": picture, "front": front, "shows": shows, "kinds": _states(visit)}
    return render(request, "meet/door/manage.html", facts, status=422 if form.errors or picture.errors else 200)


def _states(visit: EditionVisit) -> list[tuple[str, str, list[dict[str, Any]]]]:
    """Return of each kind of text, in each language, which version is in force and whether another one is being written."""
    current = in_force(visit.edition)
    drafts = {(one.kind, one.language) for one in drafts_of(visit.edition)}
    return [
        (
            kind,
            str(label),
            [
                {"tag": tag, "own_name": name, "current": current.get((kind, tag)), "is_begun": (kind, tag) in drafts}
                for tag, name in languages()
            ],
        )
        for kind, label in DoorText.Kind.choices
    ]


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_front_text(request: HttpRequest, visit: EditionVisit, kind: str, language: str) -> HttpResponse:
    """Write the next version of a text in one language, and publish it."""
    names = dict(languages())
    if kind not in DoorText.Kind.values or language not in names:
        raise Http404
    form = DoorTextForm(posted(request), edition=visit.edition, kind=kind, language=language)
    publishes = request.POST.get("do") == "publish"

    def write(typed: dict[str, Any], *, seen: str) -> None:
        at, by = timezone.now(), visit.account
        write_text(visit.edition, kind, language, typed["text"], publishes=publishes, by=by, at=at, seen=seen)

    said = _("Published. Whoever agreed to the version before is asked again.") if publishes else _("The draft is kept.")
    if saved(request, form, write, said):
        return redirect("manage_front", visit.edition.slug)
    current = in_force(visit.edition, kind).get((kind, language))
    facts = {"form": form, "kind": DoorText.Kind(kind), "own_name": names[language], "language": language, "current": current}
    return render(request, "meet/door/manage_text.html", facts, status=422 if form.errors else 200)
