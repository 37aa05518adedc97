"""Say who may do what here, by one reviewed line per route; fill the small world; name its secrets."""

from __future__ import annotations

import re

from praya.meet.accreditation.models import Delegate
from praya.show.lists.queries import items_for, lists_of
from tests import builders as make
from tests.access import roles
from tests.access.company import Company
from tests.access.policy import POST, edition, thing
from tests.access.roles import COMPANY, DELEGATES, NOBODY
from tests.access.world import World

# The list of "ours" is the staff's, shared with their company.
SHORTLIST = {"code": "shortlist"}

POLICY = {
    "lists": edition(DELEGATES),
    "list_new": edition(DELEGATES, POST, body=lambda world, which: {"name": "Autumn"}),
    "list_add": edition(DELEGATES, POST, body=lambda world, which: {"work": world.objects["listed work"]["ours"]}),
    "list": thing(SHORTLIST, COMPANY, others=NOBODY),
    "list_act": thing(SHORTLIST, COMPANY, POST, others=NOBODY, body=lambda world, which: {"do": "rename", "name": "Winter"}),
    "list_item": thing(
        SHORTLIST,
        COMPANY,
        POST,
        others=NOBODY,
        body=lambda world, which: {"do": "note", "note": "x", "item": world.objects["list item"].get(which, 0)},
    ),
}


MASKS = [(re.compile(r"/lists/[a-z0-9]{14}/"), "/lists/NEW/")]


def fill(world: World) -> None:
    """Let people keep lists."""
    for which in world.affairs:
        _keep(world, which)


def _keep(world: World, which: str) -> None:
    """Let an exhibitor's delegate share a list with their company, with a note for it and one of a colleague's own."""
    edition = world.edition(which)
    staff = Delegate.objects.get(code=world.objects["staff"][which])
    work = make.make_work(edition, make.make_title(f"Work of {which}"))
    company = sorted(roles.COMPANY) if which == "ours" else []
    shared = make.make_shortlist(
        staff,
        work,
        name=world.secret(f"name of a list of {which}", *company),
        shared_with=staff.organisation,
        code=world.secret(f"code of a list of {which}", *company),
    )
    item = shared.items.get()
    make.make_item_note(item, staff, world.secret(f"shared note of {which}", *company), is_shared=True)
    if which == "ours":
        own = world.secret("private note in a shared list", roles.COLLEAGUE)
        make.make_item_note(item, world.delegates[roles.COLLEAGUE], own)
        mine = make.make_shortlist(staff, work, name=world.secret("list of one's own", roles.STAFF))
        make.make_item_note(mine.items.get(), staff, world.secret("private note in a list of one's own", roles.STAFF))
    world.put("shortlist", which, shared.code)
    world.put("list kind", which, "csv")
    world.put("list item", which, item.pk)
    world.put("listed work", which, work.title.code)
    world.rows[f"list item {which}"] = item


WAYS = (
    "/e/{e}/lists/{kept_theirs}/",
    "/e/{e}/lists/{kept_mine}/",
    "/e/{e}/lists/{kept_mine}/export/csv/",
    "/e/{e}/lists/{kept_mine}/export/xlsx/",
    "/e/{e}/lists/{kept_theirs}/export/csv/",
    "/api/e/{e}/lists/{kept_mine}/",
    "/e/{e}/works/print/?list={kept_theirs}&first=en&second=en",
    "/e/{e}/works/print/?list={kept_mine}&first=en&second=en",
    "/e/{e}/palette/?q=reederei",
    "/e/{e}/works/?q=reederei",
)


def keep(company: Company) -> None:
    """Let a colleague share a list, and put works and notes into the list of whoever leaves."""
    edition, firm = company.world.editions["main"], company.me.organisation
    theirs = make.make_shortlist(
        company.colleague, make.make_work(edition), name=company.word("a colleague's shared list"), shared_with=firm
    )
    make.make_item_note(
        theirs.items.get(), company.colleague, company.word("a colleague's note in their list"), is_shared=True, company=firm
    )
    mine = make.make_shortlist(company.me, make.make_work(edition), name=company.own_word("one's own list"), shared_with=firm)
    item = mine.items.get()
    note = company.word("a colleague's note in one's own list")
    make.make_item_note(item, company.colleague, note, is_shared=True, company=firm)
    make.make_item_note(item, company.me, company.own_word("one's own note in it"), is_shared=True, company=firm)
    put = make.make_work(edition, make.make_title("Kept by a colleague"))
    added = mine.items.create(work=put, position=2, added_by=company.colleague, added_at=make.SENT_AT, company=firm)
    reason = company.word("a colleague's note on a work they put there")
    make.make_item_note(added, company.colleague, reason, is_shared=True, company=firm)
    company.look(
        "a work that a colleague put into one's list",
        lambda me: added.pk in items_for(me, mine).values_list("pk", flat=True),
        "show.shortlistitem company",
    )
    company.look("how many works colleagues put there", lambda me: lists_of(me).get(pk=mine.pk).count > 1)
    company.world.put("kept_theirs", "ours", theirs.code)
    company.world.put("kept_mine", "ours", mine.code)
