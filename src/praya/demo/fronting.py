"""Write the demo's front page with its picture and texts, say who may apply, and what those who applied have written."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

from praya.core.accounts.models import Account
from praya.core.directory.models import Person
from praya.core.texts.reading import write
from praya.demo.naming import code
from praya.demo.painting import harbours
from praya.demo.places import DOMAIN, NEWCOMER
from praya.demo.tables import read
from praya.meet.accreditation.models import Category, Delegate
from praya.meet.door.actions import keep_picture
from praya.meet.door.models import Application, DoorText, FrontPage, OpenCategory
from praya.meet.editions.models import Edition

OPEN = ("buyer", "producer", "festival", "press")


def open_door(edition: Edition, seed: int, now: datetime) -> None:
    """Open the front door of the demo: its page, its texts in every language, and somebody who has not applied yet."""
    said: dict[str, Any] = read("front")
    FrontPage.objects.create(
        edition=edition,
        **{name: write(said[name]) for name in ("about", "joining", "shows")},
        contact_name="Mei Lam, Two Harbours",
        contact_email=f"hello@{DOMAIN}",
    )
    keep_picture(edition, harbours(), by=None)
    OpenCategory.objects.bulk_create(
        OpenCategory(category=one) for one in Category.objects.filter(edition=edition, slug__in=OPEN).order_by("pk")
    )
    DoorText.objects.bulk_create(
        DoorText(edition=edition, kind=kind, language=language, version=1, text=text, published_at=now - timedelta(days=60))
        for kind in DoorText.Kind.values
        for language, text in said[kind].items()
    )
    waiting = (
        Delegate.objects.filter(edition=edition, status=Delegate.Status.APPLIED).select_related("organisation").order_by("pk")
    )
    Application.objects.bulk_create(
        Application(
            delegate=one,
            company=one.organisation.name if one.organisation else "",
            reason=said["reasons"][number % len(said["reasons"])],
            at=now - timedelta(days=number % 20 + 1),
        )
        for number, one in enumerate(waiting)
    )
    account = Account.objects.get(email=NEWCOMER)
    facts = {"name": account.name, "email": NEWCOMER, "country": "MO", "reference": "demo-newcomer", "account": account}
    Person.objects.create(code=code(Random(f"praya demo newcomer {seed}")), **facts)  # noqa: S311 - the code of an invented record
