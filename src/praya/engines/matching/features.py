"""Name the features on which two parties can match, each as what one side wants and what the other side has.

A feature's points for a pair are the sum over shared tokens of wanted × had, at most 100. Both the arrays and the reasons
are derived from these tables alone. All numbers are whole, so that sums do not depend on their order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from praya.engines.matching.facts import Audience, Need, Party, Right

FULL = 100
OPEN_NEED = 70  # sought or bought anywhere: less telling than a match by country
SAME_FIELD = 30
EACH_COLLABORATOR = 50
WORLD = "*"

Token = tuple[str, str] | str | int
Tokens = Mapping[Token, int]
Rarity = Mapping[str, int]

NOTHING: Tokens = {}

# Who does business with whom; read both ways.
PARTNERS: Mapping[str, tuple[str, ...]] = {
    "production": (
        "sales",
        "broadcast",
        "platform",
        "fund",
        "commission",
        "finance",
        "talent_agency",
        "technical",
        "distribution",
    ),
    "sales": ("distribution", "broadcast", "platform", "exhibition", "buyers_rep", "inflight", "festival"),
    "distribution": ("exhibition", "platform", "broadcast"),
    "festival": ("press", "institution", "production"),
    "fund": ("institution", "commission", "finance"),
    "publishing": ("production", "platform"),
    "school": ("talent_agency", "institution", "production"),
    "association": ("institution", "production", "commission"),
}


class Code(StrEnum):
    """List the reasons; `their_` is what the other side wants of the reader."""

    YOUR_NEED = "your_need"
    THEIR_NEED = "their_need"
    YOUR_PURCHASE = "your_purchase"
    THEIR_PURCHASE = "their_purchase"
    YOUR_GENRE = "your_genre"
    THEIR_GENRE = "their_genre"
    YOUR_FORMAT = "your_format"
    THEIR_FORMAT = "their_format"
    YOUR_STAGE = "your_stage"
    THEIR_STAGE = "their_stage"
    YOUR_BUDGET = "your_budget"
    THEIR_BUDGET = "their_budget"
    YOUR_COUNTRY = "your_country"
    THEIR_COUNTRY = "their_country"
    COLLABORATOR = "collaborator"
    LANGUAGE = "language"
    ACTIVITY = "activity"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class Seen:
    """Show a party to one audience, and the rarity of languages at this market."""

    party: Party
    audience: Audience
    rarity: Rarity

    def shows(self, field: str) -> bool:
        """Tell whether the audience knows a field of the party."""
        return self.party.audiences.get(field, Audience.BADGES) <= self.audience

    def texts(self, field: str) -> tuple[str, ...]:
        """Return a list of words, empty to whoever may not know it."""
        return getattr(self.party, field) if self.shows(field) else ()

    def needs(self, field: str) -> list[Need]:
        """Return what the party seeks or offers, as far as the audience knows."""
        return [one for one in getattr(self.party, field) if one.audience <= self.audience]

    def rights(self, field: str) -> list[Right]:
        """Return what the party buys or sells, as far as the audience knows."""
        return [one for one in getattr(self.party, field) if one.audience <= self.audience]


@dataclass(frozen=True, slots=True)
class Feature:
    """Match what one side `wants` with what the other `has`; without `theirs` the match is mutual and counted once.

    `weight` names a field of Weights. A feature whose points cannot pass 100 is not `capped`; one of very many tokens is
    `wide`.
    """

    weight: str
    yours: Code
    theirs: Code | None
    wants: Callable[[Seen], Tokens]
    has: Callable[[Seen], Tokens]
    capped: bool = True
    wide: bool = False


def _sought(seen: Seen) -> Tokens:
    wanted: dict[Token, int] = {}
    for need in seen.needs("seeks"):
        wanted |= dict.fromkeys(((need.role, country) for country in need.countries), FULL)
        if not need.countries:
            wanted[need.role, ""] = OPEN_NEED
    return wanted


def _offered(seen: Seen) -> Tokens:
    had: dict[Token, int] = {}
    for need in seen.needs("offers"):
        had |= dict.fromkeys(((need.role, country) for country in (*(need.countries or seen.texts("countries")), "")), 1)
    return had


def _bought(seen: Seen) -> Tokens:
    wanted: dict[Token, int] = {}
    for right in seen.rights("buys"):
        if right.territories:
            wanted |= dict.fromkeys(((right.name, territory) for territory in (*right.territories, WORLD)), FULL)
        else:
            wanted[right.name, ""] = OPEN_NEED
    return wanted


def _sold(seen: Seen) -> Tokens:
    had: dict[Token, int] = {}
    for right in seen.rights("sells"):
        had |= dict.fromkeys(((right.name, territory) for territory in (*(right.territories or (WORLD,)), "")), 1)
    return had


def _preferred(field: str) -> Callable[[Seen], Tokens]:
    def preferred(seen: Seen) -> Tokens:
        return dict.fromkeys(getattr(seen.party.prefers, field), 1) if seen.shows("prefers") else NOTHING

    return preferred


def _shares(field: str) -> Callable[[Seen], Tokens]:
    def shares(seen: Seen) -> Tokens:
        counts: Mapping[str, int] = getattr(seen.party, field) if seen.shows(field) else {}
        total = sum(counts.values())
        return {word: FULL * count // total for word, count in counts.items() if FULL * count >= total > 0}

    return shares


def _single(field: str) -> Callable[[Seen], Tokens]:
    def single(seen: Seen) -> Tokens:
        word = getattr(seen.party, field)
        return {word: FULL} if word and seen.shows(field) else NOTHING

    return single


def _each(field: str, points: int) -> Callable[[Seen], Tokens]:
    def each(seen: Seen) -> Tokens:
        return dict.fromkeys(seen.texts(field), points)

    return each


def _spoken(seen: Seen) -> Tokens:
    return {tag: seen.rarity[tag] for tag in seen.texts("languages") if seen.rarity.get(tag)}


def _business(seen: Seen) -> Tokens:
    """Return the activities worth meeting: those that do business with the party's own, and its own field a little."""
    own = seen.texts("activities")
    partners = {other for one in own for other in partners_of(one)}
    return {**dict.fromkeys(own, SAME_FIELD), **dict.fromkeys(partners, FULL)}


