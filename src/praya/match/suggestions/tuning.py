"""Read what organisers see of suggestions: how attention is spread, who is left aside, and which reasons persuade.

What one person makes of a suggestion is nobody else's business: reasons are counted over everybody, and not told below
five.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.utils.translation import get_language, gettext_lazy

from praya.core.catalogue.document import name_map
from praya.core.directory.names import names_read
from praya.engines.matching import Limits, Weights
from praya.match.requests.models import Request
from praya.match.suggestions.models import SuggestionRun, SuggestionUse, Weighing
from praya.match.suggestions.numbers import EXHIBITOR, PERSON, WORK, kind_of, pk_of
from praya.match.suggestions.reasons import declared_reasons
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.works.models import Work

FEWEST_TOLD = 5
WIDTH, HEIGHT = 640, 180

WEIGHTS: Mapping[str, Any] = {
    "needs": gettext_lazy("What one seeks and the other offers"),
    "rights": gettext_lazy("Rights bought and on offer"),
    "genres": gettext_lazy("Genres looked for"),
    "formats": gettext_lazy("Kinds of works looked for"),
    "stages": gettext_lazy("Stages looked for"),
    "budgets": gettext_lazy("Budgets looked for"),
    "countries": gettext_lazy("Countries looked to"),
    "collaborators": gettext_lazy("People both have worked with"),
    "languages": gettext_lazy("Languages in common"),
    "activities": gettext_lazy("Businesses that suit each other"),
    "sites": gettext_lazy("The same site"),
    "answered": gettext_lazy("How much the other side's wish counts as one's own, in per cent"),
}
CHANNELS: Mapping[str, Any] = {
    "people": gettext_lazy("People and companies, suggested to people"),
    "works": gettext_lazy("Works, suggested to people"),
    "guests": gettext_lazy("People, suggested to works and stands"),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """Hold one pair of bars of the picture, in its own units, and the lists they stand for."""

    x: float
    before: float
    after: float
    label: str
    counts: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Spread:
    """Hold how the attention of one kind of list is spread, before prices and after."""

    title: str
    figures: Mapping[str, Any]
    bars: Sequence[Bar]
    fewest: Sequence[tuple[str, int]]
    most: Sequence[tuple[str, int]]
    short: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Persuasion:
    """Hold how often a kind of reason was shown, taken up and agreed to; None where fewer than five did so."""

    number: int
    code: str
    label: str
    shown: int
    taken: int | None
    asked: int | None
    accepted: int | None

    @property
    def share(self) -> str:
        """Return taken of shown, in per cent."""
        return f"{100 * self.taken / self.shown:.1f}" if self.taken is not None and self.shown else ""


def weighing_of(edition: int) -> Weighing | None:
    """Return what an edition's organisers set or try, if they did."""
    return Weighing.objects.filter(edition=edition).first()


def points_of(edition: int) -> dict[str, int]:
    """Return an edition's weights, the usual ones where nobody set another."""
    weighing = weighing_of(edition)
    chosen = weighing.points if weighing else {}
    return {one.name: int(chosen.get(one.name, one.default)) for one in fields(Weights)}


def latest_runs(edition: int) -> tuple[SuggestionRun | None, SuggestionRun | None]:
    """Return the run that waits or has failed last, if it is newer, and the latest that was finished."""
    runs = list(SuggestionRun.objects.filter(edition=edition).order_by("-turn")[:5])
    done = next((run for run in runs if run.status == SuggestionRun.Status.DONE), None)
    return (runs[0] if runs and runs[0] is not done else None), done


def spreads(edition: Edition, figures: Mapping[str, Any]) -> list[Spread]:
    """Return how attention is spread, kind by kind, with names, in three queries."""
    named = [row for channel in figures.values() for word in ("fewest", "most", "short") for row in channel[word]]
    names = names_of(edition.pk, [row[0] for row in named])

    def rows(pairs: Iterable[Sequence[int]]) -> list[tuple[str, int]]:
        return [(names[number], count) for number, count in pairs if number in names][:10]

    kinds = [(title, figures[word]) for word, title in CHANNELS.items() if word in figures and figures[word]["suggested"]]
    return [
        Spread(
            str(title),
            channel,
            bars(channel["before"]["bars"], channel["after"]["bars"], channel["after"]["top"]),
            rows(channel["fewest"]),
            rows(channel["most"]),
            rows(channel["short"]),
        )
        for title, channel in kinds
    ]


def bars(before: Sequence[int], after: Sequence[int], top: int) -> list[Bar]:
    """Return the picture: how many parties are in so many lists, before spreading and after; heights are square roots.

    A few shown to everybody and many to nobody would hide each other on a plain scale.
    """
    largest = max([1, *before, *after]) ** 0.5
    step = WIDTH / max(1, len(before))
    labels = [f"{place * top // len(before)}–{max(0, (place + 1) * top // len(before) - 1)}" for place in range(len(before))]
    return [
        Bar(
            round(place * step, 1),
            round(HEIGHT * one**0.5 / largest, 1),
            round(HEIGHT * two**0.5 / largest, 1),
            label,
            (one, two),
        )
        for place, (one, two, label) in enumerate(zip(before, after, labels, strict=True))
    ]


def names_of(edition: int, numbers: Iterable[int]) -> dict[int, str]:
    """Return the names of delegates, exhibitors and works by number as the reader is used to them, in three queries."""
    keys: dict[int, list[int]] = {PERSON: [], EXHIBITOR: [], WORK: []}
    for number in numbers:
        keys[kind_of(number)].append(pk_of(number))
    rows = {
        PERSON: Delegate.objects.filter(edition=edition, pk__in=keys[PERSON]).values_list("pk", "person__name", "person__names"),
        EXHIBITOR: Exhibitor.objects.filter(edition=edition, pk__in=keys[EXHIBITOR]).values_list(
            "pk", "organisation__name", "organisation__names"
        ),
        WORK: Work.objects.filter(edition=edition, pk__in=keys[WORK]).values_list("pk", "title__name", "title__names"),
    }
    language = get_language() or "en"
    return {
        pk * 4 + kind: names_read(name, names if kind != WORK else name_map(names), language).name
        for kind, found in rows.items()
        for pk, name, names in found
    }


def persuasions(edition: int, figures: Mapping[str, Any]) -> list[Persuasion]:
    """Return what became of suggestions by kind of reason, in one query; sums below five are not told."""
    shown: Counter[str] = Counter()
    for channel in figures.values():
        shown.update(channel["reasons"])
    counts: dict[str, Counter[str]] = {"taken": Counter(), "asked": Counter(), "accepted": Counter()}
    rows = SuggestionUse.objects.filter(edition=edition).values_list("delegate", "number", "how", "codes", "request__status")
    seen: set[tuple[int, int, str]] = set()
    for delegate, number, how, codes, status in rows:
        for code in codes:
            if (delegate, number, code) not in seen:
                counts["taken"][code] += 1
                seen.add((delegate, number, code))
            counts["asked"][code] += how == SuggestionUse.How.ASKED
            counts["accepted"][code] += status == Request.Status.ACCEPTED
    return [
        Persuasion(
            number, code, str(reason.kind), shown[code], *(_told(counts[name][code]) for name in ("taken", "asked", "accepted"))
        )
        for number, (code, reason) in enumerate(declared_reasons().items())
        if shown[code]
    ]


def _told(count: int) -> int | None:
    return count if count >= FEWEST_TOLD else None


def floor() -> int:
    """Return in how many lists everybody with a match should be."""
    return Limits().floor
