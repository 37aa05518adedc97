"""Hold the program's clock before the edition of the builders, so that what is tested is still to come on any day."""

from __future__ import annotations

import pytest


def go_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clock go on from SENT_AT, six weeks before that edition; it still moves, so that what follows is later."""
    from django.utils import timezone

    from tests.builders import SENT_AT

    real = timezone.now
    ahead = real() - SENT_AT
    monkeypatch.setattr(timezone, "now", lambda: real() - ahead)
