"""Hold somebody who has every right there is, and scenes in which one is taken back by a room's own action."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from praya.core.access.audiences import Audience
from praya.core.accounts.models import Account
from praya.core.revocations.actions import touch
from praya.meet.accreditation.visits import Reader
from praya.meet.editions.models import Edition
from tests import builders as make

AT = make.HK_MORNING


@dataclass
class World:
    """Hold an edition with somebody who has every right there is."""

    edition: Edition = field(default_factory=lambda: make.make_edition("revoked", is_public=True))

    def __post_init__(self) -> None:
        self.organiser = make.make_team_member(self.edition)
        self.me, self.other = make.make_delegate(self.edition), make.make_delegate(self.edition)
        make.make_calendar(self.me)
        self.account: Account = self.me.person.account
        self.exhibitor = make.make_exhibitor(self.edition)
        self.work = make.make_work(self.edition, make.make_title("Shown"), exhibitor=self.exhibitor)
        self.title = self.work.title

    @property
    def reader(self) -> Reader:
        return Reader(self.me, self.account, Audience.BUYER)


@dataclass(frozen=True)
class Scene:
    """Name what is taken back: `given` makes the row, `taken` takes the right, `columns` are those that it hangs on."""

    name: str
    columns: tuple[str, ...]
    given: Callable[[World], Any]
    taken: Callable[[World, Any], object]
    is_back: Callable[[World, Any], bool]


def row_is(model: type[Any], **wanted: Any) -> Callable[[World, Any], bool]:
    return lambda world, row: model._base_manager.filter(pk=row.pk, **wanted).exists()


def text(name: str) -> dict[str, Any]:
    return {"en": name}


def set_to(**values: Any) -> Callable[[World, Any], object]:
    def change(world: World, row: Any) -> None:
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=list(values))

    return change


def touched(row: Any, **values: Any) -> None:
    """Change what no page changes, as an import does."""
    type(row).objects.filter(pk=row.pk).update(**values)
    touch([row])
