"""Fill the small world with what people write, keep and present: messages, lists, look-alikes, works and their records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from praya.core.audit.actions import record
from praya.core.audit.models import Entry
from praya.core.documents.actions import revise
from praya.core.documents.declaring import loaded_document
from praya.core.documents.drafting import keep_part
from praya.core.texts.reading import replace, write
from praya.match.messages.models import Thread, ThreadSide
from praya.meet.accreditation.models import Delegate
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.works.models import Work
from praya.show.printed.models import PrintedCatalogue
from praya.show.searches.models import SavedSearch
from tests import builders as make
from tests.access import roles

if TYPE_CHECKING:
    from tests.access.world import World


def talk(world: World, which: str) -> None:
    """Let a buyer and an exhibitor's delegate write to each other, and report one message with three before it."""
    buyer = Delegate.objects.get(code=world.objects["delegate"][which])
    staff = Delegate.objects.get(code=world.objects["staff"][which])
    talkers = sorted(roles.TALKERS) if which == "ours" else []
    keeper = roles.FOREIGN if which == "foreign" else roles.ORGANISER
    thread = make.make_thread(
        buyer,
        staff,
        world.secret(f"first message of {which}", *talkers),
        "Yes",
        "When?",
        "Soon",
        code=world.secret(f"code of thread {which}", *talkers),
    )
    reported = make.make_message(thread, staff, world.secret(f"reported message of {which}", *talkers, keeper))
    told = make.make_abuse_report(
        reported, buyer, code=world.secret(f"code of report {which}", keeper), words=world.secret(f"report {which}", keeper)
    )
    if which == "ours":
        quiet = make.make_thread(buyer, world.delegates[roles.DELEGATE], status=Thread.Status.ASKED)
        withheld = world.secret("message that is withheld", roles.BUYER)
        make.make_message(quiet, buyer, withheld, is_withheld=True)
        ThreadSide.objects.filter(thread=quiet, delegate=world.delegates[roles.DELEGATE]).update(last_at=None, unread=0)
        world.rows["quiet thread"] = quiet
    world.put("thread", which, thread.code)
    world.put("abuse report", which, told.code)
    world.put("answer in a thread", which, thread.messages.all()[1].code)
    world.rows[f"thread {which}"] = thread


def keep(world: World, which: str) -> None:
    """Let an exhibitor's delegate share a list with their company, with a note for it and one of a colleague's own."""
    edition = world.editions["foreign" if which == "foreign" else "main"]
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
        make.make_item_note(mine.items.get(), staff, world.secret("private note in a list that no page of the matrix shows"))
    world.put("shortlist", which, shared.code)
    world.put("list kind", which, "csv")
    world.put("list item", which, item.pk)
    world.put("listed work", which, work.title.code)
    world.rows[f"list item {which}"] = item


def duplicates(world: World) -> None:
    """Let two people of each market look alike."""
    for which in ("ours", "others", "foreign"):
        edition = world.editions["foreign" if which == "foreign" else "main"]
        one, other = (make.make_delegate(edition, name=f"Twin {which}").person for _ in range(2))
        world.put("duplicate", which, make.make_resemblance(edition, one, other).code)


def works(world: World) -> None:
    """Let each exhibitor present a work whose parts say who reads them, and show one title to everybody."""
    for which in ("ours", "others", "foreign"):
        edition = world.editions["foreign" if which == "foreign" else "main"]
        exhibitor = Exhibitor.objects.get(code=world.objects["exhibitor"][which])
        team = [roles.FOREIGN] if which == "foreign" else sorted(roles.AT_DESK)
        guests = [] if which == "foreign" else sorted(roles.DELEGATES)
        owners = [roles.FOREIGN] if which == "foreign" else [roles.ORGANISER, *(sorted(roles.COMPANY) if which == "ours" else [])]
        levels = {"badge": [*team, *guests], "buyer": [*team, *owners], "request": owners, "private": owners}
        tokens = {level: world.secret(f"{level} part of a work of {which}", *readers) for level, readers in levels.items()}
        parts = {"synopsis": "badge", "rights": "buyer", "statement": "request", "showings": "private"}
        title = make.make_title(
            world.secret(f"name of a work of {which}", *levels["badge"]),
            owner=exhibitor.organisation,
            level="badge",
            visibility=parts,
            synopsis=write({"en": tokens["badge"]}),
            rights=write({"en": tokens["buyer"]}),
            statement=write({"en": tokens["request"]}),
            showings=[{"event": tokens["private"]}],
        )
        work = make.make_work(edition, title, exhibitor=exhibitor)
        _records(world, which, work, owners)
        staff = make.staff_of(exhibitor)[0]
        world.put("title", which, title.code)
        world.put("person", which, staff.person.code)
        world.put("organisation", which, exhibitor.organisation.code)
    shown = make.make_title("Shown to everybody")
    world.put("public title", "ours", shown.code)
    world.put("public picture", "ours", make.make_picture(shown).digest)
    keepers = {"ours": roles.BUYER, "others": "staff others", "foreign": "staff foreign"}
    for which, keeper in keepers.items():
        name = world.secret(f"name of a saved search of {which}", *([roles.BUYER] if which == "ours" else []))
        search = SavedSearch.objects.create(delegate=world.delegates[keeper], name=name)
        world.put("saved search", which, search.code)
        text = world.secret(f"printed catalogue of {which}", *([roles.BUYER] if which == "ours" else []))
        account = world.delegates[keeper].person.account
        kept = PrintedCatalogue.objects.create(edition=world.delegates[keeper].edition, account=account, file=text.encode())
        world.put("printed", which, kept.code)
        world.put("stop token", which, search.token)


def _records(world: World, which: str, work: Work, owners: list[str]) -> None:
    """Give a work what its owners and organisers keep of it: a change, pictures, somebody who asks, a place in a showcase."""
    title, edition = work.title, work.edition
    document = loaded_document(title)
    revise(title, {**document, "showings": [*document["showings"], *document["showings"]]}, by=None)
    change = Entry.objects.filter(subject="core.title", subject_id=str(title.pk), action="revise title").latest("pk")
    note = world.secret(f"changes of a work of {which}", *owners)
    keep_part(title, {"statement": replace(document["statement"], "pt", note)}, seen="", by=None)
    asker = make.make_account()
    asked = world.secret(f"message of who asks to read {which}", *owners)
    review = record(
        "review work", work, by=None, edition=edition.pk, before={"status": "submitted"}, after={"status": "accepted"}
    )
    showcase = make.make_showcase(edition, work, curator=title.owner, is_published=True)
    for kind, value in {
        "title entry": change.pk,
        "part": "texts",
        "picture": make.make_picture(title).digest,
        "review": review.pk,
        "picture pk": title.pictures.get().pk,
        "grant": make.make_grant(title, asker, message=asked).pk,
        "showcase": showcase.code,
        "showcase item": showcase.items.get().pk,
    }.items():
        world.put(kind, which, value)
