"""Write to delegates about requests: that they are asked, and what was answered.

A letter says no more than the request's page says to the same reader: nothing of a *no*, and nothing of why a request ended.
"""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from praya.core.letters.declaring import Facts, Kind
from praya.core.letters.models import Letter
from praya.match.requests.models import Request, Round
from praya.match.requests.notices import name_of
from praya.match.requests.rules import has_expired, is_visible_to
from praya.meet.notices.letters import PART, REQUESTS, delegate_of, moment_words
from praya.meet.parties.sides import side_of

STANDS = {
    "received": Request.Status.SENT,
    "accepted": Request.Status.ACCEPTED,
    "declined": Request.Status.DECLINED,
    "expired": Request.Status.EXPIRED,
}
_WHO = {"who": gettext_lazy("The other side")}


def of_request(letter: Letter, at: datetime) -> Facts | None:
    """Tell of a request as long as it stands as it did, to somebody of the side that is told."""
    delegate = delegate_of(letter)
    if delegate is None:
        return None
    side = side_of(delegate)
    request = Request.objects.filter(is_visible_to(side), code=letter.facts["request"], edition=letter.edition).first()
    if request is None or request.status != STANDS[letter.kind]:
        return None
    own, other = _sides(letter.kind, request)
    if own not in side.pks or (letter.kind == "received" and has_expired(request, at)):
        return None
    until = request.expires_at if letter.kind == "received" else None
    rows = [(pgettext("sender", "From") if until else _("Who"), name_of(other))]
    rows += [(_("Answer by"), moment_words(until, delegate.site, letter.zone))] if until else []
    path = reverse("request", args=[delegate.edition.slug, request.code])
    return Facts({"who": name_of(other)}, tuple(rows), path, _("Answer") if until else _("Open the request"))


def _sides(kind: str, request: Request) -> tuple[int, int]:
    pair = request.sender_id, request.recipient_id
    return (pair[1], pair[0]) if kind == "received" else pair


def _letter(name: str, label: object, subject: object, body: object) -> Kind:
    return Kind(name, REQUESTS, label, subject, body, of_request, _WHO, is_private=True)


def of_round(letter: Letter, at: datetime) -> Facts | None:
    """Tell that requests can be sent, as long as they can."""
    delegate = delegate_of(letter)
    if delegate is None or not Round.objects.filter(code=letter.facts["round"], status=Round.Status.OPEN).exists():
        return None
    return Facts(path=reverse("exhibitors", args=[delegate.edition.slug]), button=_("Choose whom to meet"))


LETTERS = (
    Kind(
        "round_opened",
        PART,
        gettext_lazy("Requests can be sent"),
        gettext_lazy("Choose whom to meet at {market}"),
        gettext_lazy(
            "Requests for meetings at {market} can be sent now. Say whom you must meet and whom you would like to meet: the "
            "schedule is made from it."
        ),
        of_round,
        held_above=0,
    ),
    _letter(
        "received",
        gettext_lazy("Somebody asks to meet you"),
        gettext_lazy("{who} would like to meet you"),
        gettext_lazy("{who} asks for a meeting with you at {market}. Accept, decline, or propose another time."),
    ),
    _letter(
        "accepted",
        gettext_lazy("Your request is accepted"),
        gettext_lazy("{who} has accepted"),
        gettext_lazy("{who} has accepted your request for a meeting at {market}."),
    ),
    _letter(
        "declined",
        gettext_lazy("Your request is declined"),
        gettext_lazy("{who} has declined"),
        gettext_lazy("{who} has declined your request for a meeting at {market}. The slots you proposed are free again."),
    ),
    _letter(
        "expired",
        gettext_lazy("Your request was not answered"),
        gettext_lazy("No answer from {who}"),
        gettext_lazy(
            "{who} has not answered your request for a meeting at {market} in time, and it has ended. You can ask once more, or "
            "somebody else."
        ),
    ),
)
