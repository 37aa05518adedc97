"""Say who may do what here, by one reviewed line per route; fill the small world; name its secrets."""

from __future__ import annotations

from praya.core.audit.actions import record
from praya.core.audit.models import Entry
from praya.core.catalogue.document import TITLE as WORK
from praya.core.documents.actions import revise
from praya.core.documents.declaring import loaded_document
from praya.core.documents.drafting import keep_part
from praya.core.texts.reading import replace
from praya.meet.sheets.actions import check, upload
from praya.meet.works.models import Work
from tests import builders as make
from tests.access import roles
from tests.access.company import Company
from tests.access.policy import BOTH, POST, edition, plain, thing
from tests.access.roles import COMPANY, DELEGATES, EVERYBODY, INSIDERS, MEETERS, NOBODY, ORGANISERS
from tests.access.world import World
from tests.meet.sheets.access import brought

TITLE, SHEET = {"code": "title"}, {"code": "works sheet code"}
# Companies keep works: whoever comes for one, and organisers what companies ask them to show.
KEEPERS = MEETERS | ORGANISERS
OWNERS = COMPANY | ORGANISERS

POLICY = {
    "my_works": edition(KEEPERS),
    "my_work_new": edition(MEETERS, BOTH),
    "my_works_sheet": edition(MEETERS, BOTH),
    "my_works_sheet_example": thing({"heads": "heads", "kind": "works sheet"}, MEETERS, is_shared=True),
    "my_works_sheet_file": thing(SHEET, {roles.STAFF}, others=NOBODY),
    "my_works_sheet_columns": thing(SHEET, {roles.STAFF}, BOTH, others=NOBODY),
    "my_works_sheet_mend": thing(SHEET, {roles.STAFF}, BOTH, others=NOBODY),
    "my_works_sheet_unmend": thing(SHEET, {roles.STAFF}, POST, others=NOBODY),
    "my_works_sheet_confirm": thing(SHEET, {roles.STAFF}, POST, others=NOBODY),
    "my_works_sheet_discard": thing(SHEET, {roles.STAFF}, POST, others=NOBODY),
    "my_works_sheet_undo": thing(SHEET, {roles.STAFF}, POST, others=NOBODY),
    "my_works_sheet_report": thing(SHEET, {roles.STAFF}, others=NOBODY),
    "my_organisation": edition(MEETERS, BOTH),
    "my_person": edition(DELEGATES, BOTH),
    "my_portrait": edition(DELEGATES, BOTH),
    "my_portrait_remove": edition(DELEGATES, POST),
    "manage_portrait": thing({"code": "person"}, ORGANISERS, BOTH),
    "manage_portrait_restore": thing({"code": "person"}, ORGANISERS, POST),
    "my_work": thing(TITLE, OWNERS, others=ORGANISERS),
    "my_work_preview": thing(TITLE, OWNERS, others=ORGANISERS),
    "my_work_submit": thing(TITLE, OWNERS, POST, others=ORGANISERS),
    "my_work_discard": thing(TITLE, OWNERS, POST, others=ORGANISERS),
    "my_work_restore": thing(TITLE, OWNERS, POST, others=ORGANISERS),
    "my_work_withdraw": thing(TITLE, OWNERS, POST, others=ORGANISERS),
    "my_work_history": thing(TITLE, OWNERS, others=ORGANISERS),
    "my_work_undo": thing({**TITLE, "entry": "title entry"}, OWNERS, POST, others=ORGANISERS),
    "my_work_access": thing(
        {**TITLE, "grant": "grant"}, COMPANY, POST, others=NOBODY, body=lambda world, which: {"answer": "granted"}
    ),
    "my_work_pictures": thing(TITLE, OWNERS, BOTH, others=ORGANISERS),
    "my_picture": thing(
        {**TITLE, "number": "picture pk"}, OWNERS, POST, others=ORGANISERS, body=lambda world, which: {"do": "down"}
    ),
    "my_work_part": thing({**TITLE, "part": "part"}, OWNERS, BOTH, others=ORGANISERS),
    "picture": thing({"digest": "picture"}, INSIDERS),
    "catalogue_picture": plain(EVERYBODY, kinds={"digest": "public picture"}),
    "manage_works": edition(ORGANISERS),
    "manage_works_approve": edition(ORGANISERS, POST),
    "manage_works_setting": edition(ORGANISERS, POST, body=lambda world, which: {"reviews": "yes"}),
    "manage_work": thing(TITLE, ORGANISERS),
    "manage_work_decide": thing(TITLE, ORGANISERS, POST, body=lambda world, which: {"do": "approve"}),
    "manage_work_undo": thing({"entry": "review"}, ORGANISERS, POST),
}


