"""Show one work as a pitch, let its reader ask for more of it, and lay several works side by side."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from praya.core.access.absence import existing
from praya.core.access.gate import POST, anyone, gate
from praya.core.catalogue.granting import ask_to_read
from praya.core.catalogue.models import Title
from praya.core.catalogue.queries import Card, pictures_of, published_title, title_card
from praya.core.texts.plain import UNSHOWN, is_plain
from praya.meet.accreditation.rules import is_delegate, may_meet, may_see_edition
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.works.queries import shown_work
from praya.show.viewings.actions import count_view
from praya.show.viewings.rules import counts_as_view
from praya.show.works.comparing import MOST, comparison
from praya.show.works.markup_cards import CardWriter
from praya.show.works.markup_save import save_button
from praya.show.works.meeting import Asking, asking
from praya.show.works.openness import addresses_of
from praya.show.works.pitch import pitch_of
from praya.show.works.queries import Presenter, cards_by_code, grant_of, presenters_of
from praya.show.works.readers import WorksReader, public_reader, works_reader


@gate(may_see_edition, visit=visit_edition)
def work(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show one work with all that the visitor may know of it, and the way to a meeting about it."""
    reader = works_reader(visit)
    shown = shown_work(visit.edition, code)
    card = existing(title_card(shown.title, reader.audience, account=visit.account))
    if visit.delegate is not None and counts_as_view(visit, shown):
        count_view(shown, visit.delegate)
    presenter = presenters_of(reader, [card.number]).get(card.number)
    grant = grant_of(visit.account, card.number) if visit.account is not None and card.on_request else None
    context = _work_context(reader, shown.title, card) | {
        "presenter": presenter,
        "stand_site": visit.site(presenter.site) if presenter else None,
        "grant": grant,
        "can_ask_to_read": is_delegate(visit),
        "asking": _asking(visit, presenter),
        "save": save_button(request, visit, card.code) if is_delegate(visit) else "",
    }
    return render(request, "show/works/work.html", context)


def _work_context(reader: WorksReader, title: Title, card: Card) -> dict[str, Any]:
    language = get_language() or "en"
    pictures = [picture | {"address": reader.picture(picture["digest"])} for picture in pictures_of(title, reader.audience)]
    return {
        "pitch": pitch_of(card, language, addresses_of(reader, card.document["credits"])),
        "card": card,
        "poster": CardWriter(reader, language).picture(card),
        "facts": CardWriter(reader, language).facts(card),
        "stills": [picture for picture in pictures if picture["kind"] == "still"],
    }


def _asking(visit: EditionVisit, presenter: Presenter | None) -> Asking:
    """Return whether a meeting can be asked for here, and the buttons of the wish."""
    if presenter is None or not presenter.calendar or not may_meet(visit):
        return Asking()
    return asking(visit, presenter.calendar)


@gate(is_delegate, visit=visit_edition, methods=POST)
def work_ask_access(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Ask a work's owner to let the visitor read what is shown on request."""
    shown = shown_work(visit.edition, code)
    card = title_card(shown.title, works_reader(visit).audience, account=visit.account)
    if card is None or not card.on_request or visit.account is None:
        raise Http404
    message = request.POST.get("message", "").replace("\x00", "")[:500]
    if not is_plain(message):
        messages.error(request, str(UNSHOWN))
        return redirect("work", visit.edition.slug, code)
    ask_to_read(shown.title, visit.account, message=message, edition=visit.edition.pk)
    messages.success(request, _("Asked. You will read it here once the owner agrees."))
    return redirect("work", visit.edition.slug, code)


@gate(may_see_edition, visit=visit_edition)
def works_compare(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Lay two to four works side by side; codes that the visitor may not see are left out."""
    reader = works_reader(visit)
    codes = list(dict.fromkeys(code[:20] for code in request.GET.getlist("with")))[:MOST]
    found = cards_by_code(reader, codes)
    language = get_language() or "en"
    writer = CardWriter(reader, language)
    columns = [(card, reader.address(card.code), writer.picture(card)) for card in found]
    rows = comparison(found, presenters_of(reader, [card.number for card in found]), reader, language)
    context = {"columns": columns, "rows": rows, "heads": [pitch_of(card, language, {}).head for card in found]}
    return render(request, "show/works/compare.html", context)


def visit_title(request: HttpRequest, words: dict[str, Any]) -> tuple[Title, Card]:
    """Resolve the code of a title that everybody may see; Absent when there is none."""
    title = existing(published_title(words.pop("code")))
    return title, existing(title_card(title, public_reader().audience))


@gate(anyone, visit=visit_title)
def catalogue_title(request: HttpRequest, visit: tuple[Title, Card]) -> HttpResponse:
    """Show one title of the public catalogue as everybody may read it."""
    title, card = visit
    return render(request, "show/works/work.html", _work_context(public_reader(), title, card) | {"is_public": True})
