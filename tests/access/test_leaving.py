"""Whoever changes company keeps nothing of what was the old company's, and all that they wrote themselves."""

from __future__ import annotations

import pytest
from django.db.models import Q

from praya.core.keeping import Kept, declare_kept, declared
from praya.match.agenda import attended
from praya.meet.accreditation.models import Delegate
from praya.meet.exhibitors.models import Exhibitor
from praya.show.lists import queries as lists
from tests.access.company import company_of
from tests.access.leaving import leave, read, seen, unspoken
from tests.access.routes import routes_of
from tests.access.world import World
from tests.access.written import WAYS, keepers

# The generator itself is held: a room that stops declaring shrinks these.
LEAST_KINDS = 20


def test_who_leaves_a_company_reads_nothing_more_of_it(world: World) -> None:
    company = company_of(world)
    for room in keepers():
        room.keep(company)
    kinds = {*company.tokens, *company.looked}
    assert (len(kinds) >= LEAST_KINDS, unspoken(company)) == (True, [])
    text, count = read(company, routes_of(), WAYS)
    assert (sorted(kinds - seen(company, text)), sorted(set(company.own.values()) - _shown(company.own, text))) == ([], [])
    leave(company)
    text, after = read(company, routes_of(), WAYS)
    print(f"{len(kinds)} kinds, {count} answers before and {after} after: {len(seen(company, text))} left")
    assert sorted(seen(company, text)) == []
    assert sorted(set(company.own.values()) - _shown(company.own, text)) == []


def test_a_kind_that_is_declared_and_that_nobody_lets_be_kept_is_named(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new room's table, or one more way from a known one to the company; and a room that does not speak of its own."""
    company = company_of(world)
    for room in keepers():
        if room.__name__ != "tests.show.lists.access":
            room.keep(company)
    lists = ["show.shortlist shared_with", "show.shortlistitem company", "show.itemnote company"]
    assert sorted(unspoken(company)) == sorted(lists)
    monkeypatch.setattr(declared, "kept", [*declared.kept])
    declare_kept(Kept(Exhibitor, "organisation"), Kept(Delegate, "organisation person__delegates__organisation"))
    fresh = ["meet.exhibitor organisation", "meet.delegate organisation", "meet.delegate person__delegates__organisation"]
    assert sorted(unspoken(company)) == sorted([*lists, *fresh])


def _shown(own: dict[str, str], text: str) -> set[str]:
    return {token for token in own.values() if token in text}


@pytest.mark.parametrize("fault", ["notes of a meeting", "lists"])
def test_a_reading_without_the_company_is_caught(world: World, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    company = company_of(world)
    for room in keepers():
        room.keep(company)
    if fault == "lists":
        monkeypatch.setattr(lists, "shown_to", lambda delegate, prefix="": Q())
    else:
        monkeypatch.setattr(attended, "_MINE", "WITH mine AS (SELECT c.id FROM meet_party c)")
    leave(company)
    text, _count = read(company, [one for one in routes_of() if one.name in {"agenda", "list"}], WAYS)
    assert seen(company, text) != set()