AFTER = ("show/works", "meet/sheets")
ROWS = {"my_works_sheet_file": brought("titles")}


def fill(world: World) -> None:
    """Give each work what its owners and organisers keep of it: a change, pictures, and somebody who asks."""
    for which in world.affairs:
        _record(world, which, world.rows[f"work {which}"])
        _sheet(world, which)
    world.put("works sheet", "ours", "titles")


def _sheet(world: World, which: str) -> None:
    role = roles.STAFF if which == "ours" else f"staff {which}"
    name = world.secret(f"row of a sheet of works of {which}", *([role] if which == "ours" else []))
    words = {"name": f"{which}.csv", "kind": "titles", "by": world.delegates[role].person.account}
    words["company"] = world.delegates[role].organisation_id
    kept = upload(world.edition(which), f"name\n{name}\n".encode(), **words)
    check(kept.pk)
    world.put("works sheet code", which, kept.code)


def _record(world: World, which: str, work: Work) -> None:
    title, edition = work.title, work.edition
    owners = [world.keeper(which), *(sorted(roles.COMPANY) if which == "ours" else [])]
    document = loaded_document(title)
    revise(title, {**document, "showings": [*document["showings"], *document["showings"]]}, by=None)
    change = Entry.objects.filter(subject="core.title", subject_id=str(title.pk), action=WORK.deeds.revise).latest("pk")
    note = world.secret(f"changes of a work of {which}", *owners)
    keep_part(title, {"statement": replace(document["statement"], "pt", note)}, seen="", by=None)
    asker = make.make_account()
    asked = world.secret(f"message of who asks to read {which}", *owners)
    review = record(
        "review work", work, by=None, edition=edition.pk, before={"status": "submitted"}, after={"status": "accepted"}
    )
    for kind, value in {
        "title entry": change.pk,
        "part": "texts",
        "picture": make.make_picture(title).digest,
        "review": review.pk,
        "picture pk": title.pictures.get().pk,
        "grant": make.make_grant(title, asker, message=asked).pk,
    }.items():
        world.put(kind, which, value)


WAYS = (
    "/e/{e}/mine/",
    "/e/{e}/mine/sheet/",
    "/e/{e}/mine/sheet/{kept_sheet}/",
    "/e/{e}/mine/{kept_work}/edit/texts/",
    "/e/{e}/mine/{kept_work}/preview/",
    "/e/{e}/mine/{kept_work}/",
)


def keep(company: Company) -> None:
    """Give the company a work in preparation with a draft, somebody who asks to read it, and a sheet brought in for it."""
    edition, firm = company.world.editions["main"], company.me.organisation
    title = make.make_title(company.word("a work in preparation"), owner=firm, status="draft")
    make.make_work(edition, title, status="prepared")
    document = loaded_document(title)
    keep_part(title, {"statement": replace(document["statement"], "pt", company.word("a draft of a work"))}, seen="", by=None)
    make.make_grant(title, make.make_account(), message=company.word("who asks the company to read a work"))
    name = company.own_word("the name of a sheet one brought in")
    words = {"name": f"{name}.csv", "kind": "titles", "by": company.me.person.account, "company": firm.pk}
    kept = upload(edition, f"name\n{company.word('a row of a sheet brought in')}\n".encode(), **words)
    check(kept.pk)
    company.world.put("kept_work", "ours", title.code)
    company.world.put("kept_sheet", "ours", kept.code)
