"""Let owners upload posters and stills, and show pictures to whoever may see them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from praya.core.access.absence import existing
from praya.core.access.audiences import Audience, may_read
from praya.core.access.gate import BOTH, POST, anyone, gate
from praya.core.actions.answering import said_of, told, trying
from praya.core.actions.refusing import Refused
from praya.core.actions.seeing import LONGEST_MARK, SEEN, Overtaken
from praya.core.catalogue.document import TITLE
from praya.core.catalogue.models import Picture, Title
from praya.core.catalogue.photographs import (
    MOST_BYTES,
    add_picture,
    change_picture,
    content_of,
    mark_of_picture,
    move_picture,
    remove_picture,
)
from praya.core.catalogue.queries import own_picture, own_pictures, picture_bytes, picture_shown
from praya.core.catalogue.sections import RECORD_LEVELS
from praya.core.catalogue.serving import jpeg
from praya.core.documents.audiences import visible_document
from praya.core.documents.checking import plain_faults
from praya.core.documents.declaring import loaded_document
from praya.core.texts.editing import entries, typed_texts
from praya.meet.accreditation.rules import may_organise, may_see_edition
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.works.models import Work
from praya.meet.works.queries import works_with_picture
from praya.meet.works.rules import may_edit_title, may_keep_works, owns
from praya.show.records.queries import own_work, title_to_edit

KINDS = ("poster", "still")
MOST_WORDS = 500


@gate(may_keep_works, visit=visit_edition, methods=BOTH)
def my_work_pictures(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show the pictures of a work to its owners, and take one more."""
    title, work = title_to_edit(visit, code)
    error = ""
    if request.method == "POST":
        with trying() as tried:
            picture = _uploaded(request, visit, title, work)
            sentence = _("Uploaded.") if picture.is_approved else _("Uploaded. The organisers look at it before it is shown.")
            messages.success(request, sentence)
            return redirect("my_work_pictures", visit.edition.slug, code)
        error = tried.sentence
    return _pictures_page(request, title, work, error=error)


def _pictures_page(
    request: HttpRequest, title: Title, work: Work | None, *, error: str = "", late: Picture | None = None, reason: str = ""
) -> HttpResponse:
    """Show all pictures; what was said too `late` about one of them as it was typed, with the reason and what is said now."""
    pictures, theirs = [], None
    for one in own_pictures(title):
        seen, shown = mark_of_picture(one), one
        if late is not None and one.pk == late.pk:
            theirs, shown = one, late
        pictures.append((shown, f"alternative-{one.pk}", entries(shown.alternative), seen))
    context = {
        "own": own_work(title, work),
        "pictures": pictures,
        "error": error,
        "late": late.pk if late is not None else 0,
        "reason": reason,
        "theirs": theirs,
        "levels": RECORD_LEVELS.items(),
        "most": MOST_BYTES,
        "kind": "still" if any(one.kind == "poster" for one, *_rest in pictures) else "poster",
    }
    return render(request, "show/records/pictures.html", context, status=422 if error or late is not None else 200)


def _uploaded(request: HttpRequest, visit: EditionVisit, title: Title, work: Work | None) -> Picture:
    file = request.FILES.get("file")
    if file is None:
        raise Refused(_("Choose a file first."))
    facts = _typed_facts(request)
    facts["is_approved"] = may_organise(visit) or not visit.edition.reviews_changes
    return add_picture(title, content_of(file), by=visit.account, edition=_shown_at(visit, work), **facts)


def _shown_at(visit: EditionVisit, work: Work | None) -> int:
    return visit.edition.pk if work is not None and work.status == Work.Status.ACCEPTED else 0


def _typed_facts(request: HttpRequest) -> dict[str, Any]:
    kind, level = request.POST.get("kind", ""), request.POST.get("level", "")
    if kind not in KINDS or level not in RECORD_LEVELS:
        raise Refused(_("Choose what the picture is and who may see it."))
    return {"kind": kind, "level": level, "alternative": _described(typed_texts(request.POST, "alternative", {}))}


