"""Build what stands at the front door of an edition."""

from __future__ import annotations

from typing import Any

from praya.core.accounts.models import Account
from praya.meet.accreditation.models import Category, Delegate
from praya.meet.door.models import Application, Consent, DoorText, FrontPage, FrontPicture, OpenCategory
from praya.meet.editions.models import Edition
from tests.builders.meet import SENT_AT, make_category, numbers


def make_front(edition: Edition, *, has_picture: bool = False, **fields: Any) -> FrontPage:
    """Write the front page of an edition, with a picture of one grey pixel whose name is new each time."""
    known = {"picture": f"{next(numbers):064x}"} if has_picture else {}
    front = FrontPage.objects.create(edition=edition, **{**known, **fields})
    if has_picture:
        FrontPicture.objects.create(front=front, image=b"\xff\xd8\xff", thumbnail=b"\xff\xd8", width=2, height=1)
    return front


def make_open(edition: Edition, slug: str = "buyer") -> Category:
    """Let people apply for a category."""
    category = make_category(edition, slug)
    OpenCategory.objects.get_or_create(category=category)
    return category


def make_door_text(edition: Edition, kind: str = "terms", language: str = "en", **fields: Any) -> DoorText:
    """Publish the first version of a text; `published_at=None` makes it a draft."""
    known = {"version": 1, "text": "Be kind.", "published_at": SENT_AT}
    return DoorText.objects.create(edition=edition, kind=kind, language=language, **{**known, **fields})


def make_application(delegate: Delegate, **fields: Any) -> Application:
    """Let a delegate have applied."""
    return Application.objects.create(delegate=delegate, **{"at": SENT_AT, "reason": "To buy", **fields})


def make_consent(account: Account, text: DoorText) -> Consent:
    """Let somebody have agreed to a version of a text."""
    return Consent.objects.create(account=account, text=text, at=SENT_AT)
