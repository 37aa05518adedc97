"""Say who may do what here, by one reviewed line per route; fill the small world; name its secrets."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from praya.core.accounts.models import Account
from praya.core.sheets.faults import Fate
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from praya.meet.registration.undoing import TAKEN_BACK
from praya.meet.sheets.actions import apply, check, confirm, upload
from praya.meet.sheets.jobs import APPLY, CHECK, UNDO
from praya.meet.sheets.models import SheetImport
from praya.meet.sheets.undoing import ask_back
from tests import builders as make
from tests.access import roles
from tests.access.policy import BOTH, POST, edition, thing
from tests.access.roles import NOBODY, ORGANISERS
from tests.access.world import World
from tests.meet.sheets.rows import sheet
from tests.meet.sheets.undone import bring, take_back
from tests.ops.revoking import Scene, row_is

IMPORT = {"code": "import"}

POLICY = {
    "manage_import": edition(ORGANISERS, BOTH),
    "manage_import_example": thing({"heads": "heads", "kind": "sheet"}, ORGANISERS, is_shared=True),
    "manage_import_file": thing(IMPORT, ORGANISERS, others=NOBODY),
    "manage_import_columns": thing(IMPORT, ORGANISERS, BOTH, others=NOBODY),
    "manage_import_mend": thing(IMPORT, ORGANISERS, BOTH, others=NOBODY),
    "manage_import_unmend": thing(IMPORT, ORGANISERS, POST, others=NOBODY),
    "manage_import_undo": thing(IMPORT, ORGANISERS, POST, others=NOBODY),
    "manage_import_confirm": thing(IMPORT, ORGANISERS, POST, others=NOBODY),
    "manage_import_discard": thing(IMPORT, ORGANISERS, POST, others=NOBODY),
    "manage_import_report": thing(IMPORT, ORGANISERS, others=NOBODY),
    "manage_export": edition(ORGANISERS),
}


def brought(kind: str = "") -> Callable[[Any, int], None]:
    """Add rows to an import of the market's delegate, brought in at the desk of a kind."""

    def row(market: Any, number: int) -> None:
        if "code" not in market.words:
            words = {"edition": market.edition, "account": market.me.person.account, "kind": kind, "status": "checked"}
            words["company"] = market.me.organisation if kind else None
            market.words["code"] = SheetImport.objects.create(name="people.csv", **words).code
        kept = SheetImport.objects.get(code=market.words["code"])
        fates = json.loads(gzip.decompress(kept.fates)) if kept.fates else []
        fates.append(Fate("people", number, f"Mei {number}", "changed", ["name: May → Mei"]).as_json())
        kept.fates, kept.counts = gzip.compress(json.dumps(fates).encode()), {"changed": len(fates)}
        kept.save()

    return row


SHEET = b"name,e-mail,site\nMei Lam,mei@example.org,hk\n"


def _check(edition: Edition, account: Account) -> Callable[[], object]:
    kept = upload(edition, SHEET, name="people.csv", kind="delegates", by=account)
    return lambda: SheetImport.objects.get(pk=kept.pk).fates


def _apply(edition: Edition, account: Account) -> Callable[[], object]:
    kept = upload(edition, SHEET, name="people.csv", kind="delegates", by=account)
    check(kept.pk)
    DBTaskResult.objects.filter(job__key=CHECK.key % kept.pk).delete()
    kept.refresh_from_db()
    confirm(kept, by=kept.account)
    return lambda: Delegate.objects.filter(edition=edition, person__email="mei@example.org").count()


def _undo(edition: Edition, account: Account) -> Callable[[], object]:
    kept = upload(edition, SHEET, name="people.csv", kind="delegates", by=account)
    check(kept.pk)
    kept.refresh_from_db()
    confirm(kept, by=account)
    apply(kept.pk, at=timezone.now())
    DBTaskResult.objects.filter(job__key__in=[CHECK.key % kept.pk, APPLY.key % kept.pk]).delete()
    kept.refresh_from_db()
    ask_back(kept, by=account)
    return lambda: Delegate.objects.filter(edition=edition, person__email="mei@example.org").count()


JOBS = {CHECK.key: _check, APPLY.key: _apply, UNDO.key: _undo}
ROWS = {"manage_import_file": brought()}


def _imported(world: Any) -> Delegate:
    rows = sheet("delegates", ("name", "e-mail", "site", "status"), ("Ana", "ana.taken.back@example.org", "hk", "approved"))
    bring(world.edition, world.organiser, rows, name="taken back.xlsx")
    return Delegate.objects.get(person__email="ana.taken.back@example.org")


SCENES = [
    Scene(
        "delegates of an import taken back",
        (TAKEN_BACK,),
        _imported,
        lambda w, row: take_back(SheetImport.objects.get(name="taken back.xlsx"), w.organiser),
        row_is(Delegate, status="approved"),
    )
]


def fill(world: World) -> None:
    """Keep an upload of the organiser, one of a second organiser, and one of the other edition's."""
    second = make.make_team_member(world.editions["main"])
    makers = {"ours": world.accounts[roles.ORGANISER], "others": second, "foreign": world.accounts[roles.FOREIGN]}
    for which, account in makers.items():
        edition = world.edition(which)
        readers = {"ours": [roles.ORGANISER], "foreign": [roles.FOREIGN]}.get(which, [])
        token = world.secret(f"cell of a sheet of {which}", *readers)
        sheet = f"name,email\n{token},{token}@example.org\n".encode()
        kept = upload(edition, sheet, name=f"{which}.csv", kind="delegates", by=account)
        check(kept.pk)
        world.put("import", which, kept.code)
    world.put("heads", "ours", "en")
    world.put("sheet", "ours", "delegates")
