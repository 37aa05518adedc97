"""Say who may do what here, by one reviewed line per route; fill the small world; name its secrets."""

from __future__ import annotations

from praya.core.audit.actions import record
from praya.core.audit.models import Entry
from praya.core.catalogue.document import TITLE as WORK
from praya.core.documents.actions import revise
from praya.core.documents.declaring import loaded_document
from praya.core.documents.drafting import keep_part
from praya.core.texts.reading import replace
from praya.meet.works.models import Work
from tests import builders as make
from tests.access import roles
from tests.access.policy import BOTH, POST, edition, plain, thing
from tests.access.roles import COMPANY, DELEGATES, EVERYBODY, INSIDERS, MEETERS, NOBODY, ORGANISERS
from tests.access.world import World

TITLE = {"code": "title"}
# Companies keep works: whoever comes for one, and organisers what companies ask them to show.
KEEPERS = MEETERS | ORGANISERS
OWNERS = COMPANY | ORGANISERS

POLICY = {
    "my_works": edition(KEEPERS),
    "my_work_new": edition(MEETERS, BOTH),
    "my_works_sheet": edition(MEETERS, BOTH),
    "my_works_example": edition(MEETERS),
    "my_organisation": edition(MEETERS, BOTH),
    "my_person": edition(DELEGATES, BOTH),
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
    "my_picture": thing({**TITLE, "number": "picture pk"}, OWNERS, POST, others=ORGANISERS),
    "my_work_part": thing({**TITLE, "part": "part"}, OWNERS, BOTH, others=ORGANISERS),
    "picture": thing({"digest": "picture"}, INSIDERS),
    "catalogue_picture": plain(EVERYBODY, kinds={"digest": "public picture"}),
    "manage_works": edition(ORGANISERS),
    "manage_works_approve": edition(ORGANISERS, POST),
    "manage_works_setting": edition(ORGANISERS, POST),
    "manage_work": thing(TITLE, ORGANISERS),
    "manage_work_decide": thing(TITLE, ORGANISERS, POST, body=lambda world, which: {"do": "approve"}),
    "manage_work_undo": thing({"entry": "review"}, ORGANISERS, POST),
}


AFTER = ("show/works",)


def fill(world: World) -> None:
    """Give each work what its owners and organisers keep of it: a change, pictures, and somebody who asks."""
    for which in world.affairs:
        _record(world, which, world.rows[f"work {which}"])


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
