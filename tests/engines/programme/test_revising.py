"""What two versions differ by makes the one of the other, and is told in one order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praya.engines.programme import ChangeKind, Listed, RevisionError, applied, changes
from tests.examples import examples

EXAMPLES = examples(40, thorough=500)
TEN = datetime(2026, 10, 23, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)
FORUM = Listed("forum", TEN, TEN + HOUR, ("hall",), {"en": "Forum", "zh-Hant": "論壇"}, (("mei", "host"), ("bo", "speaker")))
PITCH = Listed("pitch", TEN - HOUR, TEN, ("studio", "stage"), {"en": "Pitch"})


def told(old, new):
    """Return kind and session of every change."""
    return [(change.kind.value, change.session) for change in changes(old, new)]


def test_every_kind_of_change():
    def to(**more):
        return told([FORUM, PITCH], [PITCH, replace(FORUM, **more)])

    assert to() == []
    assert to(start=TEN + HOUR, end=TEN + 2 * HOUR) == [("moved", "forum")]
    assert to(end=TEN + 2 * HOUR) == [("moved", "forum")]
    assert to(rooms=("studio",)) == [("other_room", "forum")]
    assert to(titles={"en": "Forum", "zh-Hant": "高峰論壇"}) == [("renamed", "forum")]
    assert to(titles={"zh-Hant": "論壇", "en": "Forum"}) == []
    assert to(people=FORUM.people[::-1]) == [("people", "forum")]
    assert to(rooms=(), start=TEN - HOUR, people=(), titles={}) == [
        ("moved", "forum"),
        ("other_room", "forum"),
        ("renamed", "forum"),
        ("people", "forum"),
    ]
    assert told([FORUM], [PITCH]) == [("added", "pitch"), ("cancelled", "forum")]


def test_a_change_holds_both_versions_and_whom_it_concerns():
    now = replace(FORUM, start=TEN + HOUR, end=TEN + 2 * HOUR, people=(("zoe", "host"), ("bo", "speaker")))
    moved, people = changes([FORUM], [now])

    assert (moved.was, moved.now, moved.begins_at) == (FORUM, now, TEN + HOUR)
    assert people.concerned == ("bo", "mei", "zoe")
    (gone,) = changes([FORUM], [])
    assert (gone.kind, gone.begins_at, gone.concerned) == (ChangeKind.CANCELLED, TEN, ("bo", "mei"))


def test_they_are_told_by_the_time_at_which_sessions_begin():
    old = [replace(PITCH, id="b"), replace(PITCH, id="a"), FORUM]
    new = [replace(PITCH, id="b", rooms=(), titles={}), replace(FORUM, start=TEN - 2 * HOUR)]

    assert told(old, new) == [("moved", "forum"), ("cancelled", "a"), ("other_room", "b"), ("renamed", "b")]


def test_some_of_the_changes_alone_make_no_more_than_these():
    now = replace(FORUM, start=TEN + HOUR, end=TEN + 2 * HOUR, rooms=("studio",))
    moved, other = changes([FORUM], [now])

    assert applied([FORUM], [other]) == (replace(FORUM, rooms=("studio",)),)
    assert applied(applied([FORUM], [other]), changes(applied([FORUM], [other]), [now])) == (now,)
    assert applied([FORUM], [other, moved]) == (now,)


@pytest.mark.parametrize("wrong", [[], [replace(FORUM, rooms=("studio",))]])
def test_a_list_of_another_version_is_refused(wrong):
    listed = changes([FORUM], [replace(FORUM, rooms=("annex",))])

    with pytest.raises(RevisionError, match="forum is not as the change “other_room” found it"):
        applied(wrong, listed)
    with pytest.raises(RevisionError, match="forum is not as the change “added” found it"):
        applied([FORUM], changes([], [FORUM]))
    with pytest.raises(RevisionError, match="forum is not as the change “cancelled” found it"):
        applied([replace(FORUM, titles={})], changes([FORUM], []))


def test_a_session_is_once_in_a_version():
    with pytest.raises(RevisionError, match="session forum is twice in a version"):
        changes([FORUM, FORUM], [])


listings = st.builds(
    Listed,
    st.sampled_from("abcdef"),
    st.integers(0, 3).map(lambda hours: TEN + hours * HOUR),
    st.integers(4, 6).map(lambda hours: TEN + hours * HOUR),
    st.lists(st.sampled_from(["hall", "stage"]), unique=True).map(tuple),
    st.dictionaries(st.sampled_from(["en", "zh-Hant"]), st.sampled_from(["Forum", "論壇"])),
    st.lists(st.tuples(st.sampled_from(["mei", "bo"]), st.sampled_from(["host", "speaker"])), max_size=2).map(tuple),
)
versions = st.lists(listings, unique_by=lambda listed: listed.id)


@EXAMPLES
@given(versions, versions)
def test_applying_the_changes_to_the_old_gives_the_new(old, new):
    assert applied(old, changes(old, new)) == tuple(sorted(new, key=lambda one: (one.start, one.id)))


@EXAMPLES
@given(versions, versions)
def test_the_order_hangs_on_nothing_but_the_versions(old, new):
    listed = changes(old, new)
    assert changes(old[::-1], new[::-1]) == listed
    assert len({(change.session, change.kind) for change in listed}) == len(listed)


@EXAMPLES
@given(versions, versions)
def test_there_are_as_few_changes_as_there_are_differences(old, new):
    """Leave any one of them out, and the new version does not come about."""
    listed = changes(old, new)
    whole = applied(old, listed)
    for left in listed:
        others = [change for change in listed if change is not left]
        assert applied(old, others) != whole
