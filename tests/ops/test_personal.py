"""One person who has left a row in every table: their data hold all of it and nothing of others, and an erasure leaves none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone

from praya.core.accounts.models import Account, AccountChange
from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.audit.models import Entry
from praya.core.catalogue.indexing import index_people, index_titles
from praya.core.catalogue.models import Credit, Draft
from praya.core.duplicates.models import Merge
from praya.core.holding import Personal, Subject, personal_tables
from praya.core.jobs.actions import enqueue
from praya.core.jobs.tasks import prune_jobs
from praya.core.letters.models import Letter, LetterHabits, LetterStop, Mailing, PushDevice
from praya.core.personal.erasing import erase
from praya.core.personal.exporting import own_data_file
from praya.core.personal.queries import rows_of, subject_of
from praya.match.diary.models import Attendance, Meeting, OwnRoom
from praya.match.messages.models import AbuseReport, Block, Mailbox
from praya.match.repairs.models import Repair
from praya.match.reports.lines import Report
from praya.match.reports.queries import report_of
from praya.match.requests.models import Request
from praya.match.suggestions.models import SuggestionList, SuggestionRun
from praya.meet.accreditation.models import Delegate
from praya.meet.duplicates.models import WaitingMerge
from praya.meet.editions.models import Edition, TeamMember
from praya.meet.notices.models import Notice
from praya.meet.outbox.models import InvitationAnswer
from praya.meet.parties.actions import ensure_parties
from praya.meet.sheets.models import SheetImport
from praya.show.printed.models import PrintedCatalogue
from praya.show.searches.models import AlertDay, SavedSearch
from praya.site.backup.tables import columns, tables
from tests import builders as make
from tests.access.written import live_everywhere

pytestmark = pytest.mark.django_db
AT = make.HK_MORNING + timedelta(hours=2)
FOREIGN = "fremdkanari"
# Where words of the person may stay: what a work's record says of who made it.
CREDITED = {"core.credit", "core.listing", "core.recent"}


class Life:
    """Hold a person who has used everything, and somebody they have met."""

    def __init__(self) -> None:
        self.edition = make.make_edition("own")
        self.me, self.other, self.third = (make.make_delegate(self.edition) for _ in range(3))
        self.account: Account = self.me.person.account
        self.mine, self.theirs, self.thirds = (make.make_calendar(one) for one in (self.me, self.other, self.third))
        self.house()
        self.market()
        self.shows()
        self.meets()
        self.talks()
        self.left()
        self.sells()
        live_everywhere(self)
        ensure_parties(self.edition)

    @property
    def who(self) -> Subject:
        return subject_of(self.account)

    def house(self) -> None:
        address = EmailAddress.objects.create(user=self.account, email=self.account.email)
        EmailConfirmation.objects.create(email_address=address, key="k")
        Authenticator.objects.create(user=self.account, type="webauthn", data={})
        AccountChange.objects.create(account=self.account, kind="address", at=timezone.now())
        attempt = {"username": self.account.email, "user_agent": "", "http_accept": "", "path_info": "/"}
        AccessAttempt.objects.create(**attempt, get_data="", post_data="", failures_since_start=1)
        AccessFailureLog.objects.create(**attempt)
        AccessLog.objects.create(**attempt)
        record("change person", self.me.person, by=self.account, before={"name": "kanari-trail"}, after={})
        record("save search", "show.savedsearch", by=self.account, before={"name": "kanari-trail"})
        enqueue(prune_jobs, by=self.account, label="Print")
        at = timezone.now()
        Letter.objects.create(kind="approved", person=self.me.person, account=self.account, made_at=at, due_at=at)
        LetterHabits.objects.create(account=self.account)
        LetterStop.objects.create(person=self.me.person, group="part")
        PushDevice.objects.create(account=self.account, session="s", endpoint="https://push.example/1", made_at=at)
        InvitationAnswer.objects.create(delegate=self.me, comes=True, at=at)
        Mailing.objects.create(edition=self.edition.pk, kind="approved", by=self.account, made_at=at)

    def market(self) -> None:
        self.title, titles_draft = make.make_title(), make.make_title()
        Credit.objects.create(title=self.title, role="director", person=self.me.person, name="As credited")
        Draft.objects.create(title=titles_draft, by=self.account)
        make.make_portrait(self.me.person)
        make.make_grant(self.title, self.account, message="May I?")
        make.make_resemblance(self.edition, self.other.person, self.third.person, by=self.account)
        pair = make.make_resemblance(self.edition, self.me.person, self.other.person)
        asked = {"owner": self.account, "by": self.account, "mark": "x"}
        WaitingMerge.objects.create(edition=self.edition, pair=pair, keep=self.other.person_id, **asked)
        Merge.objects.create(kind="organisation", keep=1, other=2, by=self.account)
        Merge.objects.create(kind="person", keep=self.me.person_id, other=987654321, journal={"keep": "kanari-journal"})
        make.make_team_member(self.edition, self.account)
        make.make_team_member(self.edition)
        make.make_availability(self.me, make.HK_MORNING, make.HK_AFTERNOON + timedelta(hours=1))
        make.make_notice(self.me)
        SheetImport.objects.create(edition=self.edition, account=self.account, name="mine.xlsx", file=b"x")
        make.make_token(self.me)
        self.work = make.make_work(self.edition, titles_draft, contact=self.me)

    def shows(self) -> None:
        mine = make.make_shortlist(self.me, self.work, name="Autumn")
        make.make_item_note(mine.items.get(), self.me)
        shared = make.make_shortlist(self.me, self.work, name="For us")
        make.make_item_note(shared.items.get(), self.other, FOREIGN)
        theirs = make.make_shortlist(self.other, self.work, name=FOREIGN)
        theirs.items.update(added_by=self.me)
        PrintedCatalogue.objects.create(edition=self.edition, account=self.account, words="q=sea", file=b"x")
        SavedSearch.objects.create(delegate=self.me, name="Sea", words="q=sea")
        AlertDay.objects.create(delegate=self.me, on=make.HK_MORNING.date())

    def meets(self) -> None:
        company = make.make_exhibitor(self.edition, staff=1)
        held = make.make_request(self.mine, self.thirds, sent_by=self.me, status="accepted", message="May we?")
        make.make_meeting(self.mine, self.thirds, make.HK_MORNING, request=held, status="held")
        accepted = make.make_request(self.mine, self.theirs, sent_by=self.me, status="accepted", message="May we?")
        self.ahead = make.make_meeting(self.mine, self.theirs, make.HK_AFTERNOON, request=accepted)
        Attendance.objects.filter(delegate=self.other).update(note=FOREIGN)
        answered = {"is_countered": True, "reply": "After lunch?", "replied_by": self.me}
        staff = make.staff_of(company)[0]
        self.asked = make.make_request(make.calendar_of(company), self.mine, sent_by=staff, message=FOREIGN, **answered)
        make.make_notice(self.third, "accepted", request=self.asked.code, **{"with": "kanari-notice"})
        make.make_wish(self.mine, self.theirs, by=self.me)
        make.make_wish(make.calendar_of(company), self.theirs, by=self.me)
        make.make_wish(self.thirds, self.mine, level="no", by=self.third)
        make.make_run(make.make_round(self.edition), started_by=self.account)
        suggested = SuggestionRun.objects.create(edition=self.edition, turn=1, started_by=self.account)
        SuggestionList.objects.create(run=suggested, channel="people", delegate=self.me)
        make.make_left_out(self.me, self.other)
        make.make_suggestion_use(self.me, self.other)
        OwnRoom.objects.create(delegate=self.me, link="https://rooms.example.org/mine")
        for fields in ({"delegate": self.me, "kind": "late", "status": "applied"}, {"kind": "stand", "by": self.account}):
            Repair.objects.create(edition=self.edition, **fields)

    def left(self) -> None:
        """Let the person have met, asked and been asked for a company that they have left, and noted something for colleagues."""
        former = make.make_calendar(make.make_exhibitor(self.edition, staff=0))
        fourth = make.make_calendar(make.make_delegate(self.edition))
        for at, going in ((make.HK_MORNING + timedelta(hours=3), self.me), (make.HK_AFTERNOON, self.third)):
            meeting = make.make_meeting(former, fourth, at, delegates=(going, fourth.delegate), status="cancelled")
            said = {"outcome": "held", "outcome_by": self.me, "note_by": self.me, "note": "kanari"}
            Attendance.objects.filter(meeting=meeting, calendar=former).update(**said)
        make.make_request(former, self.theirs, sent_by=self.me, status="declined", message="May we?")
        make.make_request(self.thirds, former, named=self.me, status="declined", message=FOREIGN, replied_by=self.me)

    def sells(self) -> None:
        """Let the person come to another edition for a company that exhibits there, and have said a wish for it."""
        fair = make.make_edition(market=self.edition.market)
        stand = make.make_exhibitor(fair, staff=0)
        selling = make.make_delegate(fair, person=self.me.person, organisation=stand.organisation)
        make.make_wish(make.make_calendar(stand), make.make_calendar(make.make_delegate(fair)), by=selling)

    def talks(self) -> None:
        Mailbox.objects.create(delegate=self.me, warning="Please")
        thread = make.make_thread(self.me, self.other, "Good morning", FOREIGN)
        make.make_abuse_report(thread.messages.all()[1], self.me, words="Rude", decided_by=self.account)
        make.make_abuse_report(thread.messages.all()[0], self.other, words=FOREIGN)
        Block.objects.create(person=self.me.person, blocked=self.third.person, at=make.SENT_AT)
        Block.objects.create(person=self.other.person, blocked=self.me.person, at=make.SENT_AT)


def plantable(table: Personal) -> Iterator[models.Field[Any, Any]]:
    """Yield the columns of a table into which a person's words can be written, whether they go out or are emptied."""
    for name in {*table.columns.split(), *table.erased.values}:
        try:
            field = table.model._meta.get_field(name)
        except FieldDoesNotExist:
            continue  # a path to another table, which has its own declaration
        is_text = isinstance(field, models.CharField) and not (field.choices or field.unique or field.max_length < 40)
        if is_text or isinstance(field, models.TextField | models.JSONField | models.BinaryField):
            yield field


