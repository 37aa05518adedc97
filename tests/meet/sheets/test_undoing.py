"""A whole import is taken back: every row of every table is as it was, or nothing is touched and it is said why."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from django.utils import timezone

from praya.core.accounts.models import Account
from praya.core.audit.actions import record
from praya.core.audit.models import Entry
from praya.core.catalogue.indexing import index_many
from praya.core.directory.models import Organisation, Person
from praya.core.holding import Subject
from praya.core.letters.models import Letter
from praya.core.revocations.models import Pending
from praya.core.sheets.reading import RawSheet
from praya.match.requests.models import Wish
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.parties.actions import ensure_parties
from praya.meet.parties.models import Party
from praya.meet.registration.undoing import TAKEN_BACK, end_again
from praya.meet.sheets import undoing
from praya.meet.sheets.models import SheetImport
from praya.meet.transfers.models import Transfer
from tests import builders as make
from tests.meet.sheets.rows import people, sheet
from tests.meet.sheets.undone import bring, everything, take_back

pytestmark = pytest.mark.django_db
COMPANY_HEADS = ("reference", "name", "country", "website", "exhibitor", "site", "name (zh-Hant)")
PEOPLE_HEADS = ("reference", "name", "e-mail", "organisation", "category", "site", "job title", "country")
HOURS_HEADS = ("delegate", "date", "from", "to")


@pytest.fixture
def edition() -> Edition:
    """Make an edition with a few companies and people."""
    edition = make.make_edition("fair")
    make.make_category(edition, "buyer")
    for number in range(4):
        company = make.make_organisation(f"House {number}", reference=f"{edition.market_id}/O{number}")
        make.make_exhibitor(edition, organisation=company)
        person = make.make_person(f"Mei {number}", email=f"mei{number}@example.org", reference=f"{edition.market_id}/P{number}")
        make.make_delegate(edition, person=person, organisation=company)
    ensure_parties(edition)
    index_many(
        {"person": Person.objects.values_list("pk", flat=True), "organisation": Organisation.objects.values_list("pk", flat=True)}
    )
    return edition


def companies(*rows: tuple[str, ...]) -> RawSheet:
    return sheet("organisations", COMPANY_HEADS, *rows)


def delegates(*rows: tuple[str, ...]) -> RawSheet:
    return sheet("delegates", PEOPLE_HEADS, *rows)


def drawn(edition: Edition, seed: int) -> list[RawSheet]:
    """Draw a file that brings new records and changes old ones."""
    dice, day = Random(seed), edition.starts_on.isoformat()
    firms = [
        (f"O{n}", dice.choice([f"House {n}", f"Harbour {n}"]), dice.choice(["", "HK", "PT"]), dice.choice(["", "h.example"]),
         dice.choice(["", "yes"]), "hk", dice.choice(["", f"電影{n}"]))
        for n in range(8) if dice.random() < 0.7
    ]  # fmt: skip  # a row of the sheet
    crowd = [
        (f"P{n}", dice.choice([f"Mei {n}", f"Mei-ling {n}"]), f"mei{n}@example.org", dice.choice(["", f"House {n % 5}", "Cais"]),
         dice.choice(["", "buyer"]), "hk", dice.choice(["", "Producer"]), dice.choice(["", "JP"]))
        for n in range(8)
    ]  # fmt: skip  # a row of the sheet
    hours = [(f"mei{n}@example.org", day, "10:00", "11:00") for n in range(8) if dice.random() < 0.5]
    return [companies(*firms), delegates(*crowd), sheet("availability", HOURS_HEADS, *hours)][: 3 if hours else 2]


@pytest.mark.parametrize("seed", range(8))
def test_taking_an_import_back_restores_every_row(edition: Edition, seed: int) -> None:
    by, morning = make.make_team_member(edition), make.HK_MORNING
    for delegate in Delegate.objects.all()[:2]:
        make.make_availability(delegate, morning, morning + timedelta(hours=1))
    before = everything()
    kept = bring(edition, by, *drawn(edition, seed))
    assert everything() != before
    take_back(kept, by)
    after = everything()
    assert [(name, one) for name, rows in before.items() for one in rows if one not in after.get(name, ())] == []
    assert [(name, one) for name, rows in after.items() for one in rows if one not in before.get(name, ())] == []
    assert (kept.status, kept.message_read, kept.written, after == before) == ("undone", "", None, True)


def test_two_imports_are_taken_back_in_the_order_of_latest_first(edition: Edition) -> None:
    by = make.make_team_member(edition)
    before = everything()
    first = bring(edition, by, people(("Ana", "ana@example.org", "Cais", "buyer", "hk")), name="first.csv")
    second = bring(edition, by, people(("Ana", "ana@example.org", "House 1", "buyer", "la")), name="second.csv")
    assert take_back(first, by).status == "applied"
    assert [(one["name"], one["why"]) for one in first.hindrances] == [("Ana", "changed by a later import, second.csv")]
    assert first.hindrances[0]["link"].endswith(f"/manage/import/{second.code}/")
    assert [take_back(one, by).status for one in (second, first)] == ["undone", "undone"]
    assert everything() == before


def test_it_is_one_deed_and_told_with_its_rows(edition: Edition) -> None:
    by = make.make_team_member(edition)
    kept = bring(edition, by, people(("Ana", "ana@example.org", "", "buyer", "hk"), ("Mei 1", "mei1@example.org", "", "", "la")))
    last = Entry.objects.latest("pk").pk
    take_back(kept, by)
    done = Entry.objects.filter(pk__gt=last).values_list("action", "account", "edition", "after")
    assert list(done) == [("take import back", by.pk, edition.pk, {"file": "market.xlsx", "new": 1, "changed": 1})]


def test_whose_accreditation_is_taken_back_does_not_come_again_by_an_older_backup(edition: Edition) -> None:
    kept, new = ana(edition)
    take_back(kept, kept.account)
    facts = {"delegates": [new.code]}
    assert list(Pending.objects.filter(kind=TAKEN_BACK).values_list("facts", flat=True)) == [facts]
    restored = make.make_delegate(edition, code=new.code)
    other = make.make_delegate(edition)
    assert [end_again(facts, timezone.now()) for _again in range(2)] == [1, 0]
    assert list(Delegate.objects.filter(pk__in=[restored.pk, other.pk]).order_by("pk").values_list("status", flat=True)) == [
        "left",
        "approved",
    ]


def refused(kept: SheetImport, edition: Edition) -> list[tuple[str, str]]:
    """Try to take an import back, see that nothing is touched, and return what stands in the way."""
    before = everything()
    take_back(kept, make.make_team_member(edition))
    assert kept.status == "applied"
    assert kept.message_read == "This import was not taken back: something has been built on it since."
    after = everything()
    assert {name for name in before if before[name] != after[name]} <= {"core.Account", "meet.TeamMember"}
    return [(one["name"], one["why"]) for one in kept.hindrances]


def ana(edition: Edition) -> tuple[SheetImport, Delegate]:
    kept = bring(edition, make.make_team_member(edition), people(("Ana", "ana@example.org", "Cais", "buyer", "hk")))
    return kept, Delegate.objects.get(person__email="ana@example.org")


def test_a_request_stands_in_the_way(edition: Edition) -> None:
    kept, new = ana(edition)
    make.make_request(new.calendar, Party.objects.exclude(pk=new.calendar.pk)[0])
    assert refused(kept, edition) == [("Ana", "1 request")]
    assert kept.hindrances[0]["address"].endswith(f"/manage/delegates/{new.code}/")


def test_a_meeting_stands_in_the_way(edition: Edition) -> None:
    kept, new = ana(edition)
    make.make_meeting(new.calendar, Party.objects.exclude(pk=new.calendar.pk)[0])
    assert ("Ana" in dict(refused(kept, edition)), "meeting" in dict(refused(kept, edition))["Ana"]) == (True, True)


def test_a_login_stands_in_the_way(edition: Edition) -> None:
    kept, new = ana(edition)
    account = make.make_account("ana@example.org", last_login=timezone.now())
    Person.objects.filter(pk=new.person_id).update(account=account)
    assert refused(kept, edition) == [("Ana", "has signed in")]


def test_a_later_edit_by_a_person_stands_in_the_way(edition: Edition) -> None:
    kept, new = ana(edition)
    by = make.make_account(name="Lia")
    new.job_title = "Producer"
    new.save()
    record("change delegate", new, by=by, edition=edition.pk, after={"job_title": "Producer"})
    (name, why), *others = refused(kept, edition)
    assert (name, why.startswith("Lia "), others) == ("Ana", True, [])


def test_a_changed_record_is_free_where_somebody_changed_something_else(edition: Edition) -> None:
    by = make.make_team_member(edition)
    kept = bring(edition, by, companies(("O1", "House 1", "PT", "", "", "", "")))
    Organisation.objects.filter(name="House 1").update(website="https://a.example")
    assert take_back(kept, by).status == "undone"
    kept = bring(edition, by, companies(("O1", "House 1", "PT", "", "", "", "")))
    Organisation.objects.filter(name="House 1").update(country="JP")
    assert refused(kept, edition) == [("House 1", "changed since")]


def test_at_most_five_are_named(edition: Edition) -> None:
    rows = [(f"Bo {n}", f"bo{n}@example.org", "", "buyer", "hk") for n in range(7)]
    kept = bring(edition, make.make_team_member(edition), people(*rows))
    Delegate.objects.filter(person__name__startswith="Bo").update(job_title="Producer")
    take_back(kept, kept.account)
    assert ([one.get("why") for one in kept.hindrances], kept.hindrances[-1]) == (
        ["changed since"] * 5 + [None],
        {"more": "and 2 more"},
    )


def test_what_is_gone_is_said_to_be(edition: Edition) -> None:
    kept, new = ana(edition)
    new.calendar.delete()
    new.delete()
    assert {why for _name, why in refused(kept, edition)} == {"removed since"}


def test_a_no_about_somebody_new_shows_in_nothing(edition: Edition) -> None:
    kept, new = ana(edition)
    make.make_wish(Party.objects.exclude(pk=new.calendar.pk)[0], new.calendar, level="no")
    assert (take_back(kept, kept.account).status, kept.hindrances, Wish.objects.count()) == ("undone", [], 0)


def test_letters_that_have_not_left_are_not_sent(edition: Edition) -> None:
    kept, new = ana(edition)
    now = timezone.now()
    Letter.objects.create(kind="approved", edition=edition.pk, person=new.person, made_at=now, due_at=now)
    make.make_notice(new)
    assert (take_back(kept, kept.account).status, Letter.objects.count()) == ("undone", 0)


def test_a_change_of_company_that_waits_goes_with_its_letter(edition: Edition) -> None:
    delegate = Delegate.objects.get(person__email="mei1@example.org")
    Account.objects.filter(person=delegate.person).update(last_login=timezone.now())
    kept = bring(edition, make.make_team_member(edition), people(("Mei 1", "mei1@example.org", "House 2", "", "hk")))
    assert (Transfer.objects.count(), Letter.objects.count()) == (1, 1)
    assert (take_back(kept, kept.account).status, Transfer.objects.count(), Letter.objects.count()) == ("undone", 0, 0)


def test_two_exhibitors_that_swapped_their_stands_swap_again(edition: Edition) -> None:
    by = make.make_team_member(edition)
    hall = edition.sites.get(slug="hk").halls.first() or edition.sites.get(slug="hk").halls.create(name="Hall 9")
    heads = ("reference", "name", "exhibitor", "site", "hall", "stand")
    rows = [("O1", "House 1", "yes", "hk", hall.name, "X1"), ("O2", "House 2", "yes", "hk", hall.name, "X2")]
    bring(edition, by, sheet("organisations", heads, *rows))
    before = everything()
    kept = bring(edition, by, sheet("organisations", heads, (*rows[0][:5], "X2"), (*rows[1][:5], "X1")))
    assert take_back(kept, by).status == "undone"
    assert (everything() == before, Exhibitor.objects.filter(stand__number="X1").count()) == (True, 1)


def test_a_meeting_of_somebody_whom_it_has_approved_stands_in_the_way(edition: Edition) -> None:
    delegate = Delegate.objects.get(person__email="mei1@example.org")
    Delegate.objects.filter(pk=delegate.pk).update(status="applied")
    kept = bring(edition, make.make_team_member(edition), people(("Mei 1", "mei1@example.org", "", "buyer", "hk")))
    make.make_meeting(delegate.calendar, Party.objects.exclude(pk=delegate.calendar.pk)[0])
    assert refused(kept, edition) == [("Mei 1", "1 meeting")]


def test_an_import_with_wishes_or_without_any_change_is_not_offered(edition: Edition) -> None:
    by = make.make_team_member(edition)
    wishes = sheet("requests", ("from", "to", "level"), ("mei1@example.org", "mei2@example.org", "like"))
    assert [bring(edition, by, one).written for one in (wishes, people(("Mei 1", "mei1@example.org", "", "", "hk")))] == [
        None,
        None,
    ]


def test_what_was_written_is_forgotten_after_a_month_and_with_whom_it_tells_of(edition: Edition) -> None:
    kept, new = ana(edition)
    now = timezone.now()
    assert [undoing.forget_old(at=now + timedelta(days=days)) for days in (29, 31)] == [0, 1]
    kept = bring(edition, kept.account, people(("Ana Sá", "ana@example.org", "", "buyer", "hk")))
    for people_of, is_kept in (((0,), True), ((new.person_id,), False)):
        undoing.forget_of_person(Subject(None, people_of, ()), now)
        assert SheetImport.objects.filter(pk=kept.pk, written__isnull=False).exists() == is_kept
