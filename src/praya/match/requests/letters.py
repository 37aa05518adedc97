"""Write to delegates about requests: that they are asked, and what was answered.

A letter says no more than the request's page says to the same reader: nothing of a *no*, and nothing of why a request ended.
"""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from praya.core.actions.changing import plain
from praya.core.letters.declaring import Facts, Kind
from praya.core.letters.models import Letter
from praya.core.letters.queries import has_left_before, last_left
from praya.match.requests.models import Request, Round
from praya.match.requests.notices import name_of
from praya.match.requests.queries import left_to_do, proposed_slots, reply_to
from praya.match.requests.rules import has_expired, is_visible_to
from praya.meet.notices.letters import PART, REQUESTS, delegate_of, moment_words
from praya.meet.parties.sides import side_of

STANDS = {
    "received": (Request.Status.SENT,),
    "accepted": (Request.Status.ACCEPTED,),
    "declined": (Request.Status.DECLINED,),
    "proposed": (Request.Status.SENT,),
    "countered": (Request.Status.SENT,),
    "reopened": (Request.Status.SENT,),
    "withdrawn": (Request.Status.WITHDRAWN,),
    "resumed": (Request.Status.SENT, Request.Status.ACCEPTED),
    "expired": (Request.Status.EXPIRED,),
}
_TO_ANSWER = ("received", "proposed", "countered")
_OTHER_SLOTS = ("proposed", "countered")
_WHO = {"who": gettext_lazy("The other side")}


def of_request(letter: Letter, at: datetime) -> Facts | None:
    """Tell of a request as long as it stands as it did, to somebody of the side that is told."""
    delegate = delegate_of(letter)
    if delegate is None:
        return None
    side = side_of(delegate)
    request = Request.objects.filter(is_visible_to(side), code=letter.facts["request"], edition=letter.edition).first()
    if request is None or request.status not in STANDS[letter.kind]:
        return None
    own, other = _sides(letter.kind, request)
    is_asked = letter.kind in _TO_ANSWER
    if own not in side.pks or (is_asked and (own != request.answerer_id or has_expired(request, at))):
        return None
    # Sent once more after a withdrawal that was taken back, it is no news to whoever has read it.
    if letter.kind == "received" and has_left_before(letter):
        return None
    # That an answer is taken back is news to whoever has read it, and was told nothing of the request since.
    if (answer := letter.facts.get("answer")) and last_left(letter) != answer:
        return None
    until = request.expires_at if is_asked else None
    rows = [(pgettext("sender", "From") if until else _("Who"), name_of(other))]
    if letter.kind in _OTHER_SLOTS:
        rows += [(_("Proposed"), moment_words(slot, delegate.site, letter.zone)) for slot in proposed_slots(request)]
    if letter.kind == "countered" and (line := reply_to(request, delegate)):
        rows += [(_("They write"), line)]
    rows += [(_("Answer by"), moment_words(until, delegate.site, letter.zone))] if until else []
    path = reverse("request", args=[delegate.edition.slug, request.code])
    return Facts({"who": name_of(other)}, tuple(rows), path, _("Answer") if until else _("Open the request"))


def _sides(kind: str, request: Request) -> tuple[int, int]:
    """Return the side that reads a letter, and the other one."""
    if kind in {"countered", "declined"}:
        is_senders = True
    elif kind in {"received", "proposed", "withdrawn", "resumed"}:
        is_senders = False
    else:  # an answer to what was proposed last, or none
        is_senders = not request.is_countered
    pair = request.sender_id, request.recipient_id
    return pair if is_senders else (pair[1], pair[0])


def _letter(name: str, label: object, subject: object, body: object) -> Kind:
    return Kind(name, REQUESTS, label, subject, body, of_request, _WHO, is_private=True)


def of_round(letter: Letter, at: datetime) -> Facts | None:
    """Tell that requests can be sent, as long as they can."""
    delegate = delegate_of(letter)
    if delegate is None or not Round.objects.filter(code=letter.facts["round"], status=Round.Status.OPEN).exists():
        return None
    return Facts(path=reverse("exhibitors", args=[delegate.edition.slug]), button=_("Choose whom to meet"))


def of_closing(letter: Letter, at: datetime) -> Facts | None:
    """Tell when an open round closes and what its reader's side has left to do, if it has."""
    delegate = delegate_of(letter)
    current = Round.objects.filter(code=letter.facts["round"], status=Round.Status.OPEN, closes_at__gt=at).first()
    if delegate is None or current is None or current.closes_at is None:
        return None
    unsent, waiting = left_to_do(side_of(delegate), at)
    if not unsent and not waiting:
        return None
    when = moment_words(current.closes_at, delegate.site, letter.zone)
    rows = [(_("Wishes that you have not sent"), str(unsent))] if unsent else []
    rows += [(_("Requests that wait for your answer"), str(waiting))] if waiting else []
    path = reverse("requests" if waiting else "my_wishes", args=[delegate.edition.slug])
    return Facts({"when": when}, ((_("Requests close"), when), *rows), path, _("Answer") if waiting else _("My wishes"))


def of_closing_soon(letter: Letter, at: datetime) -> Facts | None:
    """Tell when an open round closes, and nothing else."""
    delegate = delegate_of(letter)
    current = Round.objects.filter(code=letter.facts["round"], status=Round.Status.OPEN, closes_at__gt=at).first()
    if delegate is None or current is None or current.closes_at is None:
        return None
    when = moment_words(current.closes_at, delegate.site, letter.zone)
    return Facts({"when": when}, ((_("Requests close"), when),), *_to_requests(delegate.edition.slug))