FIXED = {
    ("core.mailing", "kind"),
    ("core.mailing", "facts"),
    ("core.entry", "action"),
    ("core.account", "password"),
    ("meet.notice", "kind"),
    # Words of the organisers' and of the programme's: a category, and how a session is called.
    ("meet.seat", "category"),
    ("meet.seatdeed", "category"),
    ("meet.engagement", "facts"),
    ("core.person", "email"),
}


def plant(who: Subject) -> dict[str, list[str]]:
    """Write a word that occurs nowhere else into each of these columns; return the words that go out, by table."""
    told: dict[str, list[str]] = {}
    for number, table in enumerate(personal_tables()):
        name = table.model._meta.label_lower
        numbers = list(rows_of(table, who).values_list("pk", flat=True))
        for field in plantable(table):
            if (name, field.name) in FIXED or not table.columns and not table.erased.values:
                continue
            word = f"kanari-{number}-{field.name}-x"
            table.model._base_manager.filter(pk__in=numbers).update(**{field.name: shaped(field, word)})
            if field.name in table.columns.split():
                told.setdefault(name, []).append(word)
    index_people(who.people)
    return told


def shaped(field: models.Field[Any, Any], word: str) -> Any:
    if isinstance(field, models.BinaryField):
        return word.encode()
    if field.name == "aliases":
        return [{"text": word, "tag": "", "kind": "other", "source": "own"}]
    if isinstance(field, models.JSONField):
        return [word] if field.default is list else {"en": word}
    return word


