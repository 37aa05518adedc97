"""Keep notes about delegates, invite one of them, and let an organiser look at what a delegate sees.

What a note says stands in its row alone: the trail tells that there was one, and an erasure leaves nothing of it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.actions.seeing import mark_of_row, require_mark
from praya.core.allowances.counting import count_in_hour
from praya.core.audit.actions import record
from praya.core.letters.actions import release
from praya.core.texts.plain import is_plain
from praya.match.dossiers.models import OrganiserNote, Sight
from praya.match.requests.rules import UNDO
from praya.meet.accreditation.models import Delegate
from praya.meet.notices.actions import tell
from praya.meet.outbox.inviting_actions import invite

LASTS = timedelta(minutes=15)
LONGEST_NOTE, LONGEST_REASON, SHORTEST_REASON = 2000, 300, 10
MOST_LOOKS = 10
SEEN_COLUMNS = ("text",)


def add_note(delegate: Delegate, text: str, *, by: Account | None, at: datetime) -> OrganiserNote:
    """Keep a note that the team reads, and the delegate in their own data."""
    with transaction.atomic():
        note = OrganiserNote.objects.create(delegate=delegate, text=_plain(text), by=by, at=at)
        record("note about a delegate", delegate, by=by, edition=delegate.edition_id)
    return note


def change_note(note: OrganiserNote, text: str, *, by: Account | None, at: datetime, seen: str = "") -> OrganiserNote:
    """Change what a note says; Overtaken when somebody else has done so since it was `seen`."""
    text = _plain(text)
    with transaction.atomic():
        locked = OrganiserNote.objects.select_for_update().filter(pk=note.pk, removed_at=None).first()
        if locked is None:
            raise Refused(_("This note is gone."))
        if locked.text != text:
            require_mark(mark_of_row(locked, SEEN_COLUMNS), seen)
            locked.text, locked.by, locked.changed_at = text, by, at
            locked.save(update_fields=["text", "by", "changed_at"])
            record("change a note about a delegate", note.delegate, by=by, edition=note.delegate.edition_id)
    return locked


def remove_note(note: OrganiserNote, *, by: Account | None, at: datetime) -> None:
    """Take a note away; for ten minutes it can be brought back, and is deleted then."""
    with transaction.atomic():
        if OrganiserNote.objects.filter(pk=note.pk, removed_at=None).update(removed_at=at):
            record("remove a note about a delegate", note.delegate, by=by, edition=note.delegate.edition_id)


def bring_note_back(note: OrganiserNote, *, by: Account | None, at: datetime) -> None:
    """Let a note stand again that was taken away within ten minutes; twice changes nothing."""
    with transaction.atomic():
        locked = OrganiserNote.objects.select_for_update().filter(pk=note.pk).first()
        if locked is None or (locked.removed_at is not None and locked.removed_at + UNDO <= at):
            raise Refused(_("This can be taken back for ten minutes only, and they have passed."))
        if locked.removed_at is not None:
            locked.removed_at = None
            locked.save(update_fields=["removed_at"])
            record("bring a note about a delegate back", note.delegate, by=by, edition=note.delegate.edition_id)


def forget_notes(*, at: datetime) -> int:
    """Delete the notes that were taken away and can no longer be brought back; return how many."""
    return OrganiserNote.objects.filter(removed_at__lte=at - UNDO).delete()[0]


def _plain(text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text or "\x00" in text or len(text) > LONGEST_NOTE:
        raise Refused(_("Write a note of at most %(count)d characters.") % {"count": LONGEST_NOTE})
    return text


def send_invitation(delegate: Delegate, *, by: Account | None, at: datetime) -> None:
    """Write to one delegate how they sign in, at once; Refused where they were invited within the day, or cannot be."""
    if delegate.status != Delegate.Status.APPROVED:
        raise Refused(_("Only somebody who is accredited can be invited. Approve them first."))
    if not (delegate.person.email or delegate.person.account_id):
        raise Refused(_("There is no address to write to. Give them one first."))
    with transaction.atomic():
        release(invite(delegate.edition, [delegate.pk], by=by, at=at), by=by, at=at)


def begin_sight(delegate: Delegate, reason: str, *, by: Account, at: datetime) -> Sight:
    """Let an organiser look at what a delegate sees for a quarter of an hour; the delegate is told at once, with the reason."""
    reason = " ".join(reason.split())
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON or not is_plain(reason):
        words = {"least": SHORTEST_REASON, "most": LONGEST_REASON}
        raise Refused(_("Say why, in %(least)d to %(most)d characters: the delegate reads it.") % words)
    if delegate.status != Delegate.Status.APPROVED:
        raise Refused(_("Only who takes part sees pages of their own."))
    with transaction.atomic():
        if count_in_hour(f"sights {by.pk}", at=at) > MOST_LOOKS:
            raise Refused(_("You have looked at many people's pages within an hour. Try again later."))
        sight = Sight.objects.create(delegate=delegate, by=by, reason=reason, begins_at=at, ends_at=at + LASTS)
        record("see as", sight, by=by, edition=delegate.edition_id, after={"reason": reason})
        tell([delegate.pk], "seen_as", line=reason, sight=sight.code)
    return sight


def note_page(sight: Sight, page: str, *, by: Account | None) -> None:
    """Record that a page is looked at, once for each page of a look."""
    with transaction.atomic():
        locked = Sight.objects.select_for_update().get(pk=sight.pk)
        if page not in locked.pages:
            locked.pages = [*locked.pages, page]
            locked.save(update_fields=["pages"])
            after = {"page": page, "reason": locked.reason}
            record("see a page as", locked, by=by, edition=sight.delegate.edition_id, after=after)


def end_sight(sight: Sight, *, by: Account | None, at: datetime) -> None:
    """Look no more; twice changes nothing."""
    with transaction.atomic():
        locked = Sight.objects.select_for_update().get(pk=sight.pk)
        if locked.ends_at > at:
            locked.ends_at = at
            locked.save(update_fields=["ends_at"])
            record("stop seeing as", locked, by=by, edition=sight.delegate.edition_id)
