"""The sweep finds what comparing all pairs finds, a move changes what it changes, and every remedy mends."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from praya.engines.programme import Kind, Mending, Placement, conflicts, conflicts_of, conflicts_of_move
from tests.engines.programme.drawn import drawn_move, drawn_programme
from tests.engines.programme.plainly import plain_conflicts
from tests.engines.programme.small import told
from tests.examples import examples

EXAMPLES = examples(60, thorough=1000)
seeds = st.integers(0, 10**9)


@EXAMPLES
@given(seeds)
def test_the_sweep_finds_what_all_pairs_hold(seed):
    programme = drawn_programme(seed)
    assert sorted(map(told, conflicts(programme)), key=str) == sorted(plain_conflicts(programme), key=str)


def test_every_kind_is_drawn():
    assert {one.kind for seed in range(60) for one in conflicts(drawn_programme(seed))} == set(Kind)


@EXAMPLES
@given(seeds, seeds)
def test_a_move_changes_what_the_whole_check_tells_apart(seed, other):
    programme = drawn_programme(seed)
    moved = drawn_move(other, programme)
    kept = tuple(one for one in programme.sessions if one.id != moved.id)
    before, after = set(conflicts(programme)), set(conflicts(replace(programme, sessions=(*kept, moved))))

    shift = conflicts_of_move(programme, moved)
    assert (set(shift.raised), set(shift.solved)) == (after - before, before - after)


@EXAMPLES
@given(seeds)
def test_the_order_of_sessions_changes_nothing(seed):
    programme = drawn_programme(seed)
    assert conflicts(replace(programme, sessions=programme.sessions[::-1])) == conflicts(programme)


@EXAMPLES
@given(seeds)
def test_every_conflict_is_one_of_each_of_its_sessions(seed):
    programme = drawn_programme(seed)
    sessions = {one.id: one for one in programme.sessions}
    whole = conflicts(programme)

    for name, one in sessions.items():
        assert conflicts_of(programme, one) == tuple(
            found for found in whole if any((side.kind.value, side.id) == ("session", name) for side in found.sides)
        )


@EXAMPLES
@given(seeds)
def test_what_a_remedy_says_mends(seed):
    programme = drawn_programme(seed)
    sessions = {one.id: one for one in programme.sessions}
    for found in conflicts(programme):
        mended = mend(sessions[found.remedy.session], found)
        if mended is not None:
            others = tuple(one for one in programme.sessions if one.id != mended.id)
            left = conflicts(replace(programme, sessions=(*others, mended)))
            assert [one for one in left if one.key == found.key or is_of_room(one, mended.id, found.remedy.room)] == []


def is_of_room(found, session, room):
    """Tell whether a session is too large for a room, or cannot be played there."""
    return found.kind in {Kind.ROOM_SMALL, Kind.FORMAT} and [side.id for side in found.sides] == [session, room]


def mend(session, found):
    """Return the session as a remedy would have it; None where it asks people for something."""
    remedy = found.remedy
    if remedy.at is not None:
        return replace(session, start=remedy.at, end=remedy.at + (session.end - session.start))
    if remedy.mending is Mending.OTHER_ROOM:
        old = next(side.id for side in found.sides if side.kind.value == "room")
        placed = tuple(replace(one, room=remedy.room) if one.room == old else one for one in session.placements)
        parts = tuple(replace(one, room=None) for one in session.parts)
        return replace(session, placements=placed, parts=parts, channels=())
    if remedy.mending is Mending.LIMIT_SEATS:
        placed = tuple(Placement(one.room, min(one.registered, remedy.number), one.formats) for one in session.placements)
        return replace(session, placements=placed)
    return None
