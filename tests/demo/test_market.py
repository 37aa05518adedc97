"""Load the small demo market and look at what is in it."""

import pytest
from django.apps import apps

from praya.core.access.audiences import Audience
from praya.core.accounts.models import Account
from praya.core.audit.models import Entry
from praya.core.catalogue.document import TITLE
from praya.core.catalogue.models import Title
from praya.core.directory.codes import random_code
from praya.core.directory.models import Organisation, Person
from praya.core.documents.checking import faults_of
from praya.core.documents.declaring import loaded_document
from praya.core.duplicates.actions import merge
from praya.core.duplicates.models import Merge, Resemblance
from praya.core.index.queries import find
from praya.demo.clearing import clear
from praya.demo.market import Loaded, existing, load
from praya.demo.places import REFERENCES
from praya.demo.roles import page_of, roles_of
from praya.demo.size import SMALL
from praya.demo.verifying import published_faults
from praya.match.diary.models import Attendance, Meeting
from praya.match.reports.queries import edition_before, report_of
from praya.match.requests.models import Request, Wish
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition, Market
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.parties.models import Party
from praya.meet.works.indexing import edition_facet
from praya.meet.works.models import Showcase, Work
from praya.show.viewings.queries import views_of
from tests import builders as make
from tests.demo.conftest import NOW

pytestmark = pytest.mark.django_db


def outline() -> list[object]:
    """Return what the seed decides, without the numbers of rows."""
    return [
        list(Delegate.objects.order_by("pk").values_list("code", "person__name", "person__email", "site__slug", "status")),
        list(Exhibitor.objects.order_by("pk").values_list("code", "organisation__name", "stand__number")),
        list(Request.objects.order_by("pk").values_list("code", "sender__code", "recipient__code", "status", "message")),
        list(Wish.objects.order_by("pk").values_list("calendar__code", "other__code", "level")),
        list(Meeting.objects.order_by("pk").values_list("code", "starts_at", "table__number", "stand__number")),
        codes(),
    ]


def codes() -> dict[str, list[str]]:
    """Return every public code that the market gave a record, table by table."""
    coded = [table for table in apps.get_models() if any(field.name == "code" for field in table._meta.concrete_fields)]
    found = {table.__name__: list(table._default_manager.order_by("pk").values_list("code", flat=True)) for table in coded}
    return {table: given for table, given in found.items() if given}


def test_the_small_market_has_everything_that_the_large_one_has(loaded: Loaded) -> None:
    assert (loaded.edition.slug, loaded.exhibitors, loaded.requests) == ("two-harbours-2027", 40, 520)
    assert existing() == loaded.edition
    here = {"edition": loaded.edition}
    assert Party.objects.filter(**here).count() == 40 + Delegate.objects.filter(status="approved", **here).count()
    assert Wish.objects.filter(level="no").count() == SMALL.vetoes
    assert Meeting.objects.filter(is_fixed=True).count() == loaded.fixed > 0
    assert Attendance.objects.filter(meeting__edition=loaded.edition).count() == 2 * loaded.fixed
    assert Request.guests.through.objects.count() >= SMALL.groups
    assert set(Request.objects.values_list("status", flat=True)) == set(Request.Status.values)
    assert set(Delegate.objects.values_list("status", flat=True)) >= {"approved", "left"}
    assert loaded.edition.rounds.get().status == "open"
    assert Entry.objects.filter(action="load demo market").count() == 1


def test_the_year_before_has_meetings_of_every_fate_and_the_works_have_readers(loaded: Loaded) -> None:
    last = edition_before(loaded.edition)
    assert last is not None
    assert (last.slug, last.is_public) == ("two-harbours-2026", False)
    totals = report_of(last, list(last.sites.all())).totals
    assert min(totals.held, totals.no_show, totals.unreported, totals.cancelled) > 0
    assert totals.booked <= totals.accepted < totals.requests
    views = views_of(Work.objects.filter(edition=loaded.edition, status="accepted").values_list("pk", flat=True)).values()
    assert None in views
    assert any(views)


def test_fixed_meetings_break_no_promise(loaded: Loaded) -> None:
    clear()
    assert published_faults(load(SMALL, 4, NOW).edition) == []


@pytest.mark.exhaustive(reason="makes three markets; that a market is made again as it was is seen in test_talking.py, too")
def test_the_seed_decides_everything(loaded: Loaded) -> None:
    first = outline()
    assert {"Round", "Showcase", "Resemblance", "Title", "Shortlist"} <= codes().keys()
    clear()
    load(SMALL, 1, NOW)
    assert outline() == first
    Showcase.objects.filter(position=0).update(code=random_code())
    assert outline() != first
    clear()
    load(SMALL, 2, NOW)
    assert outline() != first


