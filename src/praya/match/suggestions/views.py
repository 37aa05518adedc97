"""Show delegates whom and what is worth meeting, and take what they make of it."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from praya.core.access.absence import existing
from praya.core.access.gate import POST, gate
from praya.core.actions.answering import address_of, refusals_told, undoable, word_of
from praya.core.directory.codes import random_code
from praya.core.texts.joining import labelled
from praya.core.texts.plain import number_in
from praya.match.requests.answers import answered_words
from praya.match.requests.notices import name_of
from praya.match.suggestions import actions
from praya.match.suggestions.models import SuggestionList
from praya.match.suggestions.numbers import WORK, kind_of, pk_of
from praya.match.suggestions.presenting import suggested, words_left_out
from praya.match.suggestions.reading import Kept, Wished, choices_of, left_out_by, list_named, reading_of
from praya.meet.accreditation.rules import may_meet
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.parties.sides import Side, acting_side, visiting_side
from praya.show.works.wanted import UNDECIDED, WISHES
from praya.show.works.wished import presented_as_wished

USUAL = "people"


@gate(may_meet, visit=visit_edition)
def suggestions(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show one list: people, works, or guests for the own stand or a work."""
    side = visiting_side(visit)
    language = get_language() or "en"
    choices = choices_of(side.delegate)
    word = request.GET.get("list", USUAL)
    found = list_named(side.delegate, word)
    if found is None and word != USUAL:
        return redirect("suggestions", visit.edition.slug)
    wish = request.GET.get("wish", "")
    asked = _asked(visit, found, wish)
    context = {
        "cards": suggested(visit, reading_of(side, found, asked), language),
        "word": word,
        "wish": wish if asked else "",
        "wish_label": labelled(_("Your wish"), str(WISHES[wish])) if asked else "",
        "wishes": [(key, WISHES[key]) for key in _wishes_of(found)],
        "tabs": [(key, _title(key)) for key in ("people", "works", "stand") if key in {choice[0] for choice in choices}],
        "works": [choice for choice in choices if choice[1]],
        "is_computed": found is not None,
        "left_out": words_left_out(left_out_by(side.delegate), language, visit.audience),
        "form_key": random_code,
    }
    return render(request, "match/suggestions/suggestions.html", context)


def _wishes_of(found: SuggestionList | None) -> tuple[str, ...]:
    """Return by which wishes a list can be narrowed: of people those alone are in it of whom nothing was said, until one asks."""
    if found is None:
        return ()
    return ("must", "like", UNDECIDED) if found.channel == SuggestionList.Channel.WORKS else ("must", "like")


def _asked(visit: EditionVisit, found: SuggestionList | None, wish: str) -> Wished | None:
    """Return what a list is narrowed to; None for nothing, or for a word that names no wish."""
    if found is None or wish not in _wishes_of(found):
        return None
    numbers = [pk_of(row["n"]) for row in found.entries if kind_of(row["n"]) == WORK]
    works = presented_as_wished(visit, wish, pk__in=numbers) if numbers else []
    return Wished(wish, frozenset(one.work for one in works))


def _title(word: str) -> str:
    return {"people": _("People and companies"), "works": _("Works"), "stand": _("For your stand")}[word]


@gate(may_meet, visit=visit_edition, methods=POST)
def suggestion(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Take a wish, a request, "not this" or its taking back; what to do is posted, or stands in the address of an undo."""
    side = acting_side(visit)
    word = request.POST.get("list", USUAL)
    do = word_of(request, "do")
    if do == "restore":
        left = existing(number_in(word_of(request, "left")))
        actions.take_back(side, left)
        messages.success(request, _("Such suggestions can appear again."))
        return redirect(_address(visit, request.GET.get("list", word)))
    wish = request.POST.get("wish", "")
    kept = _kept(visit, side, word, wish, request.POST.get("to", ""))
    if kept is None:
        # Pressed twice, or on an old page: what was asked has been done, or is not there to do.
        return redirect(_address(visit, word, wish))
    with refusals_told(request):
        _do(request, visit, side, kept, do)
    return redirect(_address(visit, word, wish))


def _kept(visit: EditionVisit, side: Side, word: str, wish: str, code: str) -> Kept | None:
    """Return the entry of the reader's own list that a code names; None when it is not there, Http404 for no code at all."""
    number = existing(actions.number_named(visit.edition.pk, code))
    found = list_named(side.delegate, word)
    reading = reading_of(side, found, _asked(visit, found, wish))
    return next((one for one in reading.entries if one.number == number), None)


def _do(request: HttpRequest, visit: EditionVisit, side: Side, kept: Kept, do: str) -> None:
    slug, word, now = visit.edition.slug, request.POST.get("list", USUAL), timezone.now()
    if do == "leave":
        left = actions.leave_out(side, kept, request.POST.get("because", "party"))
        undo = address_of("suggestion", slug, do="restore", left=left.pk, list=word)
        undoable(request, _("You will not be shown this again."), undo)
        return
    target = actions.target_of(kept.number)
    about = list_named(side.delegate, word)
    if target is not None and about is not None and about.work is not None:
        target = replace(target, title=about.work.title_id)
    if target is None or do not in {"must", "like", "ask"}:
        raise Http404
    name = name_of(target.calendar.pk)
    if do == "ask":
        sent = actions.ask_for(side, kept, target, at=now, key=request.POST.get("key", ""))
        if sent.sender_id in side.pks:
            asked = _("You have asked %(name)s for a meeting.") % {"name": name}
            undoable(request, asked, address_of("request_withdraw", slug, sent.code))
        else:
            messages.success(request, answered_words(sent))
        return
    before = actions.wish_for(side, kept, target, do, at=now)
    text = _("Noted: you must meet %(name)s.") if do == "must" else _("Noted: you would like to meet %(name)s.")
    undoable(request, text % {"name": name}, address_of("wish", slug, target.calendar.code, level=before))


def _address(visit: EditionVisit, word: str, wish: str = "") -> str:
    asked = [(name, value) for name, value in (("list", "" if word == USUAL else word), ("wish", wish)) if value]
    address = reverse("suggestions", args=[visit.edition.slug])
    return f"{address}?{urlencode(asked)}" if asked else address
