"""Write messages, decline them, and say what a delegate chose about them.

Lock order: delegates by number, then the thread. A message to somebody who has blocked its writer runs through the same
statements as any other and is withheld, so that neither words nor time tell the writer.
"""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from praya.core.access.audiences import Audience
from praya.core.actions.plain_text import required
from praya.core.actions.refusing import Refused
from praya.core.actions.seeing import mark_of_row, require_mark
from praya.core.audit.actions import record
from praya.core.catalogue.models import Title
from praya.core.catalogue.queries import cards
from praya.core.directory.codes import random_code
from praya.core.retrying import retried
from praya.core.revocations.actions import touch
from praya.match.messages.models import LONGEST, Block, Mailbox, Message, Thread, ThreadSide
from praya.match.messages.rules import (
    first_contacts_left,
    first_contacts_per_day,
    mailbox_of,
    none_left,
    takes_answers,
    takes_first_contacts,
    unreachable,
)
from praya.match.requests.proposals import is_form_key
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.visits import Reader, audience_of_delegate
from praya.meet.works.models import Work

CHOICES = "change message settings"


def pair_of(one: int, other: int) -> str:
    """Return the name of a pair of delegates, the same from either side."""
    return f"{min(one, other)}-{max(one, other)}"


@retried
def write(writer: Reader, other: int, text: str, *, at: datetime, key: str = "", title: int | None = None) -> Message:
    """Send a message to a delegate of the same edition; the same form sent twice is one message.

    Whoever writes first may write again once they are answered. `key` is the random word of the form.
    """
    clean = required(text, LONGEST)
    key = key if is_form_key(key) else random_code()
    try:
        with transaction.atomic():
            return _write(writer, other, clean, at=at, code=key, title=title)
    except IntegrityError:
        # Somebody else's message has taken this word: it names no form of ours.
        with transaction.atomic():
            return _write(writer, other, clean, at=at, code=random_code(), title=title)


def held(numbers: list[int]) -> dict[int, Delegate]:
    """Lock delegates in the order of their numbers and return them with what decides about messages."""
    rows = Delegate.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=numbers)
    loaded = rows.select_related("person", "category", "site", "mailbox").order_by("pk")
    return {delegate.pk: delegate for delegate in loaded}


def _write(writer: Reader, other: int, text: str, *, at: datetime, code: str, title: int | None) -> Message:
    rows = held([writer.delegate.pk, other])
    # Only now, behind the lock: the same form may have been quicker.
    earlier = Message.objects.filter(code=code, by=writer.delegate.pk).select_related("thread").first()
    if earlier is not None:
        if other in {earlier.thread.starter_id, earlier.thread.recipient_id}:
            return earlier
        # The key of a form sent to somebody else: this is another message.
        code = random_code()
    me, them = rows[writer.delegate.pk], rows.get(other)
    if them is None or them.edition_id != me.edition_id or them.pk == me.pk:
        raise Refused(unreachable())
    _require_writing(me)
    between = {me.person_id, them.person_id}
    blocks = set(Block.objects.filter(person__in=between, blocked__in=between).values_list("person", flat=True))
    if me.person_id in blocks:
        raise Refused(_("You have blocked this person. Take that back before you write to them."))
    thread = Thread.objects.filter(pair=pair_of(me.pk, them.pk)).first()
    own = ThreadSide.objects.filter(thread=thread, delegate=me.pk).first() if thread is not None else None
    if own is None or own.last_at is None:
        if not takes_first_contacts(them, writer.audience):
            raise Refused(unreachable())
    else:
        _require_turn(thread, me, them)
    _require_title(title, writer.audience, them)
    opened = _opened(thread, me, them, at=at)
    return _deliver(writer, opened, them, text, at=at, code=code, title=title, is_withheld=them.person_id in blocks)


def _require_writing(me: Delegate) -> None:
    mailbox = mailbox_of(me)
    if mailbox.suspended_at is not None:
        raise Refused(_("The organisers have stopped you from writing messages at this market. Ask them why."))
    if not mailbox.is_open:
        raise Refused(_("You have switched messages off, so nobody could answer you. Switch them on first."))


