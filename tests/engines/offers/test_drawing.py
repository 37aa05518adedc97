"""What is drawn of free slots: few of a day, for ever the same, and nothing that tells of the rest."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from praya.engines.offers import drawn, most_shown

SECRET = b"one secret"
DAY = 0xFFFF
DAYS = (DAY, DAY << 16, 0x0F << 32)
masks = st.integers(0, DAYS[0] | DAYS[1] | DAYS[2])


def draw(free: int, pair: str = "1-2", secret: bytes = SECRET) -> int:
    return drawn(free, DAYS, secret=secret, pair=pair)


@given(masks)
def test_as_many_are_shown_as_a_day_allows_and_only_free_ones(free):
    shown = draw(free)
    assert shown & ~free == 0
    assert [(shown & day).bit_count() for day in DAYS] == [
        min(most_shown(day.bit_count()), (free & day).bit_count()) for day in DAYS
    ]


@given(masks, masks)
def test_a_shown_slot_stays_shown_however_many_others_are_lost(free, lost):
    shown = draw(free)
    assert draw(free & ~lost) & shown == shown & ~lost


@given(masks, masks)
def test_slots_that_are_not_shown_change_nothing_whether_they_are_free_or_not(free, lost):
    shown = draw(free)
    assert draw(free & ~(lost & ~shown)) == shown


def test_pairs_days_and_secrets_have_orders_of_their_own():
    seen = {draw(DAY, pair) for pair in ("1-2", "2-1", "1-3", "12-3", "1-23")} | {draw(DAY, secret=b"another")}
    assert len(seen) == 6
    assert draw(DAYS[0]) << 16 != draw(DAYS[1])


def test_every_slot_is_as_likely_shown_as_any_other():
    counts = Counter(slot for pair in range(2000) for slot in range(16) if draw(DAY, str(pair)) >> slot & 1)
    assert max(counts.values()) - min(counts.values()) < 130  # 500 each, six deviations of 20
