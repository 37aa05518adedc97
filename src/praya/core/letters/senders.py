"""Ask in whose name an edition's letters are written, from below: the app that has editions answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Sender:
    """Hold the name of a market in the reader's language, the path of its page, and where an answer goes (nowhere when empty)."""

    name: str
    path: str = "/"
    reply_to: str = ""


Ask = Callable[[int, str], "Sender | None"]
_asked: list[Ask] = []


def declare_senders(ask: Ask) -> None:
    """Answer for the edition of a number, in a language, who writes."""
    _asked.append(ask)


def sender_of(edition: int | None, language: str) -> Sender:
    """Return in whose name a letter is written; in Praya's, where no edition stands behind it."""
    if edition is not None:
        for ask in _asked:
            found = ask(edition, language)
            if found is not None:
                return found
    return Sender("Praya")


def whole(path: str) -> str:
    """Return the address of a page as a letter needs it."""
    return settings.PUBLIC_URL.rstrip("/") + path
