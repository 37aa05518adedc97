"""Read and write messages, and choose about them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.access.absence import existing
from praya.core.access.gate import BOTH, POST, gate
from praya.core.actions.answering import address_of, done, form_page, is_part, posted, refusals_in, said_of, told, word_of
from praya.core.actions.watching import saved
from praya.core.catalogue.queries import Card
from praya.core.directory.codes import random_code
from praya.core.lists.serving import page_facts
from praya.match.messages import actions, queries, rules
from praya.match.messages.forms import ChoicesForm, MessageForm, ReportForm
from praya.match.messages.listing import THREADS
from praya.match.messages.models import Thread, ThreadSide
from praya.match.messages.reports import report
from praya.match.messages.unread import BADGE, unread_of
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.rules import is_delegate
from praya.meet.accreditation.visits import EditionVisit, Reader, visit_edition


def _side(visit: EditionVisit, code: str) -> ThreadSide:
    return existing(queries.side_of_thread(visit.me, code))


def _somebody(visit: EditionVisit, code: str) -> Delegate:
    return existing(queries.reachable_delegate(visit.edition.pk, code))


@gate(is_delegate, visit=visit_edition)
def threads(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """List the delegate's conversations, latest first."""
    delegate = visit.me
    context = {
        **page_facts(THREADS, request, visit),
        "mailbox": queries.mailbox_row(delegate),
        "me": delegate.pk,
    }
    return render(request, "match/messages/threads.html", context)


