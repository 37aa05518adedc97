"""Show the public page of an edition, its picture and its texts, and let people agree to these."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from praya.core.access.absence import existing
from praya.core.access.gate import POST, gate
from praya.core.actions.answering import told, word_of
from praya.core.catalogue.serving import jpeg
from praya.core.texts.editing import own_name
from praya.core.texts.plain import number_in
from praya.meet.accreditation.rules import may_see_edition
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.door.applying import agree
from praya.meet.door.facade import front_facts
from praya.meet.door.queries import in_force, nearest, picture_of, to_agree_again, version_of, versions_of
from praya.meet.door.rules import may_agree


@gate(may_see_edition, visit=visit_edition)
def edition_about(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show the public page of an edition, also to its own people."""
    return render(request, "meet/door/front.html", front_facts(request, visit))


@gate(may_see_edition, visit=visit_edition)
def front_picture(request: HttpRequest, visit: EditionVisit, picture: str) -> HttpResponse:
    """Answer with the picture of an edition."""
    found = existing(picture_of(visit.edition, picture))
    return jpeg(
        request,
        picture,
        lambda is_small: bytes(found.thumbnail if is_small else found.image),
        is_for_all=visit.edition.is_public,
    )


@gate(may_see_edition, visit=visit_edition)
def edition_text(request: HttpRequest, visit: EditionVisit, kind: str) -> HttpResponse:
    """Show a text in force, in the reader's language or the one that the address names, or a version that was."""
    current = existing(in_force(visit.edition, kind) or None)
    language = word_of(request, "language")
    text = current.get((kind, language)) or nearest(current.values(), get_language() or "en")
    number = number_in(word_of(request, "version"))
    shown = version_of(visit.edition, kind, text.language, number) if number else text
    facts = {
        "text": shown,
        "current": text,
        "written_in": [(one.language, *own_name(one.language)) for _key, one in sorted(current.items())],
        "versions": versions_of(visit.edition, kind, text.language),
        "asks": to_agree_again(visit.edition, visit.account, kind) if visit.account is not None else None,
    }
    return render(request, "meet/door/text.html", facts)


@gate(may_agree, visit=visit_edition, methods=POST)
def edition_text_agree(request: HttpRequest, visit: EditionVisit, kind: str) -> HttpResponse:
    """Agree to the version of a text that stands on the page, if it is still in force."""
    current = existing(in_force(visit.edition, kind) or None)
    number = number_in(word_of(request, "text")) or 0
    shown, account = next((one for one in current.values() if one.pk == number), None), visit.account
    if shown is not None and account is not None:
        told(request, lambda: agree(shown, account, at=timezone.now()), _("You agree to this version."))
    return redirect("edition_text", visit.edition.slug, kind)
