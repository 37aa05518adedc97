"""Let those who are invited into sessions find them, answer, say what they need, and when they cannot come."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from praya.core.access.absence import existing
from praya.core.access.gate import BOTH, POST, gate
from praya.core.actions.answering import address_of, done, posted, said_of, told, undoable, word_of
from praya.core.actions.watching import saved
from praya.core.texts.joining import joined
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.programme.actions_parts import title_part
from praya.meet.programme.vocabulary import HOSTS, KINDS, PARTS, languages_named
from praya.meet.speaking import actions, queries
from praya.meet.speaking.forms import AnswerForm, HoursForm, NeedForm, TitleForm
from praya.meet.speaking.models import Impossible
from praya.meet.speaking.queries import Own
from praya.meet.speaking.rules import speaks
from praya.meet.speaking.vocabulary import LEVELS, MATERIALS, NEEDS


@gate(speaks, visit=visit_edition)
def my_sessions(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show the sessions into which the visitor is invited, and what is still missing of them."""
    person = visit.me.person
    missing = queries.missing_of(person)
    page = {
        "sessions": queries.own_sessions(visit.edition, person),
        "missing": missing,
        "spoken": languages_named(missing.languages),
    }
    return render(request, "meet/speaking/my_sessions.html", page)


@gate(speaks, visit=visit_edition)
def my_session(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show one of these sessions: where and when, who else is in it, and what the visitor can say and bring."""
    return session_page(request, visit, queries.own_session(visit.edition, visit.me.person, code))


def session_page(request: HttpRequest, visit: EditionVisit, own: Own, **forms: Form) -> HttpResponse:
    """Show a session; the one of its forms that could not be carried out is given, and says why."""
    shown: dict[str, Form] = {
        "answer": AnswerForm(own=own, edition=visit.edition),
        "titling": TitleForm(part=own.part),
        "need": NeedForm(),
        **forms,
    }
    missing = queries.missing_of(visit.me.person)
    page = {
        "own": own,
        "session": own.session,
        "kind": KINDS[own.session.kind],
        "role": PARTS[own.part.role],
        "others": [(PARTS[one.role], one) for one in own.others],
        "hosts": [(HOSTS[one.role], one) for one in own.hosts],
        "language_names": languages_named(own.session.languages),
        "interpreted": languages_named(own.session.channels),
        "needs": [(NEEDS[one.kind], one) for one in own.needs],
        "materials": [(MATERIALS[one.kind], LEVELS[one.level], one) for one in own.materials],
        "missing": missing,
        "spoken": languages_named(missing.languages),
        **shown,
    }
    is_wrong = any(form.errors for form in shown.values())
    return render(request, "meet/speaking/my_session.html", page, status=422 if is_wrong else 200)


@gate(speaks, visit=visit_edition, methods=POST)
def my_session_answer(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Take down whether the visitor comes, or take the answer back."""
    own, at = queries.own_session(visit.edition, visit.me.person, code), timezone.now()
    word = existing(said_of(request, "do", (*actions.ANSWERS, "undo")))
    if word == "undo":
        said = _("Your answer is taken back: the organisers wait for it.")
        told(request, lambda: actions.take_answer_back(own, by=visit.account, at=at), said)
        return redirect("my_session", visit.edition.slug, code)
    form = AnswerForm(request.POST, own=own, edition=visit.edition)
    if form.is_valid():
        act = partial(actions.answer, own, word, form.values["line"], by=visit.account, at=at)
        if form.saved(lambda: act(seen=form.seen)):
            said = _("Thank you: you are expected.") if word == "confirm" else _("Declined. The organisers see what you wrote.")
            undoable(request, said, address_of("my_session_answer", visit.edition.slug, code, do="undo"))
            return redirect("my_session", visit.edition.slug, code)
    return session_page(request, visit, own, answer=form)


@gate(speaks, visit=visit_edition, methods=POST)
def my_session_title(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Change the visitor's job title in a session."""
    own = queries.own_session(visit.edition, visit.me.person, code)
    form = TitleForm(posted(request), part=own.part)

    def title(typed: dict[str, Any], *, seen: str) -> None:
        title_part(own.part, typed["job_title"], edition=visit.edition.pk, by=visit.account, seen=seen)

    if saved(request, form, title, _("The job title is changed. Everybody reads it with the next version.")):
        return redirect("my_session", visit.edition.slug, code)
    return session_page(request, visit, own, titling=form)


@gate(speaks, visit=visit_edition, methods=POST)
def my_session_need(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Take down what the visitor needs in a session, or take it back."""
    own, edition = queries.own_session(visit.edition, visit.me.person, code), visit.edition.pk
    if word_of(request, "do") == "remove":
        need = queries.own_need(own, word_of(request, "need"))
        told(request, lambda: actions.remove_need(need, edition=edition, by=visit.account), _("The need is taken back."))
        return redirect("my_session", visit.edition.slug, code)
    form, at = NeedForm(request.POST), timezone.now()
    if form.is_valid():
        add = partial(actions.add_need, own.part, **form.cleaned_data, edition=edition, by=visit.account, at=at)
        if done(form, add):
            messages.success(request, _("The organisers see what you need."))
            return redirect("my_session", visit.edition.slug, code)
    return session_page(request, visit, own, need=form)


@gate(speaks, visit=visit_edition, methods=BOTH)
def my_hours(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show the hours in which the visitor cannot be in a session, and take down more."""
    form = HoursForm(posted(request), edition=visit.edition, sites=visit.sites, own=_own_site(visit))
    if form.is_valid():
        kept: list[Impossible] = []
        if done(form, lambda: kept.append(actions.add_hours(visit.edition, visit.me.person, form.values, by=visit.account))):
            return _kept(request, visit, kept[0])
    hits = _hits(visit)
    hours = [(row, hits.get(row.pk, [])) for row in queries.impossible_of(visit.edition, visit.me.person)]
    page = {"form": form, "hours": hours}
    return render(request, "meet/speaking/my_hours.html", page, status=422 if form.errors else 200)


def _own_site(visit: EditionVisit) -> str:
    own = visit.site(visit.me.site_id)
    return own.slug if own is not None else ""


def _hits(visit: EditionVisit) -> dict[int, list[Own]]:
    """Return which of the visitor's sessions lie in which hours that they have called impossible."""
    found: dict[int, list[Own]] = {}
    for own in queries.own_sessions(visit.edition, visit.me.person):
        for row in own.in_the_way:
            found.setdefault(row.pk, []).append(own)
    return found


def _kept(request: HttpRequest, visit: EditionVisit, row: Impossible) -> HttpResponse:
    """Say that hours are kept, and which sessions lie in them."""
    hit = _hits(visit).get(row.pk, [])
    messages.success(request, _("Kept. You and the organisers alone read it."))
    if hit:
        language = get_language() or "en"
        titles = joined(queries.title_of(own.session, language) for own in hit)
        messages.warning(request, _("In these hours lies: %(sessions)s. The organisers see it.") % {"sessions": titles})
    return redirect("my_hours", visit.edition.slug)


@gate(speaks, visit=visit_edition, methods=BOTH)
def my_hour(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Change hours in which the visitor cannot be in a session."""
    row = queries.own_hours(visit.edition, visit.me.person, code)
    form = HoursForm(posted(request), edition=visit.edition, sites=visit.sites, row=row)
    if form.is_valid() and form.saved(lambda: actions.change_hours(row, form.values, by=visit.account, seen=form.seen)):
        return _kept(request, visit, row)
    return render(request, "meet/speaking/my_hour.html", {"form": form, "row": row}, status=422 if form.errors else 200)


@gate(speaks, visit=visit_edition, methods=POST)
def my_hour_remove(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Let hours be possible again."""
    row = queries.own_hours(visit.edition, visit.me.person, code)
    told(request, lambda: actions.remove_hours(row, by=visit.account), _("These hours are possible again."))
    return redirect("my_hours", visit.edition.slug)
