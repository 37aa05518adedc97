"""Who visits an edition: their part in the team, as which audience they read, and in which zone."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Value
from django.test import RequestFactory

from praya.core.access.absence import Absent
from praya.core.access.audiences import Audience
from praya.core.texts.regions import reading_in, region
from praya.meet.accreditation import carrying
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.rules import is_delegate, may_meet, may_organise, may_see_edition, may_work_at_desk
from praya.meet.accreditation.visits import EditionVisit, audience_of_delegate, in_edition, visit_edition, with_sites
from praya.meet.editions.models import Edition, Site
from tests import builders as make

pytestmark = pytest.mark.django_db


def visit_of(edition: Edition, account: Any) -> EditionVisit:
    return EditionVisit(edition, list(edition.sites.all()), account)


def visitors(edition: Edition) -> dict[str, EditionVisit]:
    """Return a visit of each kind of visitor."""
    guest = make.make_category(edition, "guest", may_meet=False)
    buyers = make.make_category(edition, "buyer", is_buyer=True)
    accounts = {
        "stranger": None,
        "account": make.make_account(),
        "organiser": make.make_team_member(edition),
        "desk": make.make_team_member(edition, role="desk"),
        "buyer": make.make_delegate(edition, category=buyers).person.account,
        "guest": make.make_delegate(edition, category=guest).person.account,
        "plain": make.make_delegate(edition, category=None).person.account,
        "applicant": make.make_delegate(edition, status="applied").person.account,
        "delegate in the team": make.make_delegate(edition, category=guest).person.account,
    }
    make.make_team_member(edition, accounts["delegate in the team"], role="desk")
    other = make.make_edition()
    make.make_team_member(other, accounts["buyer"])
    return {kind: visit_of(edition, account) for kind, account in accounts.items()}


def test_what_each_visitor_is() -> None:
    visits = visitors(make.make_edition())
    assert {kind: (visit.role, visit.audience) for kind, visit in visits.items()} == {
        "stranger": ("", Audience.PUBLIC),
        "account": ("", Audience.PUBLIC),
        "organiser": ("organiser", Audience.BUYER),
        "desk": ("desk", Audience.BUYER),
        "buyer": ("", Audience.BUYER),
        "guest": ("", Audience.BADGE),
        "plain": ("", Audience.BADGE),
        "applicant": ("", Audience.PUBLIC),
        "delegate in the team": ("desk", Audience.BUYER),
    }
    assert {kind for kind, visit in visits.items() if visit.delegate} == {"buyer", "guest", "plain", "delegate in the team"}
    assert visits["buyer"].me == visits["buyer"].delegate
    with pytest.raises(AssertionError, match="no delegate"):
        _ = visits["account"].me


@pytest.mark.parametrize("is_public", [True, False])
def test_what_each_visitor_may(is_public: bool) -> None:
    visits = visitors(make.make_edition(is_public=is_public))
    delegates, everybody = {"buyer", "guest", "plain", "delegate in the team"}, set(visits)
    rules = {
        may_see_edition: everybody if is_public else everybody - {"stranger", "account", "applicant"},
        is_delegate: delegates,
        may_meet: {"buyer", "plain"},
        may_organise: {"organiser"},
        may_work_at_desk: {"organiser", "desk", "delegate in the team"},
    }
    for rule, those in rules.items():
        assert {kind for kind, visit in visits.items() if rule(visit) is True} == those
        assert {kind for kind, visit in visits.items() if rule(visit) is False} == everybody - those


def test_a_job_is_judged_by_the_rule_of_its_edition_as_it_is_now() -> None:
    edition, other = make.make_edition(), make.make_edition()
    organiser = make.make_team_member(edition)
    asks = in_edition(may_organise)
    assert [asks(organiser, one) for one in (edition.pk, other.pk, other.pk + 1000)] == [True, False, False]
    assert asks(organiser, edition.pk, "further", "words") is True


@pytest.mark.parametrize(
    ("own", "zone", "site", "expected"),
    [
        ("Asia/Tokyo", "Europe/Paris", "la", "Asia/Tokyo"),
        ("", "Europe/Paris", None, "Europe/Paris"),
        ("", "", "la", "America/Los_Angeles"),
        ("", "", None, "Asia/Hong_Kong"),
    ],
)
def test_the_own_zone_is_the_chosen_one_then_the_sites(own: str, zone: str, site: str | None, expected: str) -> None:
    edition = make.make_edition()
    one = make.make_delegate(edition, site=site)
    Delegate.objects.filter(pk=one.pk).update(zone=zone)
    account = one.person.account
    account.zone = own
    account.save()
    assert visit_of(edition, account).zone == ZoneInfo(expected)


def test_a_stranger_reads_in_the_zone_of_the_first_site_and_without_one_in_universal_time() -> None:
    edition = make.make_edition()
    assert visit_of(edition, None).zone == ZoneInfo("Asia/Hong_Kong")
    assert EditionVisit(edition, [], None).zone == ZoneInfo("UTC")
    assert visit_of(edition, make.make_account()).zone == ZoneInfo("Asia/Hong_Kong")


def test_sites_are_known_by_their_number() -> None:
    visit = visit_of(make.make_edition(), None)
    assert [visit.site(site.pk) for site in visit.sites] == visit.sites
    assert (visit.site(None), visit.site(0)) == (None, None)


def test_rows_have_the_name_of_their_site_or_their_own_zone() -> None:
    visit = visit_of(make.make_edition(), None)

    class Asked:
        """Stand for what a list was asked."""

    asked: Any = Asked()
    asked.visit = visit
    first = visit.sites[0]
    rows = [{"site_id": first.pk, "zone": ""}, {"site_id": None, "zone": "Europe/Paris"}, {"site_id": None}]
    found = with_sites(asked, rows)
    assert [(row["site"], row["site_name"]) for row in found] == [
        (first, first.short_name),
        (None, "Europe/Paris"),
        (None, ""),
    ]
    assert [{"site_id": row["site_id"]} for row in found] == [{"site_id": row["site_id"]} for row in rows]


def test_as_whom_a_delegate_reads_who_is_not_here() -> None:
    edition = make.make_edition()
    buyers, guests = make.make_category(edition, "buyer", is_buyer=True), make.make_category(edition, "guest")
    people = [make.make_delegate(edition, category=one) for one in (buyers, guests, None, guests)]
    make.make_team_member(edition, people[3].person.account, role="desk")
    assert [audience_of_delegate(one) for one in people] == [Audience.BUYER, Audience.BADGE, Audience.BADGE, Audience.BUYER]


def test_an_address_names_its_edition_and_a_region_to_read_in() -> None:
    edition = make.make_edition("autumn")
    Site.objects.filter(edition=edition, slug="la").update(position=0)
    request: Any = RequestFactory().get("/")
    for user, account in ((AnonymousUser(), None), (organiser := make.make_team_member(edition), organiser)):
        request.user = user
        words = {"edition": "autumn", "code": "x"}
        with reading_in(""):
            visit = visit_edition(request, words)
            read_in = region()
        first = visit.sites[0]
        assert (visit.edition, visit.account, words) == (edition, account, {"code": "x"})
        assert read_in == ("HK" if first.slug == "hk" else "")
    Site.objects.filter(edition=edition).exclude(slug="hk").update(position=9)
    with reading_in(""):
        visit_edition(request, {"edition": "autumn"})
        assert region() == "HK"
    with pytest.raises(Absent):
        visit_edition(request, {"edition": "winter"})


def test_an_edition_without_a_site_suggests_no_region() -> None:
    make.make_edition("bare", with_sites=False)
    request: Any = RequestFactory().get("/")
    request.user = AnonymousUser()
    with reading_in(""):
        assert (visit_edition(request, {"edition": "bare"}).sites, region()) == ([], "")


def test_what_is_carried_is_put_together_once_and_not_for_every_visit(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def part() -> Value:
        made.append("part")
        return Value(7)

    # What was put together stays with the process: a name that no run before this one has used.
    name = f"seven_{next(make.numbers)}"
    monkeypatch.setitem(carrying._parts, name, part)
    edition = make.make_edition()
    accounts = [make.make_delegate(edition).person.account for _number in range(2)]
    assert [getattr(visit_of(edition, one).me, name) for one in accounts] == [7, 7]
    assert made == ["part"]
