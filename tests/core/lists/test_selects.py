"""A choice written as text is the choice that Django's templates write, and nothing in it ends an element."""

from __future__ import annotations

import re

import pytest
from django import forms

from praya.core.lists.selects import TextSelect

CHOICES = [("", "all"), ("a", "A & B"), ("<i>", '"<b>"')]


def options(markup: str) -> list[tuple[str, bool, str]]:
    found = re.findall(r'<option value="([^"]*)"( selected)?>(.*?)</option>', markup)
    return [(value, bool(chosen), word) for value, chosen, word in found]


@pytest.mark.parametrize("value", [None, "", "a", "<i>", "nonsense"])
def test_it_is_what_django_writes(value) -> None:
    own, usual = (kind(choices=CHOICES, attrs={"class": "short"}) for kind in (TextSelect, forms.Select))
    written, known = (widget.render("room", value, {"id": "id_room"}) for widget in (own, usual))
    assert options(written) == options(known)
    assert {written.partition(">")[0], known.partition(">")[0]} <= {
        '<select class="short" id="id_room" name="room"',
        '<select name="room" class="short" id="id_room"',
    }
