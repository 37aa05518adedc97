"""Say again, plainly and slowly, how two parties match: the arithmetic that the checker holds against the fast one.

Standard library only, and nothing of `features`, `arrays` or `reasons` but the names of the reasons and who does business
with whom: a fault in those cannot hide here.
"""

from __future__ import annotations

from praya.engines.matching.facts import Audience, Party, Problem, Right, Taste
from praya.engines.matching.features import Code, partners_of

MUTUAL = {Code.COLLABORATOR: "collaborators", Code.LANGUAGE: "languages", Code.ACTIVITY: "activities", Code.SITE: "sites"}
ONE_WAY = {
    "need": "needs",
    "purchase": "rights",
    "genre": "genres",
    "format": "formats",
    "stage": "stages",
    "budget": "budgets",
    "country": "countries",
}


def field_seen(party: Party, field: str, audience: Audience) -> tuple[str, ...]:
    """Return a field's words if the audience may know them."""
    known = party.audiences.get(field, Audience.BADGES) <= audience
    return tuple(getattr(party, field)) if known else ()


def points_of(problem: Problem, code: Code, reader: Party, other: Party) -> int:
    """Return the points, from 0 to 100, of one reason for `reader` to meet `other`."""
    circle = reader.clearance
    if code in MUTUAL:
        return _mutual(problem, code, (reader, Audience.OWNER), (other, circle))
    whose, _, what = code.value.partition("_")
    sides = (reader, Audience.OWNER), (other, circle)
    wanting, having = sides if whose == "your" else sides[::-1]
    if what == "need":
        return _need(*wanting, *having)
    if what == "purchase":
        return _purchase(*wanting, *having)
    return _taste(what, *wanting, *having)


def weight_of(problem: Problem, code: Code) -> int:
    """Return how much an organiser lets a reason weigh."""
    return int(getattr(problem.weights, MUTUAL.get(code) or ONE_WAY[code.value.partition("_")[2]]))


def score_between(problem: Problem, reader: Party, other: Party) -> int:
    """Return the harmonic mean of both sides' interest, rounded down."""
    sums = {"your": 0, "their": 0, "mutual": 0}
    for code in Code:
        whose = "mutual" if code in MUTUAL else code.value.partition("_")[0]
        sums[whose] += weight_of(problem, code) * points_of(problem, code, reader, other)
    answered = problem.weights.answered
    mine = 100 * sums["your"] + 100 * sums["mutual"] + answered * sums["their"]
    theirs = 100 * sums["their"] + 100 * sums["mutual"] + answered * sums["your"]
    return 0 if mine + theirs == 0 else 2 * mine * theirs // (mine + theirs)


def _need(seeker: Party, seeker_circle: Audience, giver: Party, giver_circle: Audience) -> int:
    wanted: set[tuple[str, str | None]] = set()
    for need in seeker.seeks:
        if need.audience <= seeker_circle:
            wanted |= {(need.role, country) for country in need.countries} if need.countries else {(need.role, None)}
    points = 0
    for role, country in wanted:
        for offer in giver.offers:
            where = offer.countries or field_seen(giver, "countries", giver_circle)
            if offer.audience <= giver_circle and offer.role == role and (country is None or country in where):
                points += 70 if country is None else 100
                break
    return min(points, 100)


def _purchase(buyer: Party, buyer_circle: Audience, seller: Party, seller_circle: Audience) -> int:
    sold = [right for right in seller.sells if right.audience <= seller_circle]
    points = 0
    for right in buyer.buys:
        if right.audience <= buyer_circle:
            points = max(points, *(_deal(right, offer) for offer in sold), 0)
    opened = {right.name for right in buyer.buys if right.audience <= buyer_circle and not right.territories}
    return points if points == 100 else min(100, 70 * len(opened & {offer.name for offer in sold}))


def _deal(bought: Right, sold: Right) -> int:
    if bought.name != sold.name or not bought.territories:
        return 0
    return 100 if not sold.territories or set(bought.territories) & set(sold.territories) else 0


def _taste(what: str, chooser: Party, chooser_circle: Audience, chosen: Party, chosen_circle: Audience) -> int:
    if chooser.audiences.get("prefers", Audience.BADGES) > chooser_circle:
        return 0
    liked: set[str] = set(_liked(chooser.prefers, what))
    if what in {"genre", "format"}:
        field = what + "s"
        counts = getattr(chosen, field) if field_seen(chosen, field, chosen_circle) else {}
        return sum(100 * counts[word] // sum(counts.values()) for word in counts if word in liked) if sum(counts.values()) else 0
    if what == "country":
        return 100 if liked & set(field_seen(chosen, "countries", chosen_circle)) else 0
    known = chosen.audiences.get(what, Audience.BADGES) <= chosen_circle
    return 100 if known and getattr(chosen, what) in liked - {""} else 0


def _liked(taste: Taste, what: str) -> tuple[str, ...]:
    field = {"genre": "genres", "format": "formats", "stage": "stages", "budget": "budgets", "country": "countries"}[what]
    return tuple(getattr(taste, field))


def _mutual(problem: Problem, code: Code, one: tuple[Party, Audience], other: tuple[Party, Audience]) -> int:
    first, second = (set(field_seen(party, MUTUAL[code], circle)) for party, circle in (one, other))
    shared = first & second
    if code is Code.LANGUAGE and not shared:
        return 0
    if code is Code.SITE:
        return 100 if shared else 0
    if code is Code.COLLABORATOR:
        return min(100, 50 * len(shared))
    if code is Code.ACTIVITY:
        deal = any(theirs in partners_of(mine) for mine in first for theirs in second)
        return 100 if deal else min(100, 30 * len(shared))
    spoken = [set(field_seen(party, "languages", Audience.BADGES)) for party in problem.parties]
    speaking = sum(1 for tags in spoken if tags)
    heard = {tag: sum(tag in tags for tags in spoken) for tag in shared}
    return min(100, sum(max(1, 100 - 100 * count // speaking) for count in heard.values() if count))