def dump() -> dict[tuple[str, Any], dict[str, str]]:
    """Return every row of every table as texts, by table and key."""
    found = {}
    for model in tables():
        names = [field.attname for field in columns(model)]
        for row in model._base_manager.order_by("pk"):
            found[model._meta.label_lower, row.pk] = {name: text(getattr(row, name)) for name in names}
    return found


def text(value: Any) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("latin-1")
    return json.dumps(value, ensure_ascii=False, default=str)


def own_keys(who: Subject) -> set[tuple[str, Any]]:
    return {(table.model._meta.label_lower, row.pk) for table in personal_tables() for row in rows_of(table, who)}


def figures(edition: Edition) -> tuple[Report, dict[str, int], int]:
    report = report_of(edition, list(edition.sites.all()))
    countries = {str(delegate.person.country): 0 for delegate in Delegate.objects.select_related("person")}
    for delegate in Delegate.objects.select_related("person"):
        countries[delegate.person.country] += 1
    return report, countries, Meeting.objects.count()


@pytest.fixture
def life(before_the_market: None) -> Life:
    return Life()


def test_a_life_has_a_row_in_every_table(life: Life) -> None:
    empty = [f"{t.model.__name__}: {t.label}" for t in personal_tables() if not rows_of(t, life.who).exists()]
    assert empty == []


