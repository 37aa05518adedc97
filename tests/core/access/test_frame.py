"""Every page's frame knows the visit, the languages and whether this is a demonstration."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import RequestFactory

from praya.core.access.frame import frame


@pytest.mark.parametrize("is_demo", [True, False])
def test_what_the_frame_is_given(settings: Any, is_demo: bool) -> None:
    settings.DEMO = is_demo
    request: Any = RequestFactory().get("/")
    outside = frame(request)
    request.visit = "somewhere"
    assert (outside, frame(request)["visit"]) == (
        {"visit": None, "languages": settings.LANGUAGES, "is_demo": is_demo, "restored": None},
        "somewhere",
    )


def test_the_frame_says_how_a_restore_stands() -> None:
    request: Any = RequestFactory().get("/")
    request.restored = "held"
    assert frame(request)["restored"] == "held"