def _to_requests(edition: str) -> tuple[str, str]:
    return reverse("requests", args=[edition]), _("See your requests")


def of_changed_round(letter: Letter, at: datetime) -> Facts | None:
    """Tell what is different now in an open round; nothing where everything has come back to what its readers know."""
    delegate = delegate_of(letter)
    current = Round.objects.filter(code=letter.facts["rules"], status=Round.Status.OPEN).first()
    if delegate is None or current is None:
        return None
    was = letter.facts["was"]
    rows = []
    if "closes_at" in was and was["closes_at"] != plain(current.closes_at):
        moment = moment_words(current.closes_at, delegate.site, letter.zone) if current.closes_at else ""
        rows.append((_("Requests close"), moment or _("when the organisers close them")))
    if "expiry_hours" in was and was["expiry_hours"] != current.expiry_hours:
        hours = ngettext("%(count)d hour", "%(count)d hours", current.expiry_hours) % {"count": current.expiry_hours}
        rows.append((_("Time to answer a new request"), hours))
    if "includes_unanswered" in was and was["includes_unanswered"] != current.includes_unanswered:
        said = _("They compete, at a lower weight") if current.includes_unanswered else _("They are not placed")
        rows.append((_("Requests without an answer"), said))
    return Facts({}, tuple(rows), *_to_requests(delegate.edition.slug)) if rows else None


def _opened(name: str, label: object, held_above: int | None) -> Kind:
    body = gettext_lazy(
        "Requests for meetings at {market} can be sent now. Say whom you must meet and whom you would like to meet: the "
        "schedule is made from it."
    )
    return Kind(name, PART, label, gettext_lazy("Choose whom to meet at {market}"), body, of_round, held_above=held_above)


LETTERS = (
    _opened("round_opened", gettext_lazy("Requests can be sent"), 0),
    # Whoever planned the opening has decided about its letters, and changes their words before.
    _opened("round_opened_as_planned", gettext_lazy("Requests can be sent, as planned"), None),
    Kind(
        "closing_soon",
        PART,
        gettext_lazy("Requests close soon, to whoever has nothing left to do"),
        gettext_lazy("Requests for {market} close {when}"),
        gettext_lazy(
            "Requests for meetings at {market} close {when}. Until then you can ask whomever you would like to meet, and change "
            "what you have said. Then the schedule is made."
        ),
        of_closing_soon,
        {"when": gettext_lazy("When requests close")},
        is_private=True,
    ),
    Kind(
        "round_changed",
        PART,
        gettext_lazy("The rules of requests have changed"),
        gettext_lazy("Requests at {market}: what has changed"),
        gettext_lazy("The organisers of {market} have changed what holds for requests for meetings. From now on:"),
        of_changed_round,
    ),
    Kind(
        "closing",
        PART,
        gettext_lazy("Requests close soon"),
        gettext_lazy("Requests for {market} close {when}"),
        gettext_lazy(
            "Requests for meetings at {market} close {when}. What is not sent or not answered by then counts less, or not at "
            "all, when the schedule is made."
        ),
        of_closing,
        {"when": gettext_lazy("When requests close")},
        is_private=True,
    ),
    _letter(
        "received",
        gettext_lazy("Somebody asks to meet you"),
        gettext_lazy("{who} would like to meet you"),
        gettext_lazy("{who} asks for a meeting with you at {market}. Accept, decline, or propose another time."),
    ),
    _letter(
        "proposed",
        gettext_lazy("Other slots are proposed to you"),
        gettext_lazy("{who} proposes other slots"),
        gettext_lazy("{who} asks for a meeting with you at {market} and now proposes other slots. Accept, or decline."),
    ),
    _letter(
        "countered",
        gettext_lazy("Other times are proposed for your request"),
        gettext_lazy("{who} proposes other times"),
        gettext_lazy(
            "{who} would meet you at {market}, and proposes other times than you did. Accept one of them, propose again, or "
            "withdraw your request."
        ),
    ),
    _letter(
        "accepted",
        gettext_lazy("Your request is accepted"),
        gettext_lazy("{who} has accepted"),
        gettext_lazy("{who} will meet you at {market}. No time is booked yet: the schedule decides, and you are told."),
    ),
    _letter(
        "declined",
        gettext_lazy("Your request is declined"),
        gettext_lazy("{who} has declined"),
        gettext_lazy("{who} has declined your request for a meeting at {market}. The slots that were proposed are free again."),
    ),
    _letter(
        "reopened",
        gettext_lazy("An answer is taken back"),
        gettext_lazy("{who} has taken the answer back"),
        gettext_lazy("{who} has taken back the answer about a meeting with you at {market}. The request waits for it again."),
    ),
    _letter(
        "withdrawn",
        gettext_lazy("A request that you have answered is withdrawn"),
        gettext_lazy("{who} has withdrawn the request"),
        gettext_lazy(
            "{who} has withdrawn the request for a meeting with you at {market}. The slots that were proposed are free again."
        ),
    ),
    _letter(
        "resumed",
        gettext_lazy("A withdrawal is taken back"),
        gettext_lazy("{who} has taken the withdrawal back"),
        gettext_lazy("{who} asks for a meeting with you at {market} after all: the request stands as it did."),
    ),
    _letter(
        "expired",
        gettext_lazy("Your request was not answered"),
        gettext_lazy("No answer from {who}"),
        gettext_lazy(
            "{who} has not answered in time about a meeting at {market}, and the request has ended. You can ask once more, or "
            "somebody else."
        ),
    ),
)
