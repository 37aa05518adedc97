"""Build the small world in which the matrix is played: three editions, twelve roles, and private values that are unique.

Every record exists four times over: "ours" (of the buyer and the staff), "others" (of two other companies in the same
edition), "foreign" (of another edition) and absent. Every private value contains a token that occurs nowhere else, listed
with the roles that may read it.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from praya.core.accounts.models import Account
from praya.core.audit.actions import record
from praya.core.jobs.actions import enqueue
from praya.demo.entering import token_for
from praya.engines.meetings.files import problem_as_json, schedule_as_json
from praya.engines.meetings.problem import Schedule
from praya.match.meetings.models import Attendance, Meeting, Repair, Round, Run
from praya.match.meetings.snapshot import problem_of, read_stock
from praya.match.meetings.tasks import compute_run
from praya.match.requests.models import Request
from praya.meet.accreditation.actions import decide
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition, TeamMember
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.parties.models import Party
from praya.meet.sheets.actions import check, upload
from tests import builders as make
from tests.access import roles
from tests.access.world_content import duplicates, keep, talk, works

ABSENT = {
    "slug": "absent-absent",
    "int": 987654321,
    "uuid": "00000000-0000-4000-8000-000000000000",
    "str": "absent-absent-absent-absent-absent",
}
TOKEN = "kanari"


@dataclass
class World:
    """Hold the accounts by role, the editions and objects by name, and the private values with their readers."""

    accounts: dict[str, Account | None] = field(default_factory=dict)
    editions: dict[str, Edition] = field(default_factory=dict)
    objects: dict[str, dict[str, Any]] = field(default_factory=dict)
    canaries: list[tuple[str, str, frozenset[str]]] = field(default_factory=list)
    delegates: dict[str, Delegate] = field(default_factory=dict)
    calendars: dict[str, Party] = field(default_factory=dict)
    rows: dict[str, Any] = field(default_factory=dict)

    def secret(self, what: str, *readers: str) -> str:
        """Return a new private value that only these roles may read."""
        token = f"{TOKEN}{len(self.canaries) + 100}x"
        self.canaries.append((token, what, frozenset(readers)))
        return token

    def put(self, kind: str, which: str, value: Any) -> None:
        """Name an object of a kind as it stands in addresses."""
        self.objects.setdefault(kind, {})[which] = value


def build_world() -> World:
    """Build everything; no two calls may share a database."""
    world = World(accounts={roles.ANONYMOUS: None, roles.OPERATOR: make.make_operator("operator@example.org")})
    for which in ("main", "foreign", "public"):
        world.editions[which] = make.make_edition(f"{which}-2027", is_public=which == "public")
    main = world.editions["main"]
    for role in (roles.ORGANISER, roles.DESK):
        world.accounts[role] = make.make_team_member(main, role=role)
    world.accounts[roles.FOREIGN] = make.make_team_member(world.editions["foreign"])
    _people(world, main)
    for which in ("ours", "others", "foreign"):
        _affair(world, which)
        _places(world, which, world.editions["foreign" if which == "foreign" else "main"])
    _secrets(world)
    _matching(world)
    _imports(world)
    works(world)
    duplicates(world)
    for which in ("ours", "others", "foreign"):
        talk(world, which)
        keep(world, which)
    make.make_suggestions(main)
    world.put("heads", "ours", "en")
    world.put("sheet", "ours", "delegates")
    world.put("report", "ours", "all")
    world.put("report kind", "ours", "xlsx")
    world.put("demo", "ours", token_for(world.accounts[roles.BUYER], "buyer", "/"))
    return world


def _person(world: World, edition: Edition, *readers: str, **fields: Any) -> Delegate:
    """Make a delegate whose address and feed are canaries; `readers` read the address."""
    email = world.secret("address of " + fields.get("name", "somebody"), *readers) + "@example.org"
    name = fields.pop("name", "")
    person = make.make_person(name, email=email)
    return make.make_delegate(edition, person=person, **fields)


def _people(world: World, main: Edition) -> None:
    """Give every delegate's role a delegate; the organiser reads addresses, everybody their own."""
    press = make.make_category(main, "press", may_meet=False)
    makers: dict[str, dict[str, Any]] = {
        roles.BUYER: {"organisation": make.make_organisation("Lantern Buyers")},
        roles.DELEGATE: {"organisation": make.make_organisation("Third Company")},
        roles.PRESS: {"category": press},
        roles.REFUSED: {"status": Delegate.Status.REFUSED, "name": world.secret("name of a refused", *_seers(roles.REFUSED))},
        roles.LEFT: {"status": Delegate.Status.LEFT, "name": world.secret("name of one who left", *_seers(roles.LEFT))},
    }
    for role, fields in makers.items():
        one = _person(world, main, roles.ORGANISER, role, **fields)
        world.delegates[role], world.accounts[role] = one, one.person.account
    applicant = _person(
        world, main, roles.ORGANISER, name=world.secret("name of an applicant", *roles.AT_DESK), status=Delegate.Status.APPLIED
    )
    world.delegates["applicant"] = applicant
    world.calendars["third"] = make.make_calendar(world.delegates[roles.DELEGATE])


