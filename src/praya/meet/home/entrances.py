"""Let a higher app offer entrances of its own on the first page: the demonstration signs people in as one of its roles."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Entrance:
    """Lead in by a button that posts to `address`."""

    label: Any
    about: str
    address: str


_offers: list[Callable[[], Iterable[Entrance]]] = []


def declare_entrances(offer: Callable[[], Iterable[Entrance]]) -> None:
    """Ask `offer()` for entrances whenever the first page is shown."""
    if offer not in _offers:
        _offers.append(offer)


def entrances() -> list[Entrance]:
    """Return every entrance that is offered now."""
    return [one for offer in _offers for one in offer()]
