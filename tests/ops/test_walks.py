"""An import and an acceptance lead through the rooms without going back and forth; what was reached is held."""

from __future__ import annotations

import pytest
from script.lib.walks.played import walks
from script.lib.walks.tracing import Call, Stay, Walk

# Returns, climbs and rises: to be lowered with every walk that becomes straighter. That of an import was raised by one return
# when an imported *no* began to be told to the journal of revocations.
# An acceptance returns five times more since it asks for the sender's letter: core/letters, and who the reader is.
REACHED = {"import": (42, 9, 15), "acceptance": (10, 1, 7)}
TAKE, READ = Call("take", "meet/sheets", ""), Call("read", "core/sheets", "meet/sheets")


@pytest.mark.django_db
def test_walks_are_no_longer_than_they_were() -> None:
    found = {name: (walk.returns, len(walk.climbs), walk.rises) for name, walk in walks().items()}
    assert found == REACHED


def test_a_room_is_returned_to_and_a_hook_climbs() -> None:
    calls = [
        Call("take", "meet/sheets", ""),
        Call("read", "core/sheets", "meet/sheets"),
        Call("plan", "meet/sheets", "core/sheets"),
    ]
    walk = Walk(tuple(Stay(call.room, (call,)) for call in calls))
    assert (walk.rooms, walk.returns, walk.climbs, walk.rises) == (2, 1, [calls[2]], 1)


def test_what_is_called_by_a_higher_room_is_a_rise_alone() -> None:
    calls = [
        Call("take", "meet/sheets", ""),
        Call("read", "core/sheets", "meet/sheets"),
        Call("see", "meet/editions", "meet/sheets"),
    ]
    walk = Walk(tuple(Stay(call.room, (call,)) for call in calls))
    assert (walk.returns, walk.climbs, walk.rises) == (0, [], 1)
