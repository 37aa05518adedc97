"""Let organisers write the letters of their edition in their own words, and see how they read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from praya.core.access.gate import BOTH, POST, gate
from praya.core.actions.answering import form_page, posted, told
from praya.core.actions.watching import saved
from praya.core.letters.declaring import Group, Kind, groups_with, kind_of, kinds
from praya.core.letters.models import Letter, LetterText
from praya.core.letters.senders import sender_of
from praya.core.letters.texts import keep_words, languages_with_own_words, own_words
from praya.core.letters.writing import Part, part_of
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.outbox import queries
from praya.meet.outbox.forms import TextForm


@dataclass(frozen=True, slots=True)
class TextLine:
    """Hold one kind of letter with, for each language, whether the edition has words of its own."""

    kind: Kind
    languages: list[tuple[str, str, bool]]


@gate(may_organise, visit=visit_edition)
def manage_letter_texts(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """List the kinds of letters, and in which languages the edition has words of its own."""
    own = languages_with_own_words(visit.edition.pk)
    known = [kind for kind in kinds() if not kind.is_free]
    lines: list[tuple[Group, list[TextLine]]] = [
        (group, [_line(kind, own) for kind in known if kind.group == group.name]) for group in groups_with(known)
    ]
    return render(request, "meet/outbox/texts.html", {"groups": lines})


def _line(kind: Kind, own: set[tuple[str, str]]) -> TextLine:
    return TextLine(kind, [(tag, name, (kind.name, tag) in own) for tag, name in settings.LANGUAGES])


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_letter_text(request: HttpRequest, visit: EditionVisit, kind: str, language: str) -> HttpResponse:
    """Show and change the words of a kind of letter in one language, with the latest such letter as it would read."""
    found = _kind(kind, language)
    form = TextForm(posted(request), edition=visit.edition.pk, kind=found, language=language)

    def keep(typed: dict[str, Any], *, seen: str) -> None:
        keep_words(visit.edition.pk, found, language, (typed["subject"], typed["body"]), by=visit.account, seen=seen)

    if request.POST.get("do") == "preview":
        form.is_valid()
    elif saved(request, form, keep, _("Saved. Letters that have not left yet are written in these words.")):
        return redirect("manage_letter_text", visit.edition.slug, kind, language)
    facts = {
        "kind": found,
        "language": language,
        "language_name": dict(settings.LANGUAGES)[language],
        "is_own": own_words(visit.edition.pk, found, language) is not None,
        "sample": _sample(visit, found, language, form),
    }
    return form_page(request, "meet/outbox/text.html", form, **facts)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_letter_text_usual(request: HttpRequest, visit: EditionVisit, kind: str, language: str) -> HttpResponse:
    """Send a kind of letter in the usual words again."""
    found = _kind(kind, language)
    said = _("The usual words are sent again.")
    told(request, lambda: keep_words(visit.edition.pk, found, language, None, by=visit.account), said)
    return redirect("manage_letter_text", visit.edition.slug, kind, language)


def _kind(name: str, language: str) -> Kind:
    found = kind_of(name)
    if found is None or found.is_free or language not in dict(settings.LANGUAGES):
        raise Http404
    return found


def _sample(visit: EditionVisit, kind: Kind, language: str, form: TextForm) -> Part | None:
    """Return how the words that the form shows read in a real letter; None where there has been none, or it tells nothing now."""
    letter: Letter | None = None if kind.is_private else queries.sample_of(visit.edition, kind.name)
    if letter is None or form.errors:
        return None
    words = {name: str(form[name].value() or "") for name in ("subject", "body")}
    own = {(kind.name, language): LetterText(kind=kind.name, language=language, **words)}
    with translation.override(language), timezone.override(letter.zone or "UTC"):
        return part_of(letter, sender_of(visit.edition.pk, language), own, at=timezone.now())
