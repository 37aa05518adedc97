"""Say what this room adds to the house."""

from __future__ import annotations

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from praya.core.audit.deeds import declare_deeds
from praya.core.features.menus import Link, declare_links
from praya.core.features.waiting import Waiting, declare_waiting
from praya.core.holding import (
    FIGURES,
    OTHERS,
    Personal,
    Rows,
    Subject,
    after_erasing,
    before_erasing,
    declare_impersonal,
    declare_personal,
    deleted,
    kept,
    of_person,
)
from praya.core.keeping import Kept, declare_kept, declare_unkept
from praya.core.letters.declaring import declare_letters
from praya.core.revocations.actions import watch
from praya.core.revocations.columns import forbidding, only
from praya.core.revocations.declaring import Revocable, after_restore, declare_lasting, declare_revocable
from praya.core.sheets.built import declare_built
from praya.core.sheets.kinds import declare_sheets
from praya.core.texts.states import declare_states
from praya.match.requests.erasing import end_requests, rename_in_notices
from praya.match.requests.last_day import rounds_left_out
from praya.match.requests.letters import LETTERS
from praya.match.requests.merging import has_requests
from praya.match.requests.models import Look, LostSlot, ProposedSlot, Request, Round, RoundStep, Wish
from praya.match.requests.offering import find_free, offer, own_wishes
from praya.match.requests.replaying import CLOSED, is_no, let_rounds_wait, made_no
from praya.match.requests.sheet import REQUESTS, WISHES
from praya.match.requests.unanswered import requests_to_answer
from praya.meet.accreditation.merging import declare_obligation
from praya.meet.editions.objections import declare_objector
from praya.meet.notices.declaring import declare_notice
from praya.show.works.meeting import declare_meetings

declare_deeds(
    {
        "plan round": _("planned a round"),
        "drop round": _("gave a planned round up"),
        "open round": _("opened a round"),
        "remind of round": _("reminded of the end of a round"),
        "freeze round": _("froze a round"),
        "reopen round": _("reopened a round"),
        "change round": _("changed the moments or rules of a round"),
        "send request": _("sent a request"),
        "edit request": _("changed a request"),
        "withdraw request": _("withdrew a request"),
        "accept request": _("accepted a request"),
        "decline request": _("declined a request"),
        "expire request": _("let an unanswered request end"),
        "counter request": _("proposed other times for a request"),
        "recall counter": _("took a proposal of other times back"),
        "recall answer": _("took back that they had proposed again"),
        "reopen request": _("took an answer or a cancellation back"),
        "resume request": _("took the withdrawal of a request back"),
    },
    private=("change wishes",),
    open_subjects=("match.round",),
    private_subjects=("match.wish",),
    hidden_facts=("wish",),
)
declare_links(Link("requests", _("Requests"), "requests", 70))
declare_waiting(
    Waiting(
        "requests",
        requests_to_answer,
        ngettext_lazy("%(count)d request waits for your answer", "%(count)d requests wait for your answer", "count"),
        is_timed=True,
    )
)
declare_states(
    {
        "planned": ("info", pgettext_lazy("status", "planned")),
        "sent": ("wait", pgettext_lazy("status", "sent")),
        "expired": ("past", pgettext_lazy("status", "expired")),
        "yours": ("info", pgettext_lazy("status", "waits for your answer")),
        "theirs": ("wait", pgettext_lazy("status", "waits for their answer")),
        "unanswered": ("wait", pgettext_lazy("status", "waits for an answer")),
        "proposes": ("info", pgettext_lazy("status", "proposes other times")),
        "countered": ("info", pgettext_lazy("status", "other times proposed")),
        "agreed": ("info", pgettext_lazy("status", "agreed, the schedule finds the slot")),
        "unbooked": ("bad", pgettext_lazy("status", "not booked")),
        "must": ("info", pgettext_lazy("status", "must")),
        "like": ("wait", pgettext_lazy("status", "like")),
    }
)
declare_meetings(offer, find_free, own_wishes)
declare_obligation(has_requests)
declare_notice(
    "accepted",
    _("%(who)s has accepted. No time is booked yet: the schedule decides."),
    counted=ngettext_lazy("%(n)d request accepted", "%(n)d requests accepted", "n"),
    order=60,
)
declare_notice(
    "declined",
    _("%(who)s has declined your request."),
    look="lost",
    counted=ngettext_lazy("%(n)d request declined", "%(n)d requests declined", "n"),
    order=70,
)
declare_notice(
    "reopened",
    _("%(who)s has taken the answer back: the request waits for it again."),
    look="moved",
    counted=ngettext_lazy("%(n)d answer taken back", "%(n)d answers taken back", "n"),
    order=80,
)
declare_notice(
    "countered",
    _("%(who)s proposes other times for your request."),
    counted=ngettext_lazy("%(n)d proposal of other times", "%(n)d proposals of other times", "n"),
    order=65,
)
declare_notice(
    "withdrawn",
    _("%(who)s has withdrawn the request that you have answered."),
    look="lost",
    counted=ngettext_lazy("%(n)d request withdrawn", "%(n)d requests withdrawn", "n"),
    order=75,
)
declare_notice(
    "resumed",
    _("%(who)s has taken the withdrawal back: the request stands as it did."),
    look="moved",
    counted=ngettext_lazy("%(n)d withdrawal taken back", "%(n)d withdrawals taken back", "n"),
    order=85,
)
declare_letters(*LETTERS)
declare_sheets(WISHES, REQUESTS)
# Every wish is told to the journal in the same way, sealed, whatever it is: that there is a line says nothing of a *no*.
declare_revocable(
    Revocable(
        Wish,
        {"level": forbidding(Wish.Level.NO)},
        is_lost=True,
        facts=("calendar_id", "other_id"),
        forbids=is_no,
        is_secret=True,
        made=made_no,
    ),
    Revocable(Request, {"status": only(Request.Status.SENT, Request.Status.ACCEPTED)}, key="code"),
    # What was closed after a backup is closed once it is restored. Published it is not: its meetings are lost.
    Revocable(Round, {"status": CLOSED}, key="code", is_lost=True),
)
after_restore(let_rounds_wait)
declare_objector(
    rounds_left_out,
    ngettext_lazy(
        "Nothing was changed, because %(count)d round would still do something after the last day:",
        "Nothing was changed, because %(count)d rounds would still do something after the last day:",
        "count",
    ),
)
declare_lasting("it says how much somebody wishes to meet, and lets nobody in", "match.request.level")
watch(Wish)
_own = of_person("calendar__delegate__person")
_SIDES = {
    side: _("Company") if side.endswith("organisation__name") else _("With")
    for end in ("other", "sender", "recipient")
    for side in (f"{end}__exhibitor__organisation__name", f"{end}__delegate__person__name")
}
_SENT = of_person("sender__delegate__person", "sent_by__person")
_REPLIED = of_person("replied_by__person")


