"""Write the buttons of a wish: must, like and no."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext_lazy

LEVELS = (
    ("must", pgettext_lazy("wish", "Must")),
    ("like", pgettext_lazy("wish", "Like")),
    ("no", pgettext_lazy("wish", "No")),
)


def level_writer(*, oob: bool = False) -> Callable[[str, str], str]:
    """Return a function that writes the three buttons of a calendar's code and the level said so far.

    The buttons belong to a form around the whole list: the button's name is the level, its value the code. A pressed
    button takes its level back.
    """
    words = [(level, escape(str(word))) for level, word in LEVELS]
    swap = ' hx-swap-oob="true"' if oob else ""
    plain = "".join(
        f'<button class="{level} small" name="{level}" value="{{0}}" id="{level}-{{0}}" aria-pressed="false">{word}</button>'
        for level, word in words
    )
    shell = f'<span class="levels" id="levels-{{0}}"{swap}>{plain}</span>'

    pieces = shell.split("{0}")

    def write(code: str, said: str) -> str:
        text = code.join(pieces)
        if said:
            text = text.replace(
                f'name="{said}" value="{code}" id="{said}-{code}" aria-pressed="false"',
                f'name="clear" value="{code}" id="{said}-{code}" aria-pressed="true"',
            )
        return text

    return write


def level_buttons(code: str, said: str, *, oob: bool = False) -> SafeString:
    """Return the three buttons of one calendar."""
    return mark_safe(level_writer(oob=oob)(code, said))  # noqa: S308 - codes and levels are our own words
