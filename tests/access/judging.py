"""Judge what came back: by the written policy, by private values, by the shape of a refusal, and by what a reading writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tests.access.gatekeeping import Extent, Gatekeeper, edition_of, is_behind_the_gate
from tests.access.matrix import Answer, Player, cells_of
from tests.access.policy import Line
from tests.access.roles import ANONYMOUS, EVERYBODY, NOBODY
from tests.access.routes import Route
from tests.access.world import TOKEN, World

# Programs are counted by the minute, and readers of slots and of works by marks that name nobody.
COUNTING = (
    "INSERT INTO core_allowance",
    *(f'{verb} INTO "{table}"' for verb in ("INSERT", "INSERT OR IGNORE") for table in ("match_look", "show_viewing")),
)
FINE = {200, 204, 302, 303, 400, 409, 413, 422}


def missing_lines(routes: Iterable[Route], policy: dict[str, Line]) -> list[str]:
    """Return the routes without a rule or without a line in the policy, and the lines without a route."""
    found = []
    names = set()
    for route in routes:
        names.add(route.name)
        line = policy.get(route.name)
        if route.is_ours and not hasattr(route.view, "rule"):
            found.append(f"{route.name}: the view names no rule")
        elif route.is_ours and not is_behind_the_gate(route):
            found.append(f"{route.name}: the view carries a rule that no gate asks")
        if line is None:
            found.append(f"{route.name}: no line in the policy")
        elif route.is_ours and {"HEAD", *line.methods} != {"HEAD", *route.methods}:
            found.append(f"{route.name}: the view takes {route.methods}, the policy says {line.methods}")
        elif not route.is_ours and not line.why:
            found.append(f"{route.name}: the policy does not say why the library's view needs no rule")
    return found + [f"{name}: a line without a route" for name in sorted(set(policy) - names)]


def play(
    world: World,
    routes: Sequence[Route],
    policy: dict[str, Line],
    roles: frozenset[str] = EVERYBODY,
    *,
    extent: Extent = Extent.ENTERED,
) -> list[Answer]:
    """Send the requests that the policy speaks of, as many as the extent says."""
    player, keeper = Player(world), Gatekeeper(world)
    answers = []
    for route in routes:
        line = policy[route.name]
        cells = list(cells_of(world, route, line, roles))
        entered = set()
        if extent is Extent.ENTERED:
            entered = {(edition_of(cell), cell.role) for cell, *_ in cells if keeper.lets_in(route, line, cell)}
        for cell, path, body in cells:
            is_decided = (edition_of(cell), cell.role) not in entered and not line.allows(cell.subject, cell.role)
            if extent.takes(cell, line, is_decided=is_decided):
                answers.append(player.send(cell, path, body))
    return answers


def wrong_cells(answers: Iterable[Answer], policy: dict[str, Line]) -> list[str]:
    """Return the answers that differ from the policy."""
    return [f"{one.cell}: {one.status} {one.location}" for one in answers if not _is_right(one, policy[one.cell.route])]


def _is_right(answer: Answer, line: Line) -> bool:
    cell = answer.cell
    if line.why:
        return answer.status < 500
    if cell.method not in line.methods:
        return answer.status == 405
    if line.allows(cell.subject, cell.role):
        return answer.status in FINE and not answer.is_to_sign_in
    return answer.is_to_sign_in if cell.role == ANONYMOUS and not line.bearer else answer.status == 404


def leaks(answers: Iterable[Answer], world: World, policy: dict[str, Line]) -> list[str]:
    """Return the private values that were shown to somebody who may not read them."""
    found = []
    for one in answers:
        reading = {one.cell.role, policy[one.cell.route].bearer}
        text = one.text.lower()
        if TOKEN not in text:
            continue
        asked = one.path.lower()
        for token, what, readers in world.canaries:
            # An address that the visitor typed may be repeated to them: they knew it.
            if not reading & readers and token in text.replace(asked, "") and token not in asked:
                found.append(f"{one.cell} shows the {what}")
    return found


def uneven_refusals(answers: Iterable[Answer]) -> list[str]:
    """Return where refusals differ: absent, forbidden and foreign records must be refused alike."""
    shapes: dict[tuple[str, str, str, str], dict[str, str]] = defaultdict(dict)
    for one in answers:
        if one.is_denied:
            # That an edition exists is no secret, so its own people see its frame around a refusal: compare within one.
            # One that everybody may see is named to everybody: it is compared with none that is not.
            where = "public" if one.cell.subject == "public" else edition_of(one.cell)
            shapes[one.cell.route, where, one.cell.role, one.cell.method][one.cell.subject] = one.shape
    return [
        f"{method} {route} as {role}: refused differently for {sorted(found)}"
        for (route, _edition, role, method), found in shapes.items()
        if len(set(found.values())) > 1
    ]


def writing_reads(answers: Iterable[Answer], policy: dict[str, Line]) -> list[str]:
    """Return the readings of our own pages that wrote something."""
    return [
        f"{one.cell}: {statement}"
        for one in answers
        if one.cell.method == "GET" and not policy[one.cell.route].why
        for statement in one.writes
        if not statement.startswith(COUNTING)
    ]


def unseen(answers: Iterable[Answer], world: World, role: str, excepted: Mapping[str, frozenset[str]]) -> list[str]:
    """Return the private values that the role may read and was not shown, or was shown against the exceptions.

    A value that is shown to none of its readers would prove nothing about the others.
    """
    text = "\n".join(shown for one in answers if one.cell.role == role and TOKEN in (shown := one.text.lower()))
    found = []
    for token, what, readers in world.canaries:
        is_excepted = role in excepted.get(what, NOBODY)
        if role in readers and (token in text) == is_excepted:
            found.append(f"the {what}, an exception no more" if is_excepted else f"the {what}")
    return found


def proving_nothing(world: World, excepted: Mapping[str, frozenset[str]]) -> list[str]:
    """Return the private values with readers all of whom are excepted."""
    return [what for _token, what, readers in world.canaries if readers and readers <= excepted.get(what, NOBODY)]