def _wishes_for_the_company(who: Subject) -> Q:
    return of_person("by__person")(who) & ~_own(who)


def _received(who: Subject) -> Q:
    return of_person("recipient__delegate__person", "named__person")(who) & ~_SENT(who)


def _today(rows: Rows, side: str, person: str) -> Rows:
    """Keep what is the person's own, and the company's for which they come today."""
    own = Q(**{f"{side}__delegate__isnull": False}) | Q(**{f"{side}__exhibitor__organisation": F(f"{person}__organisation")})
    return lambda who: rows(who) & own


def _before(rows: Rows, side: str, person: str) -> Rows:
    """Keep what the person said or was asked for a company they have left: its fate and words are that company's own."""
    left = Q(**{f"{side}__exhibitor__organisation": F(f"{person}__organisation")})
    return lambda who: rows(who) & Q(**{f"{side}__exhibitor__isnull": False}) & ~left


# What others wish of the person, and above all a no, is never told.
declare_personal(
    _("Requests"),
    Personal(
        Wish,
        _("Wishes"),
        _own,
        "other__exhibitor__organisation__name other__delegate__person__name level changed_at",
        deleted(),
        _SIDES | {"level": _("Wish")},
    ),
    Personal(
        Wish,
        _("Wishes you said for your company"),
        _today(_wishes_for_the_company, "calendar", "by"),
        "other__exhibitor__organisation__name other__delegate__person__name level changed_at",
        kept(OTHERS),
        _SIDES | {"level": _("Wish")},
    ),
    # What became of them since, a *no* included, is that company's.
    Personal(
        Wish,
        _("Wishes you said for another company"),
        _before(_wishes_for_the_company, "calendar", "by"),
        "other__exhibitor__organisation__name other__delegate__person__name",
        kept(OTHERS),
        _SIDES,
    ),
    Personal(
        Request,
        _("Requests you sent"),
        _today(_SENT, "sender", "sent_by"),
        "recipient__exhibitor__organisation__name recipient__delegate__person__name level message status sent_at",
        kept(FIGURES, message=""),
        _SIDES | {"level": _("Wish")},
    ),
    Personal(
        Request,
        _("Requests you sent for another company"),
        _before(_SENT, "sender", "sent_by"),
        "recipient__exhibitor__organisation__name recipient__delegate__person__name sent_at",
        kept(FIGURES, message=""),
        _SIDES,
    ),
    Personal(
        Request,
        _("Other times you proposed"),
        _today(_REPLIED, "recipient", "replied_by"),
        "sender__exhibitor__organisation__name sender__delegate__person__name reply status sent_at",
        kept(FIGURES, reply=""),
        _SIDES | {"reply": _("Line")},
    ),
    Personal(
        Request,
        _("Other times you proposed for another company"),
        _before(_REPLIED, "recipient", "replied_by"),
        "sender__exhibitor__organisation__name sender__delegate__person__name sent_at",
        kept(FIGURES, reply=""),
        _SIDES,
    ),
    Personal(
        Request,
        _("Requests to you"),
        _today(_received, "recipient", "named"),
        "sender__exhibitor__organisation__name sender__delegate__person__name status sent_at",
        kept(FIGURES),
        _SIDES,
    ),
    Personal(
        Request,
        _("Requests to you at another company"),
        _before(_received, "recipient", "named"),
        "sender__exhibitor__organisation__name sender__delegate__person__name sent_at",
        kept(FIGURES),
        _SIDES,
    ),
)
declare_impersonal("a part of its request", ProposedSlot)
declare_impersonal("what a round did at its moments", RoundStep)
declare_impersonal("says of two parties that a slot was not to be had, and not why", LostSlot)
declare_impersonal("hashed, and forgotten after a day", Look)
before_erasing(end_requests)
after_erasing(rename_in_notices)
declare_kept(
    Kept(Request, "sender__exhibitor__organisation recipient__exhibitor__organisation guests__exhibitor__organisation"),
    # Nothing that organisers are told depends on a *no*, and what others wish is theirs.
    Kept(Wish, "calendar__exhibitor__organisation", ~Q(level=Wish.Level.NO)),
)
declare_unkept("they are told of with their request", Request.guests.through)
declare_built(Request, ngettext_lazy("%(count)d request", "%(count)d requests", "count"))
