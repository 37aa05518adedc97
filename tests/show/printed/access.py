"""Say who may do what here, by one reviewed line per route; fill the small world; name its secrets."""

from __future__ import annotations

from collections.abc import Callable

from praya.core.accounts.models import Account
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.models import Edition
from praya.show.printed.actions import start_printing
from praya.show.printed.jobs import PRINT
from praya.show.printed.models import PrintedCatalogue
from tests import builders as make
from tests.access import roles
from tests.access.company import Company
from tests.access.policy import BOTH, edition, thing
from tests.access.roles import BUYER, EVERYBODY, INSIDERS, NOBODY
from tests.access.world import World

POLICY = {
    "works_pdf": edition(INSIDERS, BOTH, public=EVERYBODY, body=lambda world, which: {"first": "en"}),
    "works_printed": thing({"code": "printed"}, frozenset({BUYER}), others=NOBODY),
    "works_printed_file": thing({"code": "printed"}, frozenset({BUYER}), others=NOBODY),
}


def fill(world: World) -> None:
    """Let delegates have printed catalogues."""
    for which, keeper in world.buyers.items():
        text = world.secret(f"printed catalogue of {which}", *([roles.BUYER] if which == "ours" else []))
        account, edition = world.delegates[keeper].person.account, world.delegates[keeper].edition
        kept = PrintedCatalogue.objects.create(edition=edition, account=account, file=text.encode())
        world.put("printed", which, kept.code)


def _print(edition: Edition, account: Account) -> Callable[[], object]:
    make.make_work(edition, make.make_title("Shown"))
    kept = start_printing(EditionVisit(edition, list(edition.sites.all()), account), "first=en")
    return lambda: PrintedCatalogue.objects.get(pk=kept.pk).file is not None


JOBS = {PRINT.key: _print}
WAYS = ("/e/{e}/works/print/{kept_print}/", "/e/{e}/works/print/{kept_print}/file/")


def keep(company: Company) -> None:
    """Have the list that a colleague shares printed."""
    shared = make.make_shortlist(company.colleague, shared_with=company.me.organisation)
    kept = PrintedCatalogue.objects.create(
        edition=company.world.editions["main"],
        account=company.me.person.account,
        words=f"list={shared.code}",
        file=company.word("a list that was printed").encode(),
    )
    company.world.put("kept_print", "ours", kept.code)
