"""Let somebody leave their company, and read what they still see of what its people keep among themselves.

What is kept is declared room by room, in `keep(company)` of tests/<app>/<room>/access.py: every kind twice, by somebody else of
the company and by whoever leaves. It is read through every route that a delegate may open, through the addresses that rooms name
in WAYS, through the private calendar feed, and in the own data. Every table that a room declares to keep for a company
(core/keeping) is among it, by each path that leads from it to the company.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from zipfile import ZipFile

from django.db.models import Model

from praya.core.keeping import declared
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


def unspoken(company: Company) -> list[str]:
    """Return which declared tables hold no word of the company in a row of its own, by each path, and are not looked for."""
    found = []
    for table in declared.kept:
        for path in table.paths.split():
            name = f"{table.model._meta.label_lower} {path}"
            rows = replace(table, paths=path).rows(company.me.organisation_id or 0)
            if name not in company.spoken_for and not any(_holds(company, row) for row in rows):
                found.append(name)
    return found


def _holds(company: Company, row: Model) -> bool:
    values = [getattr(row, field.attname) for field in row._meta.concrete_fields]
    text = " ".join(bytes(one).decode(errors="ignore") if isinstance(one, bytes | memoryview) else str(one) for one in values)
    return any(token in text for token in company.tokens.values())


def seen(company: Company, text: str) -> set[str]:
    """Return which of what the company keeps somebody reads in a text, or is told."""
    told = {what for what, token in company.tokens.items() if token in text}
    return told | {what for what, looks in company.looked.items() if looks(company.me)}