def _require_turn(thread: Thread | None, me: Delegate, them: Delegate) -> None:
    """Raise Refused unless it is somebody's turn in a thread that they know."""
    if thread is None:
        raise AssertionError("somebody who has a side has a thread")
    if not takes_answers(them):
        raise Refused(unreachable())
    if thread.starter_id == me.pk and thread.status == Thread.Status.ASKED:
        raise Refused(_("You have written to this person. You can write again once they answer."))
    if thread.starter_id == me.pk and thread.status == Thread.Status.DECLINED:
        raise Refused(_("This person does not wish to exchange messages. If they change their mind, they will write to you."))


def _require_title(title: int | None, audience: Audience, them: Delegate) -> None:
    """Raise Refused unless both sides may see the work at this edition."""
    if title is None:
        return
    shown = Work.objects.filter(edition=them.edition_id, title=title, status=Work.Status.ACCEPTED).exists()
    if not shown or not cards([title], min(audience, audience_of_delegate(them))):
        raise Refused(_("This work cannot be attached: it is not shown to both of you."))


def _opened(thread: Thread | None, me: Delegate, them: Delegate, *, at: datetime) -> Thread:
    """Return the thread of two delegates: begun by a first contact, opened by an answer."""
    if thread is None:
        if first_contacts_left(me, at) < 1:
            raise Refused(none_left(first_contacts_per_day(me.edition_id)))
        begun = Thread.objects.create(
            edition_id=me.edition_id, starter=me, recipient=them, pair=pair_of(me.pk, them.pk), started_at=at
        )
        sides = [ThreadSide(thread=begun, delegate=one, other=two) for one, two in ((me, them), (them, me))]
        ThreadSide.objects.bulk_create(sides)
        return begun
    if thread.recipient_id == me.pk and thread.status != Thread.Status.OPEN:
        thread.status, thread.answered_at = Thread.Status.OPEN, at
        thread.save(update_fields=["status", "answered_at"])
    return thread


def _deliver(
    writer: Reader, thread: Thread, them: Delegate, text: str, *, at: datetime, code: str, title: int | None, is_withheld: bool
) -> Message:
    sent = Message.objects.create(
        code=code,
        thread=thread,
        by=writer.delegate,
        text=text,
        title_id=title,
        sent_at=at,
        is_first=thread.status == Thread.Status.ASKED,
        is_withheld=is_withheld,
    )
    sides = ThreadSide.objects.filter(thread=thread.pk)
    sides.filter(delegate=writer.delegate.pk).update(last_at=at, unread=0)
    # A withheld message runs through the same statement and changes nothing.
    arrived = 0 if is_withheld else 1
    sides.filter(delegate=them.pk).update(unread=F("unread") + arrived, last_at=F("last_at") if is_withheld else at)
    record("send message", "match.message", by=writer.account, edition=thread.edition_id, after={})
    return sent


def decline(writer: Reader, side: ThreadSide, *, at: datetime) -> Thread:
    """Say that one does not wish to exchange messages; the other is told, and writing to them takes it back."""
    with transaction.atomic():
        thread = Thread.objects.select_for_update().get(pk=side.thread_id)
        if thread.recipient_id != writer.delegate.pk or thread.status == Thread.Status.OPEN:
            raise Refused(_("Only an unanswered first message can be declined. You can mute or block this person."))
        thread.status, thread.answered_at = Thread.Status.DECLINED, at
        thread.save(update_fields=["status", "answered_at"])
        ThreadSide.objects.filter(pk=side.pk).update(unread=0)
        record("decline message", "match.message", by=writer.account, edition=thread.edition_id, after={})
    return thread


