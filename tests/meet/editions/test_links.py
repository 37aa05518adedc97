"""Judge addresses of rooms: https only, nothing that a browser would run, one room for each meeting."""

from __future__ import annotations

import pytest

from praya.core.actions.refusing import Refused
from praya.meet.editions.links import checked_link, checked_pattern, filled


@pytest.mark.parametrize(
    "link",
    [
        "https://meet.example.org/lantern",
        "https://meet.example.org:8443/j/123?pwd=a%20b#room",
        "https://會議.example.org/房間",
        "HTTPS://Meet.Example.org",
    ],
)
def test_an_address_is_kept_as_it_was_typed(link: str) -> None:
    assert checked_link(f"  {link} ") == link


@pytest.mark.parametrize(
    "typed",
    [
        "meet.example.org/lantern",
        "http://meet.example.org/lantern",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://",
        "https://lantern",
        "https://user:word@meet.example.org/",
        "https://meet.example.org/a b",
        "https://meet.example.org/\x00",
        'https://meet.example.org/"onclick="x',
        "https://meet.example.org/<b>",
        "https://meet.example.org:0/",
        "https://meet.example.org:99999/",
        "https://[::1]/",
        "https://127.0.0.1/",
        "https://meet..org/",
        "call me",
    ],
)
def test_what_is_no_address_is_refused_with_what_would_be_one(typed: str) -> None:
    with pytest.raises(Refused, match="begins with https://"):
        checked_link(typed)


def test_an_address_has_a_length() -> None:
    with pytest.raises(Refused, match="at most 500"):
        checked_link("https://meet.example.org/" + "x" * 500)
    assert (checked_link("  "), checked_pattern(" ")) == ("", "")


def test_a_pattern_gives_each_meeting_its_own_room() -> None:
    pattern = checked_pattern("https://meet.example.org/{edition}/{meeting}")
    assert filled(pattern, edition="fair", meeting="k3") == "https://meet.example.org/fair/k3"
    for typed, words in (
        ("https://meet.example.org/room", "one room"),
        ("https://meet.example.org/{edition}", "one room"),
        ("https://meet.example.org/{meeting}/{delegate}", "{delegate} is not known"),
        ("https://meet.example.org/{meeting.__class__}", "is not known"),
        ("http://meet.example.org/{meeting}", "begins with https://"),
        ("https://{meeting}", "begins with https://"),
    ):
        with pytest.raises(Refused, match=words):
            checked_pattern(typed)
