"""A test begins in the language of the settings and with an empty cache, whatever came before it."""

from __future__ import annotations

from django.core.cache import cache
from django.utils import translation

from tests.leftovers import forget


def test_language_and_cache_are_forgotten() -> None:
    translation.activate("zh-hant")
    cache.set("attempts", 5)
    forget()
    assert (translation.get_language(), cache.get("attempts")) == ("en", None)


def test_each_test_begins_after_that(pytester) -> None:
    pytester.makeconftest("from tests.conftest import pytest_runtest_setup")
    pytester.makepyfile(
        """
        from django.core.cache import cache
        from django.utils import translation

        def test_one():
            assert translation.get_language() == "en" and cache.get("attempts") is None
            translation.activate("zh-hant")
            cache.set("attempts", 5)

        test_other = test_one
        """
    )
    pytester.runpytest_inprocess("-p", "no:django").assert_outcomes(passed=2)
