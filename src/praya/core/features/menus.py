"""Hold the links of the menus: each room declares those that lead to its own pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Link:
    """Lead to a page of an edition by the name of its route; links stand by their `order`, tens apart.

    What waits behind them is declared in `waiting`; `narrow_waiting` is the route whose number a narrow screen shows here,
    because that link is wide only.
    """

    route: str
    label: Any
    icon: str
    order: int
    is_wide_only: bool = False
    narrow_waiting: str = ""


@dataclass(slots=True)
class _Part:
    label: Any
    order: int
    links: list[Link]


_delegates: list[Link] = []
_parts: dict[str, _Part] = {}


def declare_links(*links: Link) -> None:
    """Put links into the delegate's menu."""
    _delegates.extend(links)


def declare_part(name: str, label: Any, order: int) -> None:
    """Open a part of the organiser's menu, which is parted by what is done when; its links may have been declared before.

    A part without a label stands open at the top.
    """
    part = _parts.setdefault(name, _Part(label, order, []))
    part.label, part.order = label, order


def declare_manage_links(part: str, *links: Link) -> None:
    """Put links into a part of the organiser's menu."""
    _parts.setdefault(part, _Part(part, 0, [])).links.extend(links)


def delegate_links() -> list[Link]:
    """Return the links of the delegate's menu in their order."""
    return _in_order(_delegates)


def manage_links() -> list[tuple[Any, list[Link]]]:
    """Return the parts of the organiser's menu in their order, each with its links."""
    return [(part.label, _in_order(part.links)) for part in sorted(_parts.values(), key=lambda part: part.order)]


def _in_order(links: Iterable[Link]) -> list[Link]:
    return sorted(links, key=lambda link: link.order)