def partners_of(activity: str) -> frozenset[str]:
    """Return the activities that do business with one, by PARTNERS read both ways."""
    return frozenset(PARTNERS.get(activity, ())) | {one for one, others in PARTNERS.items() if activity in others}


def rarity_of(parties: tuple[Party, ...]) -> Rarity:
    """Return points per language, the more the fewer of the parties are known to speak it: 100 less its share in per cent."""
    counts: dict[str, int] = {}
    speaking = 0
    for party in parties:
        tags = Seen(party, Audience.BADGES, {}).texts("languages")
        speaking += bool(tags)
        for tag in set(tags):
            counts[tag] = counts.get(tag, 0) + 1
    return {tag: max(1, FULL - FULL * count // speaking) for tag, count in counts.items()}


FEATURES: tuple[Feature, ...] = (
    Feature("needs", Code.YOUR_NEED, Code.THEIR_NEED, _sought, _offered, wide=True),
    Feature("rights", Code.YOUR_PURCHASE, Code.THEIR_PURCHASE, _bought, _sold, wide=True),
    Feature("genres", Code.YOUR_GENRE, Code.THEIR_GENRE, _preferred("genres"), _shares("genres"), capped=False),
    Feature("formats", Code.YOUR_FORMAT, Code.THEIR_FORMAT, _preferred("formats"), _shares("formats"), capped=False),
    Feature("stages", Code.YOUR_STAGE, Code.THEIR_STAGE, _preferred("stages"), _single("stage"), capped=False),
    Feature("budgets", Code.YOUR_BUDGET, Code.THEIR_BUDGET, _preferred("budgets"), _single("budget"), capped=False),
    Feature("countries", Code.YOUR_COUNTRY, Code.THEIR_COUNTRY, _preferred("countries"), _each("countries", FULL)),
    Feature(
        "collaborators", Code.COLLABORATOR, None, _each("collaborators", EACH_COLLABORATOR), _each("collaborators", 1), wide=True
    ),
    Feature("languages", Code.LANGUAGE, None, _spoken, _each("languages", 1)),
    Feature("activities", Code.ACTIVITY, None, _business, _each("activities", 1)),
    Feature("sites", Code.SITE, None, _each("sites", FULL), _each("sites", 1)),
)

# Whose wish a reason is: the reader's, the other side's (False), or both (None).
SIDES: Mapping[Code, bool | None] = {
    **{feature.yours: None if feature.theirs is None else True for feature in FEATURES},
    **{feature.theirs: False for feature in FEATURES if feature.theirs is not None},
}