def _seers(role: str) -> list[str]:
    return [*roles.AT_DESK, role]


def _affair(world: World, which: str) -> None:
    """Let an exhibitor and a buyer wish, request and meet."""
    edition = world.editions["foreign" if which == "foreign" else "main"]
    exhibitor = make.make_exhibitor(edition, f"Exhibitor {which}", staff=0)
    category = make.make_category(edition, "exhibitor")
    staff_roles = (roles.STAFF, roles.COLLEAGUE) if which == "ours" else ("", "")
    is_foreign = which == "foreign"
    keepers = [roles.FOREIGN] if is_foreign else [roles.ORGANISER]
    for role in staff_roles:
        fields = {"name": world.secret("name in another edition", *keepers)} if is_foreign else {}
        one = _person(
            world, edition, *keepers, *([role] if role else []), organisation=exhibitor.organisation, category=category, **fields
        )
        world.delegates[role or f"staff {which}"] = one
        if role:
            world.accounts[role] = one.person.account
    buyer = world.delegates[roles.BUYER] if which == "ours" else _person(world, edition, *keepers)
    _between(world, which, exhibitor, buyer)


def _between(world: World, which: str, exhibitor: Exhibitor, buyer: Delegate) -> None:
    host, guest = exhibitor.calendar, make.make_calendar(buyer)
    world.calendars[f"host {which}"], world.calendars[f"guest {which}"] = host, guest
    parties = sorted(roles.PARTIES) if which == "ours" else []
    keeper = roles.FOREIGN if which == "foreign" else roles.ORGANISER
    asked = make.make_request(
        guest,
        host,
        message=world.secret(f"message of {which}", *parties),
        sent_by=buyer,
        status=Request.Status.SENT,
        code=world.secret(f"code of request {which}", *parties, keeper),
        slots=(make.HK_AFTERNOON,),
    )
    make.make_wish(guest, host, by=buyer)
    meeting = make.make_meeting(host, guest, code=world.secret(f"code of meeting {which}", *parties, keeper, _desk(which)))
    notes = {host: roles.COMPANY if which == "ours" else (), guest: {roles.BUYER} if which == "ours" else ()}
    for calendar, readers in notes.items():
        note = world.secret(f"note of {which}", *readers)
        Attendance.objects.filter(meeting=meeting, calendar=calendar).update(note=note)
    make.make_notice(buyer, "booked", meeting=meeting.code, at=meeting.starts_at.isoformat())
    for kind, value in {
        "exhibitor": exhibitor.code,
        "delegate": buyer.code,
        "calendar": host.code,
        "request": asked.code,
        "meeting": meeting.code,
        "staff": make.staff_of(exhibitor)[0].code,
        "meeting pk": meeting.pk,
        "notice": buyer.notices.get().pk,
        "stand": exhibitor.stand_id,
    }.items():
        world.put(kind, which, value)
    world.rows[f"request {which}"], world.rows[f"meeting {which}"] = asked, meeting


def _desk(which: str) -> str:
    return roles.FOREIGN if which == "foreign" else roles.DESK


