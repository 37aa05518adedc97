"""Write the front page of an edition, its picture, and the versions of its texts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.actions.seeing import mark_of, require_mark
from praya.core.audit.actions import record
from praya.core.catalogue.photographs import encode
from praya.core.texts.plain import UNSHOWN, is_plain
from praya.meet.accreditation.models import Category
from praya.meet.door.models import DoorText, FrontPage, FrontPicture, OpenCategory
from praya.meet.door.queries import draft_of, front_of, open_categories, published
from praya.meet.editions.actions import hold_edition
from praya.meet.editions.models import Edition
from praya.meet.editions.wording import merged

WORDED = ("about", "joining", "shows")
PLAIN = ("contact_name", "contact_email")
LONGEST_TEXT = 40_000


def facts_of_front(edition: Edition) -> dict[str, Any]:
    """Return what the front page of an edition says, as the form shows it and the trail keeps it."""
    front = front_of(edition)
    opened = list(open_categories(edition).order_by("pk").values_list("pk", flat=True))
    return {name: getattr(front, name) for name in (*WORDED, *PLAIN)} | {"categories": opened}


def mark_of_front(edition: Edition) -> str:
    """Return a mark of what the front page says now."""
    facts = facts_of_front(edition)
    return mark_of(facts, sorted(facts))


def write_front(edition: Edition, values: Mapping[str, Any], *, by: Account | None, seen: str = "") -> FrontPage:
    """Write what the front page says, and for which categories people may apply, as it was `seen`."""
    with transaction.atomic():
        hold_edition(edition.pk)
        before, mark = facts_of_front(edition), mark_of_front(edition)
        front = front_of(edition)
        for name in WORDED:
            setattr(front, name, merged(getattr(front, name), values[name]))
        for name in PLAIN:
            setattr(front, name, values[name])
        chosen: Collection[Category] = values["categories"]
        after = {name: getattr(front, name) for name in (*WORDED, *PLAIN)}
        after |= {"categories": sorted(one.pk for one in chosen)}
        if before != after:
            require_mark(mark, seen)
            front.save()
            OpenCategory.objects.filter(category__edition=edition).exclude(category__in=after["categories"]).delete()
            for one in chosen:
                OpenCategory.objects.get_or_create(category=one)
            record("change front page", edition, by=by, edition=edition.pk, before=before, after=after)
    return front


def keep_picture(edition: Edition, content: bytes, *, by: Account | None) -> FrontPage:
    """Keep a picture, written anew, in place of the one that was there; Refused says what would be right."""
    found = encode(content)
    name = sha256(found.image).hexdigest()
    with transaction.atomic():
        hold_edition(edition.pk)
        front = front_of(edition)
        if front.picture != name:
            before, front.picture = {"picture": front.picture[:12]}, name
            front.save()
            pixels = {"image": found.image, "thumbnail": found.thumbnail, "width": found.width, "height": found.height}
            FrontPicture.objects.update_or_create(front=front, defaults=pixels)
            record("change front picture", edition, by=by, edition=edition.pk, before=before, after={"picture": name[:12]})
    return front


def remove_picture(edition: Edition, *, by: Account | None) -> None:
    """Remove the picture for good."""
    with transaction.atomic():
        hold_edition(edition.pk)
        front = front_of(edition)
        if front.picture:
            before, front.picture = {"picture": front.picture[:12]}, ""
            FrontPicture.objects.filter(front=front).delete()
            front.save(update_fields=["picture"])
            record("remove front picture", edition, by=by, edition=edition.pk, before=before)


def mark_of_draft(edition: Edition, kind: str, language: str) -> str:
    """Return a mark of the version that is being written, and of the one in force."""
    draft, last = draft_of(edition, kind, language), published(edition).filter(kind=kind, language=language).last()
    return mark_of({"text": draft.text if draft else None, "version": last.version if last else 0}, ("text", "version"))


def write_text(
    edition: Edition,
    kind: str,
    language: str,
    text: str,
    *,
    publishes: bool,
    by: Account | None,
    at: datetime,
    seen: str = "",
) -> DoorText | None:
    """Keep a text as the draft of the next version, or publish it as that version; without words the draft goes.

    What is in force already is not published once more: nobody would have anything new to agree to.
    """
    text = text.replace("\r\n", "\n").strip()
    if len(text) > LONGEST_TEXT:
        raise Refused(_("A text has at most %(count)d characters; shorten it.") % {"count": LONGEST_TEXT})
    if not is_plain(text):
        raise Refused(str(UNSHOWN))
    with transaction.atomic():
        hold_edition(edition.pk)
        require_mark(mark_of_draft(edition, kind, language), seen)
        last = published(edition).filter(kind=kind, language=language).last()
        draft = draft_of(edition, kind, language)
        if publishes and (not text or (last is not None and last.text == text)):
            raise Refused(_("This is the text in force already.") if text else _("Write the text first."))
        if not text or (last is not None and last.text == text):
            DoorText.objects.filter(pk=draft.pk if draft else 0).delete()
            return None
        number = last.version + 1 if last else 1
        draft = draft or DoorText(edition=edition, kind=kind, language=language, version=number)
        draft.text, draft.published_at = text, at if publishes else None
        draft.save()
        if publishes:
            after = {"kind": kind, "language": language, "version": number}
            record("publish door text", draft, by=by, edition=edition.pk, after=after)
    return draft
