"""Read what a page of organisers says."""

from __future__ import annotations

import re


def figures(page) -> dict[str, str]:
    """Return the figures at the head of a page, as they are read."""
    found = re.findall(r"<dt>(.*?)</dt>\s*<dd[^>]*>(.*?)</dd>", page.content.decode(), re.DOTALL)
    return {name: re.sub(r"<[^>]+>", "", value).strip() for name, value in found}


def text_of(page) -> str:
    """Return the words of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def told(page) -> list[str]:
    """Return the messages on a page."""
    return [str(message) for message in page.context["messages"]]