def _described(texts: dict[str, Any]) -> dict[str, Any]:
    """Return what a picture shows in words; Refused when it is no description."""
    for fault in plain_faults(texts, MOST_WORDS):
        raise Refused(fault.message)
    return texts


@gate(may_keep_works, visit=visit_edition, methods=POST)
def my_picture(request: HttpRequest, visit: EditionVisit, code: str, number: int) -> HttpResponse:
    """Change what is said about a picture, move it, or remove it."""
    title, work = title_to_edit(visit, code)
    picture = existing(own_picture(title, number))
    edition = _shown_at(visit, work)
    do = existing(said_of(request, "do", ("save", "up", "down", "remove")))
    if do == "remove":
        told(request, lambda: remove_picture(picture, by=visit.account, edition=edition), _("The picture is removed."))
    elif do in {"up", "down"}:
        move_picture(picture, is_down=do == "down")
    else:
        with trying() as tried:
            _change_picture(request, picture, visit, edition)
            messages.success(request, _("Saved."))
        if isinstance(tried.refusal, Overtaken):
            return _pictures_page(request, title, work, late=_as_typed(request, picture), reason=tried.sentence)
        if tried.refusal:
            messages.error(request, tried.sentence)
    return redirect("my_work_pictures", visit.edition.slug, code)


def _facts_of(request: HttpRequest, picture: Picture) -> dict[str, Any]:
    facts = _typed_facts(request)
    facts["alternative"] = _described(typed_texts(request.POST, f"alternative-{picture.pk}", picture.alternative))
    return facts


def _change_picture(request: HttpRequest, picture: Picture, visit: EditionVisit, edition: int) -> None:
    seen = request.POST.get(SEEN, "")[:LONGEST_MARK]
    change_picture(picture, _facts_of(request, picture), by=visit.account, edition=edition, seen=seen)


def _as_typed(request: HttpRequest, picture: Picture) -> Picture:
    for name, value in _facts_of(request, picture).items():
        setattr(picture, name, value)
    return picture


@gate(may_see_edition, visit=visit_edition)
def picture(request: HttpRequest, visit: EditionVisit, digest: str) -> HttpResponse:
    """Show a picture of a work of the edition, at its full size or, with ?small, for lists."""
    works = works_with_picture(visit.edition, digest)
    for one in picture_shown(digest, works):
        if _may_see(one, works[one.title_id], visit):
            return _bytes(request, one, is_for_all=_is_open(one, Audience.PUBLIC))
    for one in picture_shown(digest):
        if owns(visit, one.title):
            return _bytes(request, one)
    raise Http404


def _may_see(one: Picture, work: Work, visit: EditionVisit) -> bool:
    if may_edit_title(visit, one.title, is_shown_here=work.status not in {Work.Status.PREPARED, Work.Status.WITHDRAWN}):
        return True
    return work.status == Work.Status.ACCEPTED and _is_open(one, visit.audience)


def _is_open(one: Picture, audience: Audience) -> bool:
    """Tell whether an audience reads of the title, and may see this picture of it."""
    is_listed = one.title.status == Title.Status.PUBLISHED and one.title.merged_into_id is None
    if not (is_listed and one.is_approved and may_read(one.level, audience)):
        return False
    return visible_document(TITLE, loaded_document(one.title), audience) is not None


def visit_public_picture(request: HttpRequest, words: dict[str, Any]) -> Picture:
    """Resolve the word `digest` for everybody; Http404 when no title that they may know of has this picture."""
    return existing(next((one for one in picture_shown(words.pop("digest")) if _is_open(one, Audience.PUBLIC)), None))


@gate(anyone, visit=visit_public_picture)
def catalogue_picture(request: HttpRequest, visit: Picture) -> HttpResponse:
    """Show a picture of a title that everybody may know of, outside any edition."""
    return _bytes(request, visit, is_for_all=True)


def _bytes(request: HttpRequest, one: Picture, *, is_for_all: bool = False) -> HttpResponse:
    return jpeg(request, one.digest, lambda is_small: picture_bytes(one, is_small=is_small), is_for_all=is_for_all)