def test_clearing_leaves_other_markets_alone(loaded: Loaded) -> None:
    kept = make.make_delegate(make.make_edition("kept"))
    clear()
    assert list(Edition.objects.values_list("slug", flat=True)) == ["kept"]
    assert list(Market.objects.values_list("slug", flat=True)) == ["kept-market"]
    assert list(Delegate.objects.all()) == [kept]
    assert list(Person.objects.all()) == [kept.person] and Organisation.objects.count() == 0
    assert list(Account.objects.all()) == [kept.person.account]
    assert existing() is None


def test_every_role_has_an_account_and_a_page(loaded: Loaded) -> None:
    edition = loaded.edition
    roles = roles_of(edition)
    assert [role.word for role in roles] == ["organiser", "desk", "exhibitor", "buyer", "remote", "operator", "newcomer"]
    assert len({role.account.pk for role in roles}) == 7
    assert [role.delegate.zone for role in roles if role.delegate] == ["", "", "Europe/Paris"]
    assert page_of(roles[5], edition) == "/"


def test_a_veto_between_two_sides_of_a_meeting_is_found(loaded: Loaded) -> None:
    edition = loaded.edition
    meeting = Meeting.objects.order_by("pk")[0]
    first, second = Attendance.objects.filter(meeting=meeting).order_by("pk").values_list("calendar", flat=True)
    Wish.objects.update_or_create(calendar_id=first, other_id=second, defaults={"level": "no"})
    assert published_faults(edition) == [f"meeting {meeting.pk} was refused by a side"]


def test_a_meeting_outside_hours_with_one_side_is_found() -> None:
    edition = make.make_edition()
    buyer = make.make_delegate(edition)
    exhibitor = make.make_exhibitor(edition)
    meeting = make.make_meeting(exhibitor.calendar, make.make_calendar(buyer), make.LA_MIDDAY)
    staff = make.staff_of(exhibitor)[0]
    assert published_faults(edition) == [
        f"delegate {staff.pk} meets at 2027-03-15 19:00Z outside their hours",
        f"delegate {buyer.pk} meets at 2027-03-15 19:00Z outside their hours",
    ]
    meeting.attendances.filter(delegate=buyer).delete()
    assert published_faults(edition)[1] == f"meeting {meeting.pk} has 1 side"


def test_a_quota_exceeded_is_found() -> None:
    edition = make.make_edition()
    buyer = make.make_calendar(make.make_delegate(edition), quota_per_day=1)
    hosts = [make.make_exhibitor(edition), make.make_exhibitor(edition)]
    make.make_meeting(hosts[0].calendar, buyer, make.HK_MORNING)
    make.make_meeting(hosts[1].calendar, buyer, make.HK_AFTERNOON)
    assert published_faults(edition) == [f"calendar {buyer.pk} has 2 meetings, 2 on one day: over its quota"]


def test_the_works_are_sound_and_found_in_their_own_script(loaded: Loaded) -> None:
    edition = loaded.edition
    titles = list(Title.objects.prefetch_related("credits__person", "credits__organisation", "identifiers"))

    assert SMALL.works == edition.works.count()
    assert len(titles) == SMALL.works + Work.objects.filter(edition__market__slug__in=REFERENCES).count()
    assert [fault for title in titles for fault in faults_of(TITLE, loaded_document(title))] == []
    assert [len(showcase.items.all()) for showcase in edition.showcases.all()] == [3, 2]
    found = find("Baaklokmun matma", audience=Audience.BADGE, scope=(edition_facet(edition.pk),))
    assert Title.objects.get(pk=found.hits[0].number).name == "The Paramount Cipher"


def test_people_and_companies_come_twice_in_another_script(loaded: Loaded) -> None:
    edition = loaded.edition
    waiting = Resemblance.objects.filter(market=edition.market_id)
    twins = set(Person.objects.filter(reference__startswith="demo-twin-").values_list("pk", flat=True))
    found = {number for pair in waiting.filter(kind="person") for number in (pair.first, pair.second)}
    assert (len(twins), twins - found) == (6, set())
    pair = waiting.filter(kind="person").first()
    assert pair is not None
    merge("person", pair.first, pair.second, by=None, market=edition.market_id)
    clear()
    assert (Person.objects.count(), Resemblance.objects.count(), Merge.objects.count()) == (0, 0, 0)
