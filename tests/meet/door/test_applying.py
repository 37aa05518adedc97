"""People apply for themselves, wait, change and withdraw; organisers decide; strangers learn nothing of the directory."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from praya.core.audit.actions import record
from praya.core.audit.models import Entry
from praya.core.directory.models import Organisation, Person
from praya.core.duplicates.actions import decide as decide_pair
from praya.core.duplicates.models import Resemblance
from praya.core.index.models import Listing
from praya.core.jobs.models import Job
from praya.core.letters.models import Letter
from praya.core.letters.sending import send_due
from praya.meet.accreditation.actions import decide, set_organisation, take_back
from praya.meet.accreditation.models import Delegate
from praya.meet.door.applying import MOST_IN_HOUR
from praya.meet.door.comparing import compare_applicant
from praya.meet.door.models import Application, Consent
from praya.meet.editions.models import Edition
from praya.site.front import UPLOAD_PATHS
from tests import builders as make

pytestmark = pytest.mark.django_db
PAGE = "/e/open-2027/apply/"


@pytest.fixture
def edition() -> Edition:
    found = make.make_edition("open-2027", is_public=True)
    make.make_open(found)
    return found


@pytest.fixture
def newcomer() -> Client:
    return make.sign_in(Client(), make.make_account("new@example.org"))


def typed(edition: Edition, **values: Any) -> dict[str, Any]:
    known = {
        "name": "Ana Lima",
        "country": "PT",
        "company": "Casa Lima",
        "job_title": "Buyer",
        "category": edition.categories.get(slug="buyer").pk,
        "site": edition.sites.get(slug="hk").pk,
        "zone": "",
        "reason": "To buy documentaries",
    }
    return {**known, **{f"agree-{one.kind}": one.pk for one in edition.door_texts.exclude(published_at=None)}, **values}


def own(email: str = "new@example.org") -> Delegate:
    return Delegate.objects.get(person__account__email=email)


def test_a_stranger_is_asked_to_sign_in_and_comes_back_to_the_form(edition: Edition) -> None:
    assert Client().get(PAGE)["Location"] == "/accounts/login/?next=/e/open-2027/apply/"
    assert '<a class="button primary" href="/e/open-2027/apply/">' in Client().get("/e/open-2027/").content.decode()


def test_an_application_waits_with_what_was_written_and_a_letter_says_that_it_arrived(
    edition: Edition, newcomer: Client, django_capture_on_commit_callbacks: Any
) -> None:
    text = make.make_door_text(edition)
    with django_capture_on_commit_callbacks(execute=True):
        assert newcomer.post(PAGE, typed(edition))["Location"] == PAGE
    delegate = own()
    assert (delegate.status, delegate.job_title, delegate.site.slug, delegate.organisation) == ("applied", "Buyer", "hk", None)
    assert (delegate.person.name, delegate.person.email, delegate.person.country) == ("Ana Lima", "new@example.org", "PT")
    application = Application.objects.get()
    assert (application.company, application.reason) == ("Casa Lima", "To buy documentaries")
    assert list(Consent.objects.values_list("account__email", "text")) == [("new@example.org", text.pk)]
    assert [entry.action for entry in Entry.objects.filter(edition=edition.pk).order_by("pk")] == ["apply", "agree to text"]
    send_due(lambda: None, clock=lambda: timezone.now() + timedelta(minutes=1))
    assert [(one.to, one.subject) for one in mail.outbox] == [(["new@example.org"], "Your application for Open 2027")]
    assert "You applied on" in newcomer.get("/e/open-2027/").content.decode()
    assert "Your application waits for the organisers." in newcomer.get("/").content.decode()


def test_the_organiser_reads_what_was_written_in_the_list_and_on_the_page(edition: Edition, newcomer: Client) -> None:
    newcomer.post(PAGE, typed(edition))
    organiser = make.sign_in(Client(), make.make_team_member(edition))
    page = organiser.get("/e/open-2027/manage/delegates/?status=applied").content.decode()
    assert "“Casa Lima”" in page and "To buy documentaries" in page
    page = organiser.get(f"/e/open-2027/manage/delegates/{own().code}/").content.decode()
    assert "As they applied" in page and "Casa Lima" in page and "To buy documentaries" in page
    assert (
        "To buy documentaries"
        in b"".join(organiser.get("/e/open-2027/manage/delegates/delegates.csv").streaming_content).decode()
    )


def test_a_known_company_is_neither_told_nor_given_to_whoever_writes_its_name(edition: Edition, newcomer: Client) -> None:
    known = make.make_exhibitor(edition, "Star Crossing Pictures").organisation
    told = newcomer.post(PAGE, typed(edition, company="Star Crossing Pictures"))
    other = make.sign_in(Client(), make.make_account("two@example.org"))
    told_too = other.post(PAGE, typed(edition, company="Nobody Has This Name", name="Rui Sousa"))
    assert (told.status_code, told["Location"]) == (told_too.status_code, told_too["Location"])
    decide(edition, [own().pk], status="approved", category=None, by=None)
    company = own().organisation
    assert (company.name, company.pk == known.pk) == ("Star Crossing Pictures", False)


def test_an_organiser_says_for_which_company_somebody_comes(edition: Edition, newcomer: Client) -> None:
    known = make.make_exhibitor(edition, "Star Crossing Pictures").organisation
    newcomer.post(PAGE, typed(edition, company="Star Crossing"))
    Delegate.objects.filter(pk=own().pk).update(organisation=known)
    decide(edition, [own().pk], status="approved", category=None, by=None)
    assert (own().organisation, Organisation.objects.filter(name="Star Crossing").count()) == (known, 0)


def test_whoever_looks_like_another_waits_among_the_duplicates_as_after_an_import(edition: Edition, newcomer: Client) -> None:
    known = make.make_delegate(edition, name="Lima Ana").person
    make.make_exhibitor(edition, "Casa Lima")
    newcomer.post(PAGE, typed(edition))
    delegate = own()
    assert Job.objects.filter(key=f"application-{delegate.pk}").count() == 1
    compare_applicant(delegate.pk)
    assert [(one.kind, {one.first, one.second}) for one in Resemblance.objects.all()] == [
        ("person", {known.pk, delegate.person_id})
    ]
    decide(edition, [delegate.pk], status="approved", category=None, by=None)
    compare_applicant(delegate.pk)
    assert sorted(Resemblance.objects.values_list("kind", flat=True)) == ["organisation", "person"]


def test_nothing_is_taken_without_agreeing_to_the_very_versions_in_force(edition: Edition, newcomer: Client) -> None:
    old, privacy = make.make_door_text(edition), make.make_door_text(edition, "privacy")
    sent = typed(edition)
    assert newcomer.post(PAGE, {**sent, "agree-privacy": ""}).status_code == 422
    new = make.make_door_text(edition, version=2, text="Be kinder.")
    response = newcomer.post(PAGE, {**sent, "agree-terms": old.pk})
    assert (response.status_code, Delegate.objects.count(), Consent.objects.count()) == (422, 0, 0)
    assert "Agree to this text to apply: Terms of taking part" in response.content.decode()
    newcomer.post(PAGE, {**sent, "agree-terms": new.pk})
    assert sorted(Consent.objects.values_list("text", flat=True)) == [privacy.pk, new.pk]


def test_an_application_can_be_changed_and_nobody_is_written_to_twice(edition: Edition, newcomer: Client) -> None:
    newcomer.post(PAGE, typed(edition))
    first = own()
    newcomer.post(PAGE, typed(edition, site="", zone="Europe/Lisbon", reason="To sell"))
    changed = own()
    assert (changed.pk, changed.site, changed.zone, changed.application.reason) == (first.pk, None, "Europe/Lisbon", "To sell")
    assert Letter.objects.filter(kind="applied").count() == 1


def test_a_withdrawn_application_leaves_nothing_and_somebody_may_apply_again(edition: Edition, newcomer: Client) -> None:
    newcomer.post(PAGE, typed(edition))
    assert newcomer.post(f"{PAGE}withdraw/")["Location"] == "/e/open-2027/"
    assert (Delegate.objects.count(), Application.objects.count()) == (0, 0)
    newcomer.post(PAGE, typed(edition))
    assert (own().status, Person.objects.filter(name="Ana Lima").count()) == ("applied", 1)


@pytest.mark.parametrize("status", ["refused", "approved"])
def test_what_is_decided_is_neither_changed_nor_withdrawn_by_its_applicant(
    edition: Edition, newcomer: Client, status: str
) -> None:
    newcomer.post(PAGE, typed(edition))
    decide(edition, [own().pk], status=status, category=None, by=None)
    newcomer.post(PAGE, typed(edition, reason="Again"))
    newcomer.post(f"{PAGE}withdraw/")
    assert (own().status, own().application.reason) == (status, "To buy documentaries")


def test_whoever_has_had_a_part_already_is_not_deleted_by_withdrawing(edition: Edition, newcomer: Client) -> None:
    newcomer.post(PAGE, typed(edition))
    entry = decide(edition, [own().pk], status="approved", category=None, by=None)
    assert entry is not None
    take_back(edition, entry, by=None)
    newcomer.post(f"{PAGE}withdraw/")
    assert own().status == "applied"


def test_a_refused_applicant_is_told_whom_to_ask(edition: Edition, newcomer: Client) -> None:
    make.make_front(edition, contact_name="Mei Chan", contact_email="mei@example.net")
    newcomer.post(PAGE, typed(edition))
    decide(edition, [own().pk], status="refused", category=None, by=None)
    page = newcomer.get("/e/open-2027/").content.decode()
    assert "could not accredit you" in page and "mailto:mei@example.net" in page
    assert "/e/open-2027/apply/" not in page


def test_nobody_applies_where_no_category_is_open(edition: Edition, newcomer: Client) -> None:
    sent = typed(edition)
    edition.categories.get(slug="buyer").opened.delete()
    assert newcomer.post(PAGE, sent).status_code == 422
    assert Delegate.objects.count() == 0
    page = newcomer.get("/e/open-2027/").content.decode()
    assert "Nobody can apply here at the moment" in page and "/e/open-2027/apply/" not in page


def test_a_closed_edition_takes_no_application_and_looks_like_none(newcomer: Client) -> None:
    make.make_open(make.make_edition("closed-2027"))
    assert [newcomer.get(f"/e/{slug}-2027/apply/").status_code for slug in ("closed", "absent")] == [404, 404]


def test_a_person_of_another_market_keeps_their_record_and_an_address_on_anothers_record_stays_there(edition: Edition) -> None:
    person = make.make_person("Known Name")
    client = make.sign_in(Client(), person.account)
    assert 'name="name"' not in client.get(PAGE).content.decode()
    client.post(PAGE, typed(edition))
    assert own(person.account.email).person == person
    taken = make.make_account("taken@example.org")
    make.make_person("Somebody Else", email="taken@example.org", account=make.make_account("moved@example.org"))
    make.sign_in(Client(), taken).post(PAGE, typed(edition))
    assert own("taken@example.org").person.email is None


def test_an_applicant_whom_an_import_brought_is_the_same_person(edition: Edition) -> None:
    person = make.make_person("Imported", email="new@example.org", account=None)
    delegate = make.make_delegate(edition, person=person, status="applied")
    client = make.sign_in(Client(), make.make_account("new@example.org"))
    client.post(PAGE, typed(edition))
    assert (own().pk, own().person.name) == (delegate.pk, "Imported")


def test_trying_on_and_on_is_refused(edition: Edition, newcomer: Client) -> None:
    answers = [newcomer.post(PAGE, typed(edition, reason=f"Try {n}")).status_code for n in range(MOST_IN_HOUR + 1)]
    assert answers == [302] * MOST_IN_HOUR + [422]


def test_what_cannot_be_shown_is_refused(edition: Edition, newcomer: Client) -> None:
    assert newcomer.post(PAGE, typed(edition, reason="a\u202eb")).status_code == 422
    assert newcomer.post(PAGE, typed(edition, site="", zone="")).status_code == 422
    assert Delegate.objects.count() == 0


def test_delegates_are_led_home(edition: Edition) -> None:
    delegate = make.make_delegate(edition)
    client = make.sign_in(Client(), delegate.person.account)
    assert client.get(PAGE)["Location"] == "/e/open-2027/"


def test_a_box_is_ticked_for_the_very_version_to_which_one_has_agreed(edition: Edition, newcomer: Client) -> None:
    text = make.make_door_text(edition)
    newcomer.post(PAGE, typed(edition))
    ticked = f'value="{text.pk}" required checked'
    assert ticked in " ".join(newcomer.get(PAGE).content.decode().split())
    later = make.make_door_text(edition, version=2, text="Other terms")
    shown = " ".join(newcomer.get(PAGE).content.decode().split())
    assert (f'value="{later.pk}" required' in shown, "required checked" in shown) == (True, False)
    answer = newcomer.post(PAGE, {**typed(edition), f"agree-{text.kind}": text.pk})
    assert (answer.status_code, Consent.objects.filter(text=later).count()) == (422, 0)


def test_a_clock_that_counts_the_other_way_round_is_no_time_zone(edition: Edition, newcomer: Client) -> None:
    answer = newcomer.post(PAGE, typed(edition, site="", zone="Etc/GMT+8"))
    assert (answer.status_code, "is not a time zone" in answer.content.decode(), Application.objects.count()) == (422, True, 0)


def test_a_picture_of_the_front_page_may_be_as_large_as_its_form_says() -> None:
    assert UPLOAD_PATHS.match("/e/open-2027/manage/front/picture/") is not None
    assert UPLOAD_PATHS.match("/e/open-2027/manage/front/") is None


def approved_with_company(edition: Edition, newcomer: Client) -> tuple[Entry, Organisation]:
    """Let somebody apply with a company that nobody knows, and approve them."""
    newcomer.post(PAGE, typed(edition))
    decision = decide(edition, [own().pk], status="approved", category=None, by=None)
    company = own().organisation
    assert decision is not None
    assert company is not None
    return decision, company


def test_the_company_that_only_an_approval_made_goes_with_it(edition: Edition, newcomer: Client) -> None:
    make.make_exhibitor(edition, "Casa Lima")
    decision, company = approved_with_company(edition, newcomer)
    compare_applicant(own().pk)
    assert found_in_index(company) == [company.pk]
    assert take_back(edition, decision, by=None) == 1
    assert (own().status, own().organisation) == ("applied", None)
    assert not Organisation.objects.filter(pk=company.pk).exists()
    assert (Resemblance.objects.filter(kind="organisation").count(), found_in_index(company)) == (0, [])
    told = (
        Entry.objects.filter(action__in=["take company away", "remove company"]).order_by("pk").values_list("subject", "before")
    )
    assert list(told) == [
        ("meet.delegate", {"organisation": company.pk}),
        ("core.organisation", {"name": "Casa Lima", "country": "PT"}),
    ]
    assert take_back(edition, decision, by=None) == 0
    decide(edition, [own().pk], status="approved", category=None, by=None)
    assert own().organisation.name == "Casa Lima"


def found_in_index(company: Organisation) -> list[int]:
    """Return the number of a company if the index lists it."""
    return list(Listing.objects.filter(kind="organisation", number=company.pk).values_list("number", flat=True).distinct())


def write_profile(edition: Edition, company: Organisation) -> None:
    company.website = "https://casa.example"
    company.save()


def exhibit(edition: Edition, company: Organisation) -> None:
    make.make_exhibitor(edition, organisation=company)


def join(edition: Edition, company: Organisation) -> None:
    make.make_delegate(edition, organisation=company)


def decide_about_pair(edition: Edition, company: Organisation) -> None:
    pair = Resemblance.objects.create(market=edition.market_id, kind="organisation", first=0, second=company.pk)
    decide_pair(pair, "different", by=None)


def write_entry(edition: Edition, company: Organisation) -> None:
    record("change organisation", company, by=None)


@pytest.mark.parametrize("build", [write_profile, exhibit, join, decide_about_pair, write_entry])
def test_a_company_on_which_something_was_built_stays(edition: Edition, newcomer: Client, build: Any) -> None:
    decision, company = approved_with_company(edition, newcomer)
    build(edition, company)
    take_back(edition, decision, by=None)
    assert (own().status, own().organisation) == ("applied", company)


def test_a_company_goes_although_its_bringer_comes_for_another_one_by_now(edition: Edition, newcomer: Client) -> None:
    decision, company = approved_with_company(edition, newcomer)
    known = make.make_exhibitor(edition, "Star Crossing Pictures").organisation
    set_organisation(edition, own(), known.pk, action="change delegate", by=None)
    take_back(edition, decision, by=None)
    assert (own().organisation, Organisation.objects.filter(pk=company.pk).count()) == (known, 0)


def test_the_button_is_called_as_the_page_is(edition: Edition, newcomer: Client) -> None:
    newcomer.cookies["django_language"] = "zh-hant"
    assert "提交申請" in newcomer.get(PAGE).content.decode()