def mark_read(side: ThreadSide, seen: str) -> int:
    """Mark everything up to a message as read; return how many are left."""
    last = Message.objects.filter(thread=side.thread_id, code=seen).values_list("pk", flat=True).first()
    if last is None:
        return side.unread
    later = Message.objects.filter(thread=side.thread_id, pk__gt=last, is_withheld=False).exclude(by=side.delegate_id)
    with transaction.atomic():
        ThreadSide.objects.select_for_update().get(pk=side.pk)
        left = later.count()
        ThreadSide.objects.filter(pk=side.pk).update(unread=left)
    return left


def mute(writer: Reader, side: ThreadSide, is_muted: bool) -> None:
    """Let a thread neither count nor be written about, or take that back."""
    with transaction.atomic():
        ThreadSide.objects.filter(pk=side.pk).update(is_muted=is_muted)
        record(CHOICES, "match.mailbox", by=writer.account, edition=writer.delegate.edition_id, after={})


def share_address(writer: Reader, side: ThreadSide, is_shared: bool, *, at: datetime) -> None:
    """Show one's own e-mail address in a thread, from now until it is taken back; the trail keeps both moments."""
    with transaction.atomic():
        ThreadSide.objects.filter(pk=side.pk).update(shared_at=at if is_shared else None)
        touch([side])
        word = "share own address" if is_shared else "withdraw own address"
        record(word, "match.thread", by=writer.account, edition=writer.delegate.edition_id, after={"at": at.isoformat()})


@retried
def block(writer: Reader, other: Delegate, is_blocked: bool, *, at: datetime) -> None:
    """Keep a person's messages away at once and at every edition, or take that back; nobody else learns of it.

    What was sent meanwhile stays away for good.
    """
    person = writer.delegate.person_id
    if other.person_id == person:
        raise Refused(_("This is you."))
    with transaction.atomic():
        held([writer.delegate.pk, other.pk])
        if is_blocked:
            kept, _is_new = Block.objects.get_or_create(person_id=person, blocked_id=other.person_id, defaults={"at": at})
            touch([kept])
            ThreadSide.objects.filter(delegate__person=person, other__person=other.person_id).update(unread=0)
        else:
            Block.objects.filter(person=person, blocked=other.person_id).delete()
        record(CHOICES, "match.mailbox", by=writer.account, edition=writer.delegate.edition_id, after={})


def mark_of_choices(mailbox: Mailbox) -> str:
    """Return the mark of what somebody chose about messages, as their page showed it."""
    return mark_of_row(mailbox, ("is_open", "wants_mail"))


def choose(writer: Reader, *, is_open: bool, wants_mail: bool, seen: str = "") -> Mailbox:
    """Say whether one takes messages at this edition, and whether letters tell of unread ones.

    `seen` is the mark of what was chosen when their author read it; Overtaken when another page of theirs was quicker.
    """
    with transaction.atomic():
        chosen = {"is_open": is_open, "wants_mail": wants_mail}
        held = Mailbox.objects.select_for_update().filter(delegate=writer.delegate).first() or Mailbox(delegate=writer.delegate)
        if chosen != {name: getattr(held, name) for name in chosen}:
            require_mark(mark_of_choices(held), seen)
        mailbox, _is_new = Mailbox.objects.update_or_create(delegate=writer.delegate, defaults=chosen)
        touch([mailbox])
        record(CHOICES, "match.mailbox", by=writer.account, edition=writer.delegate.edition_id, after={})
    return mailbox


def take_note(writer: Reader) -> None:
    """Put the organisers' warning away, having read it."""
    with transaction.atomic():
        Mailbox.objects.filter(delegate=writer.delegate.pk).update(warning="")
        record(CHOICES, "match.mailbox", by=writer.account, edition=writer.delegate.edition_id, after={})


def title_behind(work: str, edition: int) -> int | None:
    """Return the number of the title shown at an edition under a code, 0 when there is none, None for no code."""
    if not work:
        return None
    rows = Title.objects.filter(code=work, works__edition=edition, works__status=Work.Status.ACCEPTED)
    return rows.values_list("pk", flat=True).first() or 0
