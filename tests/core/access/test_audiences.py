"""Each level of a fact is read by exactly the circles that may."""

from __future__ import annotations

import pytest

from praya.core.access.audiences import Audience, Level, may_read

READERS = {
    "public": [Audience.PUBLIC, Audience.BADGE, Audience.BUYER],
    "badge": [Audience.BADGE, Audience.BUYER],
    "buyer": [Audience.BUYER],
    "request": [],
    "private": [],
    "unheard of": [],
    "": [],
}


@pytest.mark.parametrize("level", READERS)
def test_who_reads_a_level(level: str) -> None:
    assert [audience for audience in Audience if may_read(level, audience)] == READERS[level]


@pytest.mark.parametrize("level", [*Level.values, "unheard of"])
def test_a_grant_opens_what_is_shown_on_request_and_nothing_else(level: str) -> None:
    granted = [audience for audience in Audience if may_read(level, audience, is_granted=True)]
    assert granted == (list(Audience) if level == "request" else READERS[level])
