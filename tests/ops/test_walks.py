"""An import and an acceptance lead through the rooms without going back and forth; what was reached is held."""

from __future__ import annotations

import pytest
from script.lib.walks.played import walks
from script.lib.walks.tracing import Call, Stay, Walk

# Returns, climbs and rises: to be lowered with every walk that becomes straighter. That of an import was raised by one return
# when an imported *no* began to be told to the journal of revocations.
# An acceptance returns five times more since it asks for the sender's letter: core/letters, and who the reader is.
# Whose letters are asked for is decided in the room of letters, whose quota and what was said since in those of the sides: three
# returns more. An import looks for the keys under which names are listed, and asks for the letter about its end: seven.
# It returns five times more again since what several rooms ask of one moment is gathered into one query (core/gathering), and the
# other side is called as each reader reads it (core/directory).
# What an import writes is kept, for it to be taken back: five returns and a climb more; what is many is taken in portions in one
# place (core/portions): once more.
# Once and four times more since some queries are put together once (core/prepared), and a change of company may have to wait.
# Requests lock parties by the parties' own words, and a cell is quoted in one place (core/sheets/quoting): four.
REACHED = {"import": (67, 11, 26), "acceptance": (20, 1, 10)}
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
