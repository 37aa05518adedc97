"""Know every kind of letter: to which group of habits it belongs, what it says, and how its facts are read when it is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from praya.core.letters.models import Letter


@dataclass(frozen=True, slots=True)
class Group:
    """Hold the letters that somebody chooses together: at once, once a day, or never."""

    name: str
    label: Any
    about: Any
    order: int


@dataclass(frozen=True, slots=True)
class Attachment:
    """Hold what is attached: its name, its media type with parameters, and its bytes."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Facts:
    """Hold what one letter tells, in its reader's language: `words` for the placeholders of its text, `rows` of a small table
    (what, value), `links` (what, path of its page), the path of the page that `button` leads to, and what is attached.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[tuple[str, str], ...] = ()
    path: str = ""
    button: str = ""
    attached: tuple[Attachment, ...] = ()
    links: tuple[tuple[str, str], ...] = ()


Read = Callable[["Letter", datetime], "Facts | None"]


@dataclass(frozen=True, slots=True)
class Kind:
    """Hold one kind of letter.

    `subject` and `body` are its text where no edition has one of its own; `words` are the placeholders that both may hold,
    beside {market}, each with what stands there. `read` returns its facts at the moment of sending, under the language and on
    the clock of its reader, or None when there is nothing to tell any more. `usual` is how it comes to whoever has not chosen.
    More letters at once than `held_above` wait until an organiser has read one; a letter that `is_owed` cannot be declined; of
    one that `is_private` between two sides no organiser learns whether it left. The words of one that `is_free` come with each
    letter, and no edition has others for it. One that `is_pushed` also shows at once on the devices for which its reader has
    asked; it says its subject there. One that is not `is_mailed` shows there alone.
    """

    name: str
    group: str
    label: Any
    subject: Any
    body: Any
    read: Read
    words: Mapping[str, Any] = field(default_factory=dict)
    usual: str = "now"
    held_above: int | None = None
    is_owed: bool = False
    is_private: bool = False
    is_free: bool = False
    is_pushed: bool = False
    is_mailed: bool = True

    @property
    def choice(self) -> str:
        """Return under what name somebody chooses how this one comes, where it is not as the others of its group."""
        return f"{self.group}/{self.name}"


NOW, DAILY, NEVER = "now", "daily", "never"
_kinds: dict[str, Kind] = {}
_groups: dict[str, Group] = {}


def declare_group(name: str, label: Any, about: Any, order: int) -> None:
    """Let a room's letters be chosen together; declared alike by several rooms it is one group."""
    _groups.setdefault(name, Group(name, label, about, order))


def declare_letters(*letters: Kind) -> None:
    """Let a room write letters of its own."""
    for letter in letters:
        if letter.name in _kinds:
            raise ValueError(f"This letter is declared twice: {letter.name}.")
        if letter.group not in _groups:
            raise ValueError(f"The letter {letter.name} belongs to a group that nobody has declared: {letter.group}.")
        _kinds[letter.name] = letter


def kind_of(name: str) -> Kind | None:
    """Return a kind of letter; None where no room, or one that was taken out, has declared it."""
    return _kinds.get(name)


def kinds() -> list[Kind]:
    """Return all kinds of letters, group by group."""
    order = {group.name: place for place, group in enumerate(groups())}
    return sorted(_kinds.values(), key=lambda kind: (order[kind.group], kind.name))


def groups() -> list[Group]:
    """Return all groups in their order."""
    return sorted(_groups.values(), key=lambda group: (group.order, group.name))


def groups_with(kinds: Iterable[Kind]) -> list[Group]:
    """Return the groups of some kinds."""
    named = {kind.group for kind in kinds}
    return [group for group in groups() if group.name in named]