def _places(world: World, which: str, edition: Edition) -> None:
    site = edition.sites.get(slug="hk")
    organiser = world.accounts[roles.FOREIGN if which == "foreign" else roles.ORGANISER]
    asker = make.make_account() if which == "others" else organiser
    member = make.make_team_member(edition, make.make_account(), TeamMember.Role.DESK)
    newcomer = make.make_delegate(edition, person=make.make_person(account=None), status=Delegate.Status.APPLIED)
    entry = decide(edition, [newcomer.pk], status=Delegate.Status.REFUSED, category=None, by=organiser)
    job = enqueue(compute_run, 0, by=asker, edition=edition.pk, label=world.secret(f"job of {which}", *_job_readers(which)))
    for kind, value in {
        "site": make.make_site(edition, f"annex-{which}", zone="Asia/Macau").slug,
        "hall": site.halls.get().pk,
        "break": site.breaks.get().pk,
        "category": make.make_category(edition, f"kind-{which}").slug,
        "job": job.pk,
        "member": TeamMember.objects.get(account=member, edition=edition).pk,
        "entry": entry.pk,
        "table": site.halls.get().tables.all()[0].pk,
    }.items():
        world.put(kind, which, value)


def _job_readers(which: str) -> list[str]:
    return [roles.OPERATOR, *{"ours": [roles.ORGANISER], "foreign": [roles.FOREIGN]}.get(which, [])]


def _secrets(world: World) -> None:
    """Add what only organisers, or only one account, may read; feeds are read by their owners."""
    main = world.editions["main"]
    record("change edition", main, by=None, edition=main.pk, after={"slug": world.secret("trail", roles.ORGANISER)})
    for role, delegate in world.delegates.items():
        own = [role] if role in roles.DELEGATES else []
        token = world.secret(f"feed of {role}", *own)
        Delegate.objects.filter(pk=delegate.pk).update(feed_token=token)
        delegate.feed_token = token
    world.put("feed", "ours", world.delegates[roles.BUYER].feed_token)


def _matching(world: World) -> None:
    """Give both editions a published round with a run, and the main one an open round."""
    for which in ("ours", "foreign"):
        edition = world.editions["foreign" if which == "foreign" else "main"]
        number = 7 if which == "foreign" else 1
        current = make.make_round(edition, number=number, status=Round.Status.PUBLISHED, published_at=timezone.now())
        stock = read_stock(edition)
        problem = problem_of(stock, [world.rows[f"request {which}"]], name="run", now=make.SENT_AT)
        keeper = roles.FOREIGN if which == "foreign" else roles.ORGANISER
        run = make.make_run(
            current,
            code=world.secret(f"code of run {which}", keeper),
            status=Run.Status.DONE,
            snapshot_at=make.SENT_AT,
            problem=gzip.compress(problem_as_json(problem).encode(), mtime=0),
            schedule=gzip.compress(schedule_as_json(Schedule({}, 0, 60.0)).encode(), mtime=0),
            value=0,
            bound=60.0,
            requested=1,
            placed=0,
            breaks=0,
            most_breaks=0,
            seconds=1.0,
            finished_at=make.SENT_AT,
        )
        run.verdicts.create(request=world.rows[f"request {which}"], reason="outbid")
        run.progress.create(seconds=0.5, value=0, bound=60.0, stage="bound")
        repair = Repair.objects.create(
            edition=edition, kind="gone", delegate=Delegate.objects.get(code=world.objects["delegate"][which]), by=None
        )
        world.put("repair", which, repair.code)
        world.put("round", which, current.number)
        world.put("run", which, run.code)
    assert Meeting.objects.count() == 3


def _imports(world: World) -> None:
    """Keep an upload of the organiser, one of a second organiser, and one of the other edition's."""
    second = make.make_team_member(world.editions["main"])
    makers = {"ours": world.accounts[roles.ORGANISER], "others": second, "foreign": world.accounts[roles.FOREIGN]}
    for which, account in makers.items():
        edition = world.editions["foreign" if which == "foreign" else "main"]
        readers = {"ours": [roles.ORGANISER], "foreign": [roles.FOREIGN]}.get(which, [])
        token = world.secret(f"cell of a sheet of {which}", *readers)
        sheet = f"name,email\n{token},{token}@example.org\n".encode()
        kept = upload(edition, sheet, name=f"{which}.csv", kind="delegates", by=account, start=lambda _kept: "")
        check(kept.pk)
        world.put("import", which, kept.code)
