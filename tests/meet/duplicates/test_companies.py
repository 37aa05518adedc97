"""A merge never opens what is kept for the people of one company to those of another without a second organiser's word."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.core import mail
from django.test import Client

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.audit.models import Entry
from praya.core.duplicates import actions as merging
from praya.core.duplicates import proving
from praya.core.duplicates.actions import merge
from praya.core.duplicates.models import Merge, Resemblance
from praya.meet.accreditation.models import Delegate
from praya.meet.duplicates import agreeing
from praya.meet.duplicates.actions import same, same_where_certain, take_back
from praya.meet.duplicates.agreeing import agree, withdraw
from praya.meet.duplicates.letters import write_letters
from praya.meet.duplicates.models import WaitingMerge
from praya.meet.duplicates.queries import waiting_pairs
from praya.meet.notices.models import Notice
from tests import builders as make

pytestmark = pytest.mark.django_db


class Fair:
    """Hold an edition with two organisers and two companies, with as many people each as said; the first keeps something."""

    def __init__(self, *, lantern: int = 1, tide: int = 1, is_kept: bool = True) -> None:
        self.edition = make.make_edition("fair")
        self.first, self.second = (make.make_team_member(self.edition) for _ in range(2))
        market = self.edition.market_id
        self.lantern = make.make_organisation("Lantern Pier", reference=f"{market}/l")
        self.tide = make.make_organisation("燈籠碼頭", reference=f"{market}/t")
        for firm, count in ((self.lantern, lantern), (self.tide, tide)):
            for number in range(count):
                address = f"{'lantern' if firm == self.lantern else 'tide'}{number}@example.org"
                person = make.make_person(account=make.make_account(address), email=address)
                make.make_delegate(self.edition, person=person, organisation=firm)
        if is_kept:
            reader = make.make_delegate(self.edition, person=make.make_person(account=None, email=None))
            Notice.objects.create(delegate=reader, kind="published", company=self.lantern)
        self.pair = make.make_resemblance(self.edition, self.lantern, self.tide)

    def same(self, by: Account | None = None) -> object:
        """Say that the two are one, and keep the second."""
        return same(self.pair, self.tide.pk, by=by or self.first, edition=self.edition.pk)

    @property
    def readers(self) -> set[str]:
        """Return who comes for the company for which something is kept."""
        companies = Notice.objects.values_list("company")
        return set(Account.objects.filter(person__delegates__organisation__in=companies).values_list("email", flat=True))


def test_a_merge_of_two_companies_with_people_waits_for_a_second_organiser() -> None:
    fair = Fair()
    waiting = fair.same()
    assert isinstance(waiting, WaitingMerge)
    assert (waiting.owner, fair.readers, Merge.objects.count()) == (None, {"lantern0@example.org"}, 0)
    assert (list(waiting_pairs(fair.edition.market_id)), fair.same()) == ([], waiting)
    assert [entry.action for entry in Entry.objects.filter(subject="meet.waitingmerge")] == ["ask for a merge"]
    with pytest.raises(Refused, match="cannot agree to it as well"):
        agree(waiting, by=fair.first)
    agree(waiting, by=fair.second)
    waiting.refresh_from_db()
    fair.pair.refresh_from_db()
    assert (waiting.state, waiting.ended_by, fair.pair.state) == ("merged", fair.second, Resemblance.State.SAME)
    entry = Entry.objects.get(action="merge records")
    assert (entry.account_id, entry.after["agreed_by"]) == (fair.first.pk, fair.second.pk)
    assert fair.readers == {"lantern0@example.org", "tide0@example.org"}
    take_back(fair.pair, by=fair.first, edition=fair.edition.pk)
    assert fair.readers == {"lantern0@example.org"}


@pytest.mark.parametrize(
    ("lantern", "tide", "is_kept", "waits"),
    [
        (1, 1, True, True),
        (1, 1, False, True),  # what the two keep later, and what is a secret, is opened as well
        (0, 1, True, True),
        (0, 0, True, True),
        (1, 0, True, True),
        (1, 0, False, False),
        (0, 1, False, False),
        (0, 0, False, False),
    ],
)
def test_who_reads_and_what_is_kept_decide(lantern: int, tide: int, is_kept: bool, waits: bool) -> None:
    fair = Fair(lantern=lantern, tide=tide, is_kept=is_kept)
    assert isinstance(fair.same(), WaitingMerge if waits else Merge)


def test_what_the_company_that_stays_keeps_is_opened_to_people_alone() -> None:
    fair = Fair(lantern=1, tide=0)
    fair.pair = make.make_resemblance(fair.edition, fair.lantern, bare := make.make_organisation("Lantern"))
    make.make_delegate(fair.edition, organisation=bare, person=make.make_person(account=None, email=None))
    assert isinstance(same(fair.pair, fair.lantern.pk, by=fair.first, edition=fair.edition.pk), Merge)
    Delegate.objects.filter(organisation=fair.lantern).delete()
    other = make.make_organisation("Lantern Quay")
    pair = make.make_resemblance(fair.edition, fair.lantern, other)
    make.make_delegate(fair.edition, organisation=other)
    assert isinstance(same(pair, fair.lantern.pk, by=fair.first, edition=fair.edition.pk), WaitingMerge)


def test_the_same_people_read_nothing_new() -> None:
    fair = Fair(tide=0)
    later = make.make_edition(market=fair.edition.market)
    person = Delegate.objects.get(organisation=fair.lantern).person
    make.make_delegate(later, person=person, organisation=fair.tide)
    assert isinstance(fair.same(), Merge)


def test_an_address_without_an_account_counts_too() -> None:
    fair = Fair(tide=0, is_kept=False)
    make.make_delegate(fair.edition, organisation=fair.tide, person=make.make_person(account=None, email="new@example.org"))
    assert isinstance(fair.same(), WaitingMerge)


def test_the_bare_action_and_a_press_on_all_certain_obey() -> None:
    fair = Fair()
    with pytest.raises(Refused, match="what is kept for Lantern Pier"):
        merge("organisation", fair.tide.pk, fair.lantern.pk, by=fair.first)
    Resemblance.objects.update(is_certain=True)
    came = same_where_certain(fair.edition.market_id, lambda pair: pair.first, by=fair.first, edition=fair.edition.pk)
    assert (came, fair.readers) == ((0, 1, []), {"lantern0@example.org"})


def test_a_faulty_judge_would_be_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (merging, agreeing, proving):
        monkeypatch.setattr(module, "exposed_by", lambda keep, other: [])
    fair = Fair()
    fair.same()
    assert fair.readers == {"lantern0@example.org", "tide0@example.org"}


def test_whoever_comes_for_one_of_them_is_no_second_organiser() -> None:
    fair = Fair()
    mine = Account.objects.get(email="tide0@example.org")
    make.make_team_member(fair.edition, mine)
    with pytest.raises(Refused, match="One of the two records is yours"):
        agree(fair.same(), by=mine)


def test_a_word_given_for_some_people_is_not_used_for_others() -> None:
    fair = Fair()
    waiting = fair.same()
    make.make_delegate(fair.edition, organisation=fair.tide)
    with pytest.raises(Refused, match="has changed since this was asked"):
        agree(waiting, by=fair.second)
    withdraw(waiting, by=fair.first)
    assert list(waiting_pairs(fair.edition.market_id)) == [fair.pair]


def test_what_cannot_be_merged_is_not_asked_for() -> None:
    fair = Fair()
    for firm in (fair.lantern, fair.tide):
        make.make_exhibitor(fair.edition, organisation=firm)
    with pytest.raises(Refused, match="Both exhibit at"):
        fair.same()


def test_the_people_of_both_are_written_to_once_for_each_state() -> None:
    fair = Fair(lantern=2)
    make.make_delegate(fair.edition, organisation=fair.tide, person=make.make_person(account=None, email="later@example.org"))
    waiting = fair.same()
    assert (write_letters(waiting.pk), write_letters(waiting.pk)) == (3, 0)
    people = {"lantern0@example.org", "lantern1@example.org", "tide0@example.org"}
    assert ({letter.to[0] for letter in mail.outbox}, {len(letter.to) for letter in mail.outbox}) == (people, {1})
    assert {letter.subject for letter in mail.outbox} == {"Two records, one company? · Fair"}
    assert all("one company with two records" in letter.body and "second organiser" in letter.body for letter in mail.outbox)
    assert not any(waiting.code in letter.body for letter in mail.outbox)
    agree(waiting, by=fair.second)
    assert write_letters(waiting.pk) == 4
    assert {letter.to[0] for letter in mail.outbox[3:]} == people | {fair.first.email}
    assert all("one now, as 燈籠碼頭" in letter.body for letter in mail.outbox[3:])


def test_the_pages(client: Client) -> None:
    fair = Fair()
    queue = f"/e/{fair.edition.slug}/manage/duplicates/"
    said = {"say": "same", "keep": fair.tide.pk}
    unproved = make.sign_in(Client(), fair.first).post(f"{queue}{fair.pair.code}/say/", said)
    assert unproved["Location"].startswith("/accounts/proof/")
    make.prove(make.sign_in(client, fair.first))
    queued = client.post(f"{queue}{fair.pair.code}/say/", said, follow=True).content.decode()
    page = f"{queue}waiting/{WaitingMerge.objects.get().code}/"
    assert ("The merge waits for a second word" in queued, page in queued, "Lantern Pier" in queued) == (True, True, True)
    first = client.get(page).content.decode()
    assert ('value="agree"' in first, "the people of each company" in first, "Nobody signs in" in first) == (False, True, False)
    second = make.sign_in(Client(), fair.second)
    assert 'value="agree"' in second.get(page).content.decode()
    assert second.post(page, {"do": "agree"})["Location"] == f"/accounts/proof/?next={quote(page, safe='')}"
    assert "one record now" in make.prove(second).post(page, {"do": "agree"}, follow=True).content.decode()
    assert fair.readers == {"lantern0@example.org", "tide0@example.org"}