@gate(is_delegate, visit=visit_edition, methods=BOTH)
def message_new(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Write to somebody for the first time; whoever has a thread with them already is led there."""
    other = _somebody(visit, code)
    writer = visit.reader
    if other.pk == writer.delegate.pk:
        return redirect("messages", visit.edition.slug)
    side = queries.side_with(writer.delegate, other.pk)
    if side is not None:
        return _thread(request, visit, side) if request.method == "POST" else _led(visit, side, request.GET.get("work", ""))
    if not rules.takes_first_contacts(other, writer.audience):
        nobody = {"sentence": rules.unreachable(), "other": None}
        return render(request, "match/messages/new.html", nobody, status=422 if request.method == "POST" else 200)
    form = _form(request, writer, is_sent=request.method == "POST")
    if form.is_valid():
        sent = _sent(writer, other.pk, form, visit)
        if sent is not None:
            return redirect("thread", visit.edition.slug, sent)
    left = rules.first_contacts_left(writer.delegate, timezone.now())
    context = {
        "other": other,
        "form": form,
        "left": left,
        "sentence": "" if left or form.is_bound else rules.none_left(rules.first_contacts_per_day(visit.edition.pk)),
        "is_blocked": queries.is_blocking(writer.delegate, other),
    }
    return render(request, "match/messages/new.html", context, status=422 if form.is_bound else 200)


def _led(visit: EditionVisit, side: ThreadSide, work: str) -> HttpResponse:
    address = reverse("thread", args=[visit.edition.slug, side.thread.code])
    return redirect(f"{address}?work={work}" if work.isalnum() else address)


def _form(request: HttpRequest, writer: Reader, *, is_sent: bool) -> MessageForm:
    """Return the form of a message, with the work named in the address among those that can be attached."""
    works = _works(request, writer)
    if is_sent:
        return MessageForm(request.POST, works=works)
    return MessageForm(works=works, initial={"key": random_code(), "work": request.GET.get("work", "")})


def _works(request: HttpRequest, writer: Reader) -> list[Card]:
    """Return the company's own works and the one that the reader came from."""
    own = queries.own_works(writer.delegate, writer.audience)
    named = request.GET.get("work", "") or request.POST.get("work", "")
    if not named or any(card.code == named for card in own):
        return own
    number = actions.title_behind(named, writer.delegate.edition_id)
    return own + (queries.shown_cards(writer.delegate.edition_id, [number], writer.audience) if number else [])


def _sent(writer: Reader, other: int, form: MessageForm, visit: EditionVisit) -> str | None:
    """Send what a form holds; return the code of the thread, or put the refusal into the form."""
    words = form.cleaned_data
    title = actions.title_behind(words.get("work", ""), visit.edition.pk)
    with refusals_in(form, "text"):
        return str(actions.write(writer, other, words["text"], at=timezone.now(), key=words["key"], title=title).thread.code)
    return None


@gate(is_delegate, visit=visit_edition, methods=BOTH)
def thread(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show one conversation, and send an answer."""
    return _thread(request, visit, _side(visit, code))


def _thread(request: HttpRequest, visit: EditionVisit, side: ThreadSide, *, reporting: ReportForm | None = None) -> HttpResponse:
    writer = visit.reader
    form = _form(request, writer, is_sent=request.method == "POST" and reporting is None)
    if form.is_valid():
        sent = _sent(writer, side.other_id, form, visit)
        if sent is not None:
            return redirect(reverse("thread", args=[visit.edition.slug, sent]) + "#write")
    page = _thread_facts(request, writer, side)
    status = 422 if reporting is not None or form.is_bound else 200
    if reported := request.GET.get("report", "")[:20]:
        reporting = reporting or ReportForm(initial={"message": reported})
    return render(request, "match/messages/thread.html", {**page, "form": form, "reporting": reporting}, status=status)


def _thread_facts(request: HttpRequest, writer: Reader, side: ThreadSide) -> dict[str, Any]:
    """Return what the page of a conversation shows."""
    me, held = writer.delegate, side.thread
    mailbox = queries.mailbox_row(me)
    is_starter = held.starter_id == me.pk
    is_asking = held.status == Thread.Status.ASKED and is_starter
    can_write = mailbox.suspended_at is None and mailbox.is_open and rules.takes_answers(side.other)
    is_declined = held.status == Thread.Status.DECLINED and is_starter
    return {
        "side": side,
        "held": held,
        "other": side.other,
        "talk": queries.conversation(side, me, writer.audience, before=request.GET.get("before", "")[:20]),
        "mailbox": mailbox,
        "is_asking": is_asking,
        "is_declined": is_declined,
        "is_asked": held.status == Thread.Status.ASKED and not is_starter,
        "can_write": can_write and not is_asking and not is_declined and not getattr(side, "is_blocked", False),
        "unreachable": "" if rules.takes_answers(side.other) else rules.unreachable(),
        "own_address": me.person.email or (writer.account.email if writer.account else ""),
        "their_address": getattr(side, "address", "") if getattr(side, "theirs_at", None) else "",
    }


@gate(is_delegate, visit=visit_edition, methods=POST)
def thread_act(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Decline, mute, or share one's address; what to do is posted, or stands in the address of an undo."""
    side, writer, now = _side(visit, code), visit.reader, timezone.now()
    word = word_of(request, "do")
    undo_by = partial(address_of, "thread_act", visit.edition.slug, code)
    mute, share = partial(actions.mute, writer, side), partial(actions.share_address, writer, side, at=now)
    declined = _("Declined. They are told; if you change your mind, write to them.")
    acts: dict[str, tuple[Callable[[], object], str, str]] = {
        "decline": (lambda: actions.decline(writer, side, at=now), declined, ""),
        "mute": (lambda: mute(True), _("Muted: new messages here are no longer counted."), undo_by(do="unmute")),
        "unmute": (lambda: mute(False), _("New messages here are counted."), undo_by(do="mute")),
        "share": (lambda: share(True), _("Your address is shown here."), undo_by(do="withdraw")),
        "withdraw": (lambda: share(False), _("Your address is no longer shown here."), undo_by(do="share")),
    }
    if word not in acts:
        raise Http404
    act, said, undo = acts[word]
    told(request, act, said, undo=undo)
    return redirect("thread", visit.edition.slug, code)


@gate(is_delegate, visit=visit_edition, methods=POST)
def thread_read(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Mark a conversation as read up to the message that was shown."""
    side = _side(visit, code)
    actions.mark_read(side, request.POST.get("seen", "")[:20])
    if is_part(request):
        return render(request, BADGE, {"count": unread_of(visit.me), "oob": True})
    return redirect("thread", visit.edition.slug, code)


@gate(is_delegate, visit=visit_edition, methods=POST)
def message_report(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Bring a message before the organisers."""
    side = _side(visit, code)
    form = ReportForm(request.POST)
    if form.is_valid():
        words = form.cleaned_data
        now, writer = timezone.now(), visit.reader
        if done(form, lambda: report(writer, side, words["message"], words["reason"], words["words"], at=now)):
            said = _("Reported. The organisers see this message and what stands around it, and will tell you.")
            messages.success(request, said)
            return redirect("thread", visit.edition.slug, code)
    return _thread(request, visit, side, reporting=form)


@gate(is_delegate, visit=visit_edition, methods=POST)
def message_block(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Block a person, or take that back; nobody else learns of it."""
    other = existing(queries.somebody_of(visit.edition.pk, code))
    word = word_of(request, "do")
    if word not in {"block", "unblock"}:
        raise Http404
    undo = address_of("message_block", visit.edition.slug, code, do="unblock" if word == "block" else "block")
    said = _("Blocked at once. They are not told.") if word == "block" else _("No longer blocked.")
    act = partial(actions.block, visit.reader, other, word == "block", at=timezone.now())
    is_done = told(request, act, said, undo=undo)
    return redirect("message_settings" if is_done and word == "unblock" else "messages", visit.edition.slug)


@gate(is_delegate, visit=visit_edition, methods=BOTH)
def message_settings(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Choose whether to take messages and letters about them, and see who is blocked."""
    writer = visit.reader
    if request.method == "POST" and existing(said_of(request, "do", ("", "noted")) if "do" in request.POST else "") == "noted":
        actions.take_note(writer)
        return redirect("messages", visit.edition.slug)
    form = ChoicesForm(posted(request), delegate=writer.delegate)
    if saved(request, form, partial(_choose, writer), _("Your choices are kept.")):
        return redirect("message_settings", visit.edition.slug)
    return form_page(request, "match/messages/settings.html", form, blocked=queries.blocked_here(writer.delegate))


def _choose(writer: Reader, typed: dict[str, Any], *, seen: str) -> None:
    actions.choose(writer, **typed, seen=seen)
