"""Report a message to the organisers, and let them answer: dismiss, warn, or stop somebody from writing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Case, OuterRef, Q, QuerySet, When
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.plain_text import checked, required
from praya.core.actions.refusing import Refused
from praya.core.actions.seeing import mark_of, mark_of_row, require_mark
from praya.core.audit.actions import record
from praya.core.revocations.actions import touch, touch_where
from praya.match.messages.models import AbuseReport, Mailbox, Message, MessageRules, ThreadSide
from praya.match.messages.rules import MOST_FIRST_CONTACTS, first_contacts_per_day
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.visits import Reader
from praya.meet.editions.actions import hold_edition
from praya.meet.editions.models import Edition
from praya.meet.notices.actions import tell

NEIGHBOURS = 3
LONGEST_WORDS = 1000


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Hold one message of an excerpt; `is_reported` marks the one that was brought before the organisers."""

    text: str
    sent_at: datetime
    name: str
    is_by_reporter: bool
    is_reported: bool


def report(writer: Reader, side: ThreadSide, code: str, reason: str, words: str, *, at: datetime) -> AbuseReport:
    """Bring a message of the other side before the organisers; reporting it twice is one report."""
    if reason not in AbuseReport.Reason.values:
        raise Refused(_("Say what is wrong with the message."))
    clean = checked(words, LONGEST_WORDS)
    found = Message.objects.filter(code=code, thread=side.thread_id, by=side.other_id, is_withheld=False).first()
    if found is None:
        raise Refused(_("Only a message that you received can be reported."))
    facts = {"edition_id": side.delegate.edition_id, "reason": reason, "words": clean, "created_at": at}
    try:
        with transaction.atomic():
            made, is_new = AbuseReport.objects.get_or_create(message=found, by=writer.delegate, defaults=facts)
            if is_new:
                record("report message", made, by=writer.account, edition=made.edition_id, after={"reason": reason})
    except IntegrityError:
        return AbuseReport.objects.get(message=found, by=writer.delegate)
    return made


def reports_of(edition: Edition | OuterRef) -> QuerySet[AbuseReport]:
    """Return the reports of an edition with both people: those that wait, then those answered, the newest first."""
    people = ("by__person", "by__organisation", "message__by__person", "message__by__organisation", "decided_by")
    is_answered = Case(When(status=AbuseReport.Status.WAITING, then=0), default=1)
    return AbuseReport.objects.filter(edition=edition).select_related(*people).order_by(is_answered, "-pk")


def report_of(edition: Edition, code: str) -> AbuseReport | None:
    """Return one report of an edition by its code."""
    return reports_of(edition).filter(code=code).first()


def writer_of(edition: Edition, code: str) -> Delegate | None:
    """Return a delegate of an edition by code, whatever their state: somebody refused may still be suspended."""
    return Delegate.objects.filter(edition=edition, code=code).first()


def excerpt_of(reported: AbuseReport) -> list[Excerpt]:
    """Return a reported message with three before and three after it, as its reporter saw them; nothing else of the thread."""
    seen = Message.objects.filter(Q(is_withheld=False) | Q(by=reported.by_id), thread=reported.message.thread_id)
    seen = seen.select_related("by__person")
    before = list(seen.filter(pk__lt=reported.message_id).order_by("-pk")[:NEIGHBOURS])[::-1]
    after = list(seen.filter(pk__gte=reported.message_id).order_by("pk")[: NEIGHBOURS + 1])
    return [
        Excerpt(
            one.text,
            one.sent_at,
            one.by.person.name,
            one.by_id == reported.by_id,
            one.pk == reported.message_id,
        )
        for one in [*before, *after]
    ]


def mark_of_report(reported: AbuseReport) -> str:
    """Return a mark of what has become of a report."""
    return mark_of_row(reported, ("status", "decided_at"))


def decide(reported: AbuseReport, verdict: str, words: str, *, by: Account, at: datetime, seen: str = "") -> AbuseReport:
    """Dismiss a report, warn whoever wrote the message, or stop them from writing; the reporter is told that it was looked at.

    Whoever is warned reads the organisers' words, never who reported what. A report can be decided again, by
    whoever has `seen` what was decided.
    """
    if verdict not in AbuseReport.Status.values or verdict == AbuseReport.Status.WAITING:
        raise Refused(_("Choose what to do."))
    clean = required(words, LONGEST_WORDS) if verdict == AbuseReport.Status.WARNED else checked(words, LONGEST_WORDS)
    with transaction.atomic():
        kept = AbuseReport.objects.select_for_update(of=("self",)).select_related("message__by").get(pk=reported.pk)
        require_mark(mark_of_report(kept), seen)
        before = kept.status
        kept.status, kept.decided_at, kept.decided_by = verdict, at, by
        kept.save(update_fields=["status", "decided_at", "decided_by"])
        writer = kept.message.by
        if verdict != AbuseReport.Status.DISMISSED:
            _act(writer, verdict, clean, at=at)
        if before == AbuseReport.Status.WAITING:
            tell([kept.by_id], "report")
        record("decide about report", kept, by=by, edition=kept.edition_id, before={"status": before}, after={"status": verdict})
    return kept


def _act(writer: Delegate, verdict: str, words: str, *, at: datetime) -> None:
    mailbox, _is_new = Mailbox.objects.get_or_create(delegate=writer)
    if words:
        mailbox.warning = words
        tell([writer.pk], "warned")
    if verdict == AbuseReport.Status.SUSPENDED and mailbox.suspended_at is None:
        mailbox.suspended_at = at
    mailbox.save(update_fields=["warning", "suspended_at"])
    touch([mailbox])


def suspended(edition: Edition) -> list[Delegate]:
    """Return who may not write at an edition at present."""
    rows = Delegate.objects.filter(edition=edition, mailbox__suspended_at__isnull=False)
    return list(rows.select_related("person", "organisation", "mailbox").order_by("mailbox__suspended_at", "pk"))


def set_suspended(delegate: Delegate, is_suspended: bool, *, by: Account, at: datetime) -> None:
    """Let somebody write again, or take that back."""
    with transaction.atomic():
        Mailbox.objects.filter(delegate=delegate).update(suspended_at=at if is_suspended else None)
        touch_where(Mailbox, delegate=delegate)
        word = "suspend from messages" if is_suspended else "let write again"
        record(word, delegate, by=by, edition=delegate.edition_id, after={})


def mark_of_limit(limit: int) -> str:
    """Return a mark of how many first contacts a delegate has a day."""
    return mark_of({"limit": limit}, ["limit"])


def set_limit(edition: Edition, limit: int, *, by: Account, seen: str = "") -> None:
    """Say how many first contacts a delegate has a day, as they were `seen`."""
    if not 0 <= limit <= MOST_FIRST_CONTACTS:
        raise Refused(_("Write a number from 0 to %(most)d.") % {"most": MOST_FIRST_CONTACTS})
    with transaction.atomic():
        hold_edition(edition.pk)
        before = MessageRules.objects.filter(edition=edition).values_list("first_contacts_per_day", flat=True).first()
        stands = first_contacts_per_day(edition.pk)
        if limit != stands:
            require_mark(mark_of_limit(stands), seen)
        MessageRules.objects.update_or_create(edition=edition, defaults={"first_contacts_per_day": limit})
        record(
            "change message rules",
            "match.abusereport",
            by=by,
            edition=edition.pk,
            before={"first contacts a day": before},
            after={"first contacts a day": limit},
        )
