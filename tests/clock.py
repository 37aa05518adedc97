"""Hold the program's clock before the edition of the builders, so that what is tested is still to come on any day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest


def go_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clock go on from SENT_AT, six weeks before that edition; it still moves, so that what follows is later."""
    from django.utils import timezone

    from tests.builders import SENT_AT

    real = timezone.now
    ahead = real() - SENT_AT
    monkeypatch.setattr(timezone, "now", lambda: real() - ahead)


@contextmanager
def starting_at(moment: datetime) -> Iterator[None]:
    """Let the clock go on from a moment: what is played twice so tells the same, even where it tells how long is left."""
    from django.utils import timezone

    real = timezone.now
    ahead = real() - moment
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: real() - ahead)
        yield
