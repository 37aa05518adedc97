"""A delegate comes for another company by two people's word where it keeps anything, or by their own where it does not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.audit.models import Entry
from praya.core.directory.models import Organisation
from praya.core.letters.models import Letter
from praya.core.letters.sending import send_due
from praya.meet.accreditation.actions import change_delegate
from praya.meet.accreditation.models import Delegate
from praya.meet.duplicates.actions import same
from praya.meet.duplicates.models import WaitingMerge
from praya.meet.editions.actions import add_team_member
from praya.meet.exhibitors.actions import add_staff, remove_staff
from praya.meet.notices.models import Notice
from praya.meet.transfers import actions, queries
from praya.meet.transfers.actions import agree, ask, refuse, withdraw
from praya.meet.transfers.models import Transfer
from tests import builders as make
from tests.meet.sheets.rows import people, take

pytestmark = pytest.mark.django_db


class Fair:
    """Hold an edition with two organisers, a company that keeps something for its people, and a delegate of another."""

    def __init__(self, *, is_kept: bool = True, has_signed_in: bool = False) -> None:
        self.edition = make.make_edition("fair")
        self.first, self.second = (make.make_team_member(self.edition) for _ in range(2))
        self.lantern = make.make_exhibitor(self.edition, "Lantern")
        self.tide = make.make_organisation("Tide")
        self.account = make.make_account("rival@example.org", last_login=timezone.now() if has_signed_in else None)
        person = make.make_person("Ng See-yuen", account=self.account, email="rival@example.org")
        self.delegate = make.make_delegate(self.edition, person=person, organisation=self.tide)
        if is_kept:
            reader = make.make_delegate(self.edition)
            Notice.objects.create(delegate=reader, kind="published", company=self.company)

    @property
    def company(self) -> Organisation:
        return self.lantern.organisation

    def typed(self, company: str = "Lantern", **more: Any) -> dict[str, Any]:
        one = self.delegate
        return {"organisation": company, "category": None, "job_title": "", "site": one.site, "zone": one.zone, **more}

    def comes_for(self) -> Organisation | None:
        return Delegate.objects.get(pk=self.delegate.pk).organisation

    def waiting(self) -> Transfer:
        return Transfer.objects.get(state="waiting")


def by_form(fair: Fair) -> None:
    change_delegate(fair.delegate, fair.typed(), by=fair.first)


def by_staff(fair: Fair) -> None:
    add_staff(fair.lantern, fair.delegate, by=fair.first)


def by_page(fair: Fair) -> None:
    client = make.sign_in(Client(), fair.first)
    address = reverse("manage_delegate", args=[fair.edition.slug, fair.delegate.code])
    page = client.post(address, {"organisation": "Lantern", "site": fair.delegate.site_id or "", "zone": ""}, follow=True)
    assert "waits for a second word" in page.content.decode()


def by_staff_page(fair: Fair) -> None:
    client = make.sign_in(Client(), fair.first)
    page = client.post(reverse("manage_staff_add", args=[fair.edition.slug, fair.lantern.code, fair.delegate.code]), follow=True)
    assert "waits for a second word" in page.content.decode()


def by_sheet(fair: Fair, by: Account | None = None, company: str = "Lantern") -> Any:
    return take(fair.edition, people(("Ng See-yuen", "rival@example.org", company, "", "hk")), by=by or fair.first)


WAYS = [by_form, by_staff, by_page, by_staff_page, by_sheet]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("is_kept", "has_signed_in"), [(True, False), (True, True), (False, True)])
def test_one_officer_alone_puts_nobody_into_another_company(way, is_kept, has_signed_in):
    fair = Fair(is_kept=is_kept, has_signed_in=has_signed_in)
    for _ in range(2):
        way(fair)
    assert (fair.comes_for(), fair.waiting().company, fair.waiting().by) == (fair.tide, fair.company, fair.first)
    assert Letter.objects.filter(kind="transfer", person=fair.delegate.person).count() == 1


@pytest.mark.parametrize("way", [by_form, by_staff, by_sheet])
def test_where_nothing_is_kept_and_nobody_has_signed_in_it_is_made_at_once(way):
    fair = Fair(is_kept=False)
    way(fair)
    assert (fair.comes_for(), Transfer.objects.count()) == (fair.company, 0)


@pytest.mark.parametrize("way", WAYS)
def test_a_faulty_judge_would_be_caught(monkeypatch, way):
    monkeypatch.setattr(actions, "must_wait", lambda delegate, company: False)
    monkeypatch.setattr("praya.meet.registration.delegates.must_wait", lambda delegate, company: False)
    fair = Fair()
    try:
        way(fair)
    except AssertionError:
        assert way in (by_page, by_staff_page)
    assert fair.comes_for() == fair.company


def test_what_else_was_typed_is_kept_and_leaving_a_company_needs_nobody():
    fair = Fair()
    changed = change_delegate(fair.delegate, fair.typed(job_title="Head of sales"), by=fair.first)
    assert (changed.job_title, fair.comes_for()) == ("Head of sales", fair.tide)
    remove_staff(fair.lantern, changed, by=fair.first)
    assert fair.comes_for() is None


def test_a_second_organiser_agrees_and_whoever_asked_does_not():
    fair = Fair(has_signed_in=True)
    by_form(fair)
    with pytest.raises(Refused, match="cannot agree to it as well"):
        agree(fair.waiting(), by=fair.first)
    done = agree(fair.waiting(), by=fair.second)
    assert (fair.comes_for(), done.state, done.ended_by) == (fair.company, "done", fair.second)
    with pytest.raises(Refused, match="does not wait any more"):
        agree(done, by=fair.second)
    said = [entry.action for entry in Entry.objects.filter(subject="meet.transfer").order_by("pk")]
    assert said == ["ask for a change of company", "end a change of company"]


def test_the_delegates_own_word_is_not_enough_where_something_is_kept():
    fair = Fair(has_signed_in=True)
    by_form(fair)
    with pytest.raises(Refused, match="a second organiser has to agree"):
        agree(fair.waiting(), by=fair.account)
    make.make_team_member(fair.edition, fair.account)
    with pytest.raises(Refused, match="a second organiser has to agree"):
        agree(fair.waiting(), by=fair.account)
    assert fair.comes_for() == fair.tide


def test_the_delegates_own_word_is_enough_where_nothing_is_kept():
    fair = Fair(is_kept=False, has_signed_in=True)
    by_form(fair)
    agree(fair.waiting(), by=fair.account)
    assert fair.comes_for() == fair.company


def test_a_market_with_one_organiser_waits_for_another_who_has_been_seen():
    """As a merge of two people does: a second mailbox that is let in today says nothing."""
    fair = Fair()
    by_form(fair)
    mate = add_team_member(fair.edition, email="second@example.org", role="organiser", by=fair.first).account
    with pytest.raises(Refused, match="been in the team for 7 days"):
        agree(fair.waiting(), by=mate)
    Entry.objects.filter(action="add team member").update(at=timezone.now() - timedelta(days=8))
    with pytest.raises(Refused, match="joined the team only lately"):
        fair.edition.team.filter(account=fair.first).delete()
        agree(fair.waiting(), by=fair.second)


def test_no_means_no_and_another_company_takes_the_place_of_the_first():
    fair = Fair(has_signed_in=True)
    by_form(fair)
    with pytest.raises(Refused, match="Only the delegate"):
        refuse(fair.waiting(), by=fair.second)
    earlier = fair.waiting()
    later = ask(fair.delegate, make.make_organisation("Sierra"), by=fair.second)
    assert list(queries.waiting_transfers(fair.edition.pk)) == [later]
    assert Transfer.objects.get(pk=earlier.pk).state == "withdrawn"
    assert refuse(later, by=fair.account).state == "refused"
    assert withdraw(ask(fair.delegate, fair.company, by=fair.first), by=fair.second).state == "withdrawn"
    assert fair.comes_for() == fair.tide


def test_whoever_signs_in_since_then_is_somebody_else():
    fair = Fair()
    by_form(fair)
    other = make.make_account("other@example.org")
    person = fair.delegate.person
    person.account = other
    person.save()
    with pytest.raises(Refused, match="Who signs in for this delegate has changed"):
        agree(fair.waiting(), by=fair.second)


def test_a_second_organiser_proves_who_they_are_on_the_page():
    fair = Fair()
    by_form(fair)
    client = make.sign_in(Client(), fair.second)
    listed = client.get(reverse("manage_transfers", args=[fair.edition.slug])).content.decode()
    address = reverse("manage_transfer", args=[fair.edition.slug, fair.waiting().code])
    page = client.get(address).content.decode()
    assert (address in listed, "Agree to it" in page) == (True, True)
    assert "Agree to it" not in make.sign_in(Client(), fair.first).get(address).content.decode()
    answer = client.post(address, {"do": "agree"})
    assert answer["Location"] == f"{reverse('prove')}?next={quote(address, safe='')}"
    make.prove(client)
    client.post(address, {"do": "agree"})
    assert fair.comes_for() == fair.company
    assert "does not wait any more" in client.get(address).content.decode()
    assert client.post(address, {"do": "what"}).status_code == 404


@pytest.mark.parametrize(("word", "state"), [("agree", "done"), ("refuse", "refused")])
def test_the_delegate_says_so_on_their_own_page(word, state):
    fair = Fair(is_kept=False, has_signed_in=True)
    by_form(fair)
    client = make.prove(make.sign_in(Client(), fair.account))
    address = reverse("own_transfer", args=[fair.waiting().code])
    assert "Lantern" in client.get(address).content.decode()
    assert client.post(address, {"do": word})["Location"] == address
    assert Transfer.objects.get().state == state
    assert "This is settled" in client.get(address).content.decode()
    assert client.post(address, {"do": "what"}).status_code == 404
    assert make.prove(make.sign_in(Client(), fair.first)).get(address).status_code == 404


def test_the_page_of_the_delegate_says_why_their_word_is_not_enough():
    fair = Fair(has_signed_in=True)
    by_form(fair)
    client = make.prove(make.sign_in(Client(), fair.account))
    page = client.post(reverse("own_transfer", args=[fair.waiting().code]), {"do": "agree"})
    assert (page.status_code, "a second organiser has to agree" in page.content.decode()) == (422, True)


def test_the_delegate_is_written_to_about_what_is_asked_and_what_has_become_of_it():
    fair = Fair(has_signed_in=True)
    by_form(fair)
    code = fair.waiting().code

    def letters() -> list[Any]:
        mail.outbox.clear()
        send_due(lambda: None, clock=lambda: timezone.now() + timedelta(minutes=1))
        return [(one.to, one.subject) for one in mail.outbox]

    assert letters() == [(["rival@example.org"], "Do you come for Lantern? Fair")]
    assert reverse("own_transfer", args=[code]) in mail.outbox[0].body
    agree(fair.waiting(), by=fair.second)
    assert letters() == [(["rival@example.org"], "Your company: Fair")]
    assert "That has been confirmed." in mail.outbox[0].body


def test_a_sheet_imported_again_asks_once_and_says_what_waits():
    fair = Fair()
    plans = [by_sheet(fair) for _ in range(2)]
    notes = [plan.fates[0].notes for plan in plans]
    assert notes == [["that they come for “Lantern” waits for a second word"]] * 2
    assert ([plan.fates[0].state for plan in plans], Transfer.objects.count()) == (["changed"] * 2, 1)


@pytest.mark.parametrize(("is_kept", "waits"), [(True, True), (False, False)])
def test_a_merge_with_somebody_who_has_no_account_is_no_way_into_their_company(is_kept, waits):
    fair = Fair(is_kept=is_kept)
    colleague = make.make_person("Ng See Yuen", account=None, email=None)
    later = make.make_edition(market=fair.edition.market)
    make.make_delegate(later, person=colleague, organisation=fair.company)
    pair = make.make_resemblance(fair.edition, fair.delegate.person, colleague)
    made = same(pair, fair.delegate.person_id, by=fair.first, edition=fair.edition.pk)
    companies = Organisation.objects.filter(delegates__person__account=fair.account)
    assert (isinstance(made, WaitingMerge), fair.company in companies) == (waits, not waits)
