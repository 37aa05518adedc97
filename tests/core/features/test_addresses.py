"""Addresses are collected from rooms; none hides another, in whatever order the rooms are found."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.urls.resolvers import RegexPattern, URLResolver

from praya.core.features.addresses import addresses_of_rooms, exact_first

# What each kind of placeholder takes, and no room uses as a word of an address.
WORDS = {"slug": "a-name-of-nobody", "str": "a.token", "int": "4711", "uuid": "0b2f4c1e-6f0a-4d5b-9c3e-1f2a3b4c5d6e"}


def example_of(pattern: URLPattern) -> str:
    """Return an address that is meant for a pattern."""
    return "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda found: WORDS[found[1] or "str"], str(pattern.pattern))


def answering(patterns: Sequence[URLPattern]) -> dict[str, str | None]:
    """Return which pattern, by name, answers the address that is meant for each."""
    resolver = URLResolver(RegexPattern(r"^/"), list(patterns))
    return {str(one.name): resolver.resolve(example_of(one)).url_name for one in patterns}


def view(request: HttpRequest) -> HttpResponse:
    """Answer nothing."""
    return HttpResponse()


def test_every_address_is_answered_by_its_own_view_in_whatever_order_rooms_are_found() -> None:
    found = addresses_of_rooms()
    assert answering(found) == {str(one.name): one.name for one in found}
    turned = exact_first(reversed(found))
    assert answering(turned) == {str(one.name): one.name for one in found}


def test_no_two_addresses_differ_only_in_what_their_placeholders_are_called() -> None:
    shapes = [re.sub(r"<[^>]*>", "<>", str(one.pattern)) for one in addresses_of_rooms()]
    assert sorted(shapes) == sorted(set(shapes))


def test_a_word_stands_before_a_placeholder() -> None:
    works = [path("works/<slug:code>/", view, name="work"), path("works/print/", view, name="print")]
    assert [one.name for one in exact_first(works)] == ["print", "work"]


def test_an_address_that_is_hidden_is_seen() -> None:
    planted = [path("works/<slug:code>/", view, name="work"), path("works/<slug:name>/", view, name="hidden")]
    assert answering(exact_first(planted))["hidden"] == "work"
