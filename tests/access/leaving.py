"""Let somebody leave their company, and read what they still see of what its people keep among themselves.

What is kept is declared room by room, in `keep(company)` of tests/<app>/<room>/access.py: every kind twice, by somebody else of
the company and by whoever leaves. It is read through every route that a delegate may open, through the addresses that rooms name
in WAYS, through the private calendar feed, and in the own data.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from zipfile import ZipFile

from praya.core.personal.exporting import own_data_file
from praya.core.personal.queries import subject_of
from praya.meet.accreditation.models import Delegate
from tests.access.company import Company
from tests.access.matrix import Cell, Player, cells_of
from tests.access.roles import DELEGATE, STAFF
from tests.access.routes import Route
from tests.access.written import POLICY


def leave(company: Company) -> None:
    """Let `me` come for another company from now on."""
    company.me.organisation = company.world.delegates[DELEGATE].organisation
    Delegate.objects.filter(pk=company.me.pk).update(organisation=company.me.organisation)


def read(company: Company, routes: Iterable[Route], ways: Iterable[str]) -> tuple[str, int]:
    """Return all that `me` reads, by whatever way, and how many answers that were."""
    player, world, found = Player(company.world), company.world, []
    role = frozenset({STAFF})
    for route in routes:
        line = POLICY.get(route.name)
        if line is None or line.why or "GET" not in line.methods:
            continue
        for cell, path, _body in cells_of(world, route, line, role):
            if cell.method == "GET" and cell.subject in {"ours", "main"}:
                found.append(player.send(cell, path).text)
    for path in (*ways, f"/feeds/{company.me.feed_token}.ics"):
        address = path.format(e=world.editions["main"].slug, **{name: of.get("ours") for name, of in world.objects.items()})
        found.append(player.send(Cell("way", "ours", STAFF, "GET"), address).text)
    found.append(own_data(company.me))
    return "\n".join(found).lower(), len(found)


def own_data(delegate: Delegate) -> str:
    """Return what somebody gets as their own data."""
    account = Delegate.objects.get(pk=delegate.pk).person.account
    with own_data_file(subject_of(account)) as file, ZipFile(file) as archive:
        return json.dumps(json.loads(archive.read("data.json")), ensure_ascii=False)


def seen(company: Company, text: str) -> set[str]:
    """Return which of what the company keeps somebody reads in a text, or is told."""
    told = {what for what, token in company.tokens.items() if token in text}
    return told | {what for what, looks in company.looked.items() if looks(company.me)}