def test_the_export_holds_every_word_of_the_person_and_none_of_others(life: Life) -> None:
    planted = plant(life.who)
    with own_data_file(life.who) as file:
        told = file.read().decode("utf-8", "replace")
    assert sum(map(len, planted.values())) > 40
    assert {name: [word for word in words if word not in told] for name, words in planted.items()} == dict.fromkeys(planted, [])
    assert FOREIGN not in told


def test_what_others_did_about_the_person_changes_nothing_in_the_export(life: Life) -> None:
    """A block, a *no* and a report look like none."""

    def told() -> bytes:
        with own_data_file(life.who) as file:
            return file.read()

    before = told()
    Block.objects.filter(blocked=life.me.person).delete()
    life.thirds.wishes.all().delete()
    AbuseReport.objects.filter(message__by=life.me).delete()
    assert told() == before


def test_an_erasure_leaves_no_word_of_the_person(life: Life) -> None:
    plant(life.who)
    index_titles([life.title.pk])
    counts = erase(life.who, at=AT)
    found = {name for (name, _pk), row in dump().items() if any("kanari-" in value for value in row.values())}
    assert found <= CREDITED
    assert "core.credit" in found
    assert counts["show.itemnote"] == 1
    address = life.account.email
    assert [name for (name, _pk), row in dump().items() if any(address in value for value in row.values())] == []


def test_an_erasure_touches_nobody_else_and_leaves_the_figures(life: Life) -> None:
    own, before, was = own_keys(life.who), dump(), figures(life.edition)
    erase(life.who, at=AT)
    after = dump()
    gone = {name for name, pk in before.keys() - after.keys() - own}
    changed = {name for name, pk in before.keys() & after.keys() - own if before[name, pk] != after[name, pk]}
    assert gone <= {"core.resemblance", "core.merge", "core.recent", "core.listing"}
    # The meeting ahead is cancelled for the other as well; a notice that named the person names nobody.
    # A seat that is given back has the next number of its session.
    # A version of a programme that named them names them no more.
    others = {"match.meeting", "match.attendance", "meet.notice", "meet.admission", "meet.release", "core.listing"}
    assert changed <= {*others, "core.indexstate"}
    ahead = Attendance.objects.get(meeting=life.ahead, delegate=life.other)
    assert (ahead.is_released, ahead.note) == (True, FOREIGN)
    report, countries, meetings = figures(life.edition)
    assert (countries, meetings) == was[1:]
    assert [(line.label, line.calendars, line.held) for line in report.by_country] == [
        (line.label, line.calendars, line.held) for line in was[0].by_country
    ]
    assert report.totals.held == was[0].totals.held == 1


def test_what_is_ahead_ends_and_the_others_are_told(life: Life) -> None:
    erase(life.who, at=AT)
    life.ahead.refresh_from_db()
    life.asked.refresh_from_db()
    life.me.refresh_from_db()
    assert (life.ahead.status, life.asked.status, life.me.status) == ("cancelled", "declined", "left")
    assert [notice.kind for notice in Notice.objects.filter(delegate=life.other)] == ["cancelled"]
    assert Entry.objects.filter(action="leave", account=life.account, edition=life.edition.pk).exists()


def test_a_badge_of_an_edition_that_is_over_counts_as_before(life: Life) -> None:
    erase(life.who, at=AT + timedelta(days=30))
    life.me.refresh_from_db()
    assert life.me.status == Delegate.Status.APPROVED
    assert Request.objects.filter(status="accepted").count() == 2


def test_the_only_organiser_hands_over_first(life: Life) -> None:
    TeamMember.objects.exclude(account=life.account).delete()
    with pytest.raises(Refused, match="own needs another organiser first"):
        erase(life.who, at=timezone.now())
    life.account.refresh_from_db()
    assert life.account.is_active


def test_a_list_with_a_note_of_a_colleague_stays_without_its_name(life: Life) -> None:
    erase(life.who, at=AT)
    assert [(one.name, one.items.count()) for one in life.me.shortlists.all()] == [("…", 1)]
