"""Play an import and an acceptance in the small demonstration market, and follow both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial

from django.db import transaction
from script.lib.walks.tracing import Walk, walk_of

from praya.core.actions.refusing import Refused
from praya.core.sheets.reading import RawSheet
from praya.demo.market import load
from praya.demo.size import SMALL
from praya.match.requests.actions import accept_request
from praya.match.requests.models import Request
from praya.match.requests.notices import people_behind
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.parties.sides import side_of
from praya.meet.sheets.applying import apply_sheets

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
OPENS = "2027-03-16"


def walks() -> Mapping[str, Walk]:
    """Load the market, and return the walk of each by its name; nothing that they write stays."""
    with transaction.atomic():
        edition = load(SMALL, 1, NOW).edition
        found = {"import": followed(importing(edition)), "acceptance": accepted(edition)}
        transaction.set_rollback(True)
    return found


def followed(action: Callable[[], object]) -> Walk:
    """Return the walk of an action that is played twice: what is imported when it is first needed is no part of it."""

    def undone() -> None:
        with transaction.atomic():
            action()
            transaction.set_rollback(True)

    undone()
    return walk_of(undone)


def importing(edition: Edition) -> Callable[[], object]:
    """Return the taking of a file with a sheet of every kind, whose rows are new, known and changed."""
    exhibitor = Exhibitor.objects.filter(edition=edition, stand__isnull=False).select_related("organisation").order_by("pk")[0]
    known = Delegate.objects.filter(edition=edition, status=Delegate.Status.APPROVED, organisation=exhibitor.organisation)
    mail = known.select_related("person").order_by("pk")[0].person.email or ""
    kept = exhibitor.organisation
    sheets = [
        sheet(
            "organisations",
            "reference|name|name (zh-Hant)|country|website|exhibitor|site|hall|stand|wikidata|imdb",
            "W-1|Walking Pictures|行走影業|Hong Kong|walking.example|yes|Hong Kong|||Q123|co0000001",
            f"{kept.code}|{kept.name}|行者影業|PT|kept.example|yes|||||",
        ),
        sheet(
            "delegates",
            "reference|name|e-mail|organisation|category|site|zone|country|languages|imdb",
            "P-1|Ana Caminha|ana@walking.example|Walking Pictures|buyer|Hong Kong||PT|pt, en|nm0000001",
            "P-2|Ana Caminha|other@walking.example|Strolling Films|buyer||Europe/Lisbon||en|",
            f"|Somebody Else|{mail}|||||France|fr|",
        ),
        sheet("availability", "delegate|date|from|to", f"ana@walking.example|{OPENS}|10:00|12:00"),
        sheet(
            "wishes",
            "from|to|wish|message|slots|status",
            f"P-1|{mail}|must|We bring a new film.|{OPENS} 10:00|",
            "P-2|W-1|like|||accepted",
            f"{mail}|P-2|no|||",
        ),
    ]
    return lambda: apply_sheets(edition, sheets, by=None, at=NOW, name="walk.xlsx")


def sheet(name: str, *rows: str) -> RawSheet:
    """Return a sheet whose first row names the columns; a bar stands between two cells."""
    return RawSheet(name, [(number, row.split("|")) for number, row in enumerate(rows, start=1)])


def accepted(edition: Edition) -> Walk:
    """Return the walk of the acceptance of the first request that can be met at a time that it proposes."""
    waiting = Request.objects.filter(edition=edition, status=Request.Status.SENT).order_by("pk")
    for request in waiting.prefetch_related("proposed"):
        side = side_of(Delegate.objects.get(pk=people_behind(request.recipient_id)[0]))
        for slot in request.proposed.all():
            with suppress(Refused):
                return followed(partial(accept_request, side, request, starts_at=slot.starts_at, at=NOW))
    raise AssertionError("the demonstration market has requests that can be accepted")
