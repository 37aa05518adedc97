"""Load the demo market: everything an edition has before its round is frozen.

The same seed and day give the same records, names and public codes; secrets (addresses of calendar feeds) are always drawn
afresh.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.db import transaction

from praya.core.audit.actions import record
from praya.core.duplicates.models import Resemblance
from praya.core.letters.actions import forget_letters_of
from praya.demo.beside import hold_days, open_bridge
from praya.demo.fronting import open_door
from praya.demo.history import look_around, recall
from praya.demo.interest import stir
from praya.demo.naming import recode
from praya.demo.people import fill
from praya.demo.places import MARKET, market_week, set_stage
from praya.demo.planning import plan_agendas
from praya.demo.programming import plan_programme
from praya.demo.promised import promise
from praya.demo.reference import hold_reference_editions
from praya.demo.size import Size
from praya.demo.talking import talk
from praya.demo.twins import repeat
from praya.demo.works import fill_catalogue
from praya.match.requests.models import Round
from praya.match.requests.rounds import open_round
from praya.meet.editions.grid import edition_grid
from praya.meet.editions.models import Edition


@dataclass(frozen=True)
class Loaded:
    """Count what was loaded."""

    edition: Edition
    exhibitors: int
    delegates: int
    requests: int
    fixed: int
    works: int


def existing() -> Edition | None:
    """Return the edition of the demo market when it is there."""
    return Edition.objects.filter(market__slug=MARKET).select_related("market").first()


def load(size: Size, seed: int, now: datetime) -> Loaded:
    """Load the market in one transaction and open its first round."""
    rng = Random(f"praya demo {seed}")  # noqa: S311 - names and wishes, not secrets
    with transaction.atomic():
        stage = set_stage(size, market_week(now.date()))
        edition = stage.edition
        cast = fill(stage, size, rng)
        works = fill_catalogue(stage, cast, size.works, seed)
        # Before anybody asks for a meeting: nobody is asked for the time of a session in which they speak.
        plan_programme(stage, cast, seed, now)
        plan_agendas(edition, seed, now)
        grid = edition_grid(edition, list(edition.sites.all()))
        opened = open_round(edition, by=None, expiry_hours=24 * 30)
        Round.objects.filter(pk=opened.pk).update(opened_at=now - timedelta(days=21))
        interest = stir(edition, cast, grid, size, rng, now)
        fixed = promise(interest, rng)
        beside = [hold_days(cast, seed, now), open_bridge(cast, seed, now)]
        beside += hold_reference_editions(edition.starts_on, seed, now)
        talk(edition, seed, now)
        repeat(edition, seed)
        open_door(edition, seed, now)
        _recode(edition, seed)
        recall(edition, cast, seed)
        look_around(edition, cast, seed)
        # Nobody is written to about what is made up as the past.
        forget_letters_of([edition.pk, *(one.pk for one in beside)])
        delegates = len(cast.others) + sum(len(staff) for staff in cast.staff.values())
        counts = {"exhibitors": len(cast.exhibitors), "delegates": delegates, "requests": len(interest.requests)}
        record(
            "load demo market",
            edition,
            by=None,
            edition=edition.pk,
            after={"seed": seed, **counts, "fixed": len(fixed), "works": works},
        )
    return Loaded(edition, len(cast.exhibitors), delegates, len(interest.requests), len(fixed), works)


def _recode(edition: Edition, seed: int) -> None:
    # A generator of its own: what is drawn here moves nothing else of the market.
    rng = Random(f"praya demo codes {seed}")  # noqa: S311 - codes of invented records
    pairs = Resemblance.objects.filter(market=edition.market_id).order_by("kind", "first", "second")
    recode([*edition.rounds.order_by("number"), *edition.showcases.order_by("position"), *pairs], rng)
