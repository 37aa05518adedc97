"""A merge never gives what one keeps private to the sign-in of another without that person's word or a second organiser's."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.audit.models import Entry
from praya.core.directory.models import Person
from praya.core.duplicates import actions as merging
from praya.core.duplicates import proving
from praya.core.duplicates.actions import merge
from praya.core.duplicates.models import Merge, Resemblance
from praya.meet.duplicates import agreeing
from praya.meet.duplicates.actions import same, say, take_back
from praya.meet.duplicates.agreeing import agree, refuse, withdraw
from praya.meet.duplicates.letters import write_letters
from praya.meet.duplicates.models import WaitingMerge
from praya.meet.duplicates.queries import waiting_pairs
from praya.meet.editions.actions import add_team_member, change_role, remove_team_member, start_edition
from praya.meet.editions.models import TeamMember
from praya.meet.notices.models import Notice
from tests import builders as make

pytestmark = pytest.mark.django_db


class Fair:
    """Hold an edition with two organisers, a star with things of her own, and a record that somebody made look like hers."""

    def __init__(self, *, star: Account | None = None, rival: Account | None = None) -> None:
        self.edition = make.make_edition("fair")
        later = make.make_edition(market=self.edition.market)
        self.first, self.second = (make.make_team_member(self.edition) for _ in range(2))
        self.star = make.make_delegate(self.edition, person=make.make_person("Maggie Cheung", account=star, email=None)).person
        self.rival = make.make_delegate(later, person=make.make_person("張曼玉", account=rival, email=None)).person
        self.pair = make.make_resemblance(self.edition, self.star, self.rival)

    def keeps(self) -> Fair:
        """Let the star keep something private."""
        make.make_notice(self.star.delegates.get(), "published")
        return self

    def same(self, keep: Person, by: Account | None = None) -> object:
        """Say that the two are one."""
        return same(self.pair, keep.pk, by=by or self.first, edition=self.edition.pk)

    @property
    def readers(self) -> set[str]:
        """Return who reads what the star kept."""
        people = Notice.objects.values_list("delegate__person", flat=True)
        return set(Account.objects.filter(person__in=people).values_list("email", flat=True))


def star() -> Account:
    return make.make_account("star@example.org")


def rival() -> Account:
    return make.make_account("rival@example.org", last_login="2027-01-01T00:00Z")


def test_an_officers_merge_waits_where_both_have_an_account() -> None:
    fair = Fair(star=star(), rival=rival()).keeps()
    waiting = fair.same(fair.rival)
    assert isinstance(waiting, WaitingMerge)
    assert (waiting.owner.email, fair.readers, Merge.objects.count()) == ("star@example.org", {"star@example.org"}, 0)
    assert list(waiting_pairs(fair.edition.market_id)) == []
    assert fair.same(fair.rival) == waiting
    assert [entry.action for entry in Entry.objects.filter(subject="meet.waitingmerge")] == ["ask for a merge"]


@pytest.mark.parametrize(
    ("star_has", "rival_has", "keep"),
    [(True, True, "rival"), (False, True, "rival"), (False, True, "star"), (True, True, "star")],
)
def test_whatever_record_is_kept_nobody_new_reads_at_once(star_has: bool, rival_has: bool, keep: str) -> None:
    fair = Fair(star=star() if star_has else None, rival=rival() if rival_has else None).keeps()
    before = fair.readers
    try:
        fair.same(getattr(fair, keep))
    except Refused:
        assert keep == "star"
    assert fair.readers == before


def test_without_an_account_an_address_counts_too() -> None:
    fair = Fair().keeps()
    Person.objects.filter(pk=fair.rival.pk).update(email="rival@example.org")
    assert isinstance(fair.same(fair.rival), WaitingMerge)


def test_records_without_anything_private_are_merged_at_once() -> None:
    fair = Fair(star=star(), rival=rival())
    assert isinstance(fair.same(fair.rival), Merge)


def test_the_same_address_is_the_same_sign_in() -> None:
    fair = Fair(rival=rival()).keeps()
    Person.objects.filter(pk=fair.star.pk).update(email="Rival@Example.org")
    assert isinstance(fair.same(fair.rival), Merge)


def test_the_bare_action_refuses_too() -> None:
    fair = Fair(star=star(), rival=rival()).keeps()
    with pytest.raises(Refused, match="what Maggie Cheung keeps private"):
        merge("person", fair.rival.pk, fair.star.pk, by=fair.first)


def test_a_faulty_judge_would_be_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (merging, agreeing, proving):
        monkeypatch.setattr(module, "exposed_by", lambda keep, other: [])
    fair = Fair(star=star(), rival=rival()).keeps()
    fair.same(fair.rival)
    assert fair.readers == {"rival@example.org"}


def test_whoever_asked_cannot_agree_and_a_second_can() -> None:
    fair = Fair(star=star(), rival=rival()).keeps()
    waiting = fair.same(fair.rival)
    with pytest.raises(Refused, match="cannot agree to it as well"):
        agree(waiting, by=fair.first)
    agree(waiting, by=fair.second)
    waiting.refresh_from_db()
    fair.pair.refresh_from_db()
    assert (waiting.state, waiting.ended_by, fair.pair.state) == ("merged", fair.second, Resemblance.State.SAME)
    entry = Entry.objects.get(action="merge records")
    assert (entry.account_id, entry.after["agreed_by"]) == (fair.first.pk, fair.second.pk)
    with pytest.raises(Refused, match="does not wait any more"):
        agree(waiting, by=fair.second)
    take_back(fair.pair, by=fair.first, edition=fair.edition.pk)
    assert fair.readers == {"star@example.org"}


def test_who_gains_by_it_is_no_second_organiser() -> None:
    gains = rival()
    fair = Fair(star=star(), rival=gains).keeps()
    make.make_team_member(fair.edition, gains)
    with pytest.raises(Refused, match="One of the two records is yours"):
        agree(fair.same(fair.rival), by=gains)


def join(fair: Fair, email: str, *, days: int = 0) -> Account:
    """Let the first organiser bring somebody into the team, some days ago."""
    since = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    account = add_team_member(fair.edition, email=email, role="organiser", by=fair.first).account
    Entry.objects.filter(pk__gt=since).update(at=timezone.now() - timedelta(days=days))
    return account


def test_a_second_mailbox_of_one_officer_gives_no_second_word() -> None:
    fair = Fair(star=star(), rival=rival()).keeps()
    early, lately = join(fair, "early@example.org", days=8), join(fair, "lately@example.org", days=6)
    waiting = fair.same(fair.rival)
    late = join(fair, "late@example.org")
    for mailbox in (late, lately):
        with pytest.raises(Refused, match="in the team for 7 days"):
            agree(waiting, by=mailbox)
    assert fair.readers == {"star@example.org"}
    agree(waiting, by=early)
    assert fair.readers == {"rival@example.org"}


def test_who_came_after_the_asking_does_not_wait_it_out() -> None:
    fair = Fair(star=star(), rival=rival()).keeps()
    waiting = fair.same(fair.rival)
    late = join(fair, "late@example.org", days=20)
    WaitingMerge.objects.filter(pk=waiting.pk).update(asked_at=timezone.now() - timedelta(days=30))
    with pytest.raises(Refused, match="since before this was asked"):
        agree(waiting, by=late)


def test_nor_does_the_second_mailbox_ask_and_the_officer_agree() -> None:
    fair = Fair(star=star(), rival=rival()).keeps()
    lately = join(fair, "lately@example.org")
    waiting = fair.same(fair.rival, by=lately)
    with pytest.raises(Refused, match="joined the team only lately"):
        agree(waiting, by=fair.first)
    remove_team_member(TeamMember.objects.get(account=lately), by=fair.first)
    with pytest.raises(Refused, match="or has left it"):
        agree(waiting, by=fair.first)
    agree(waiting, by=waiting.owner)


def test_a_new_part_and_an_edition_of_ones_own_make_nobody_older() -> None:
    fair = Fair(star=star(), rival=rival()).keeps()
    helper = make.make_team_member(fair.edition, role="desk")
    change_role(TeamMember.objects.get(account=helper), "organiser", by=fair.first)
    lately = join(fair, "lately@example.org")
    days = {"starts_on": make.FIRST_DAY, "ends_on": make.LAST_DAY, "slot_minutes": 30}
    start_edition(by=lately, market=fair.edition.market, market_name={}, name={"en": "Own"}, slug="own", **days)
    waiting = fair.same(fair.rival)
    for one in (helper, lately):
        with pytest.raises(Refused, match="Only an organiser"):
            agree(waiting, by=one)


def test_the_owner_agrees_even_where_both_sign_in() -> None:
    fair = Fair(star=make.make_account("star@example.org", last_login=timezone.now()), rival=rival()).keeps()
    waiting = fair.same(fair.rival)
    with pytest.raises(Refused, match="Both 張曼玉 and Maggie Cheung sign in"):
        agree(waiting, by=fair.second)
    agree(waiting, by=waiting.owner)
    assert fair.readers == {"rival@example.org"}


def test_the_owner_says_no() -> None:
    fair = Fair(star=star(), rival=rival()).keeps()
    waiting = fair.same(fair.rival)
    with pytest.raises(Refused, match="Only the owner"):
        refuse(waiting, by=fair.second)
    refuse(waiting, by=waiting.owner)
    fair.pair.refresh_from_db()
    assert (fair.pair.state, fair.readers) == (Resemblance.State.DIFFERENT, {"star@example.org"})


def test_it_is_withdrawn_until_then() -> None:
    fair = Fair(star=star(), rival=rival()).keeps()
    waiting = fair.same(fair.rival)
    with pytest.raises(Refused, match="Withdraw it first"):
        say(fair.pair, "different", by=fair.first, edition=fair.edition.pk)
    withdraw(waiting, by=fair.first)
    assert list(waiting_pairs(fair.edition.market_id)) == [fair.pair]
    with pytest.raises(Refused, match="does not wait any more"):
        agree(waiting, by=fair.second)
    assert fair.same(fair.rival) != waiting


def test_a_word_given_for_one_account_is_not_used_for_another() -> None:
    fair = Fair(star=star(), rival=rival()).keeps()
    waiting = fair.same(fair.rival)
    Person.objects.filter(pk=fair.rival.pk).update(account=make.make_account("third@example.org"))
    with pytest.raises(Refused, match="has changed since this was asked"):
        agree(waiting, by=fair.second)


def test_both_are_written_to_once_for_each_state() -> None:
    fair = Fair(star=star(), rival=rival()).keeps()
    waiting = fair.same(fair.rival)
    assert (write_letters(waiting.pk), write_letters(waiting.pk)) == (2, 0)
    by_address = {letter.to[0]: letter.body for letter in mail.outbox}
    assert f"/account/merges/{waiting.code}/" in by_address["star@example.org"]
    assert waiting.code not in by_address["rival@example.org"]
    agree(waiting, by=fair.second)
    assert write_letters(waiting.pk) == 3
    told = {letter.to[0] for letter in mail.outbox[2:]}
    assert told == {"star@example.org", "rival@example.org", fair.first.email}
    assert all("one now" in letter.body for letter in mail.outbox[2:])


def test_the_pages_of_both(client: Client) -> None:
    fair = Fair(star=star(), rival=rival()).keeps()
    make.prove(make.sign_in(client, fair.first))
    queue = f"/e/{fair.edition.slug}/manage/duplicates/"
    said = client.post(f"{queue}{fair.pair.code}/say/", {"say": "same", "keep": fair.rival.pk}, follow=True).content.decode()
    waiting = WaitingMerge.objects.get()
    page = f"{queue}waiting/{waiting.code}/"
    assert ("The merge waits for a second word" in said, page in said) == (True, True)
    assert 'value="agree"' not in client.get(page).content.decode()
    second, own = make.sign_in(Client(), fair.second), make.prove(make.sign_in(Client(), fair.star.account))
    assert 'value="agree"' in second.get(page).content.decode()
    asked = own.get(f"/account/merges/{waiting.code}/").content.decode()
    assert ("r…@example.org" in asked, "rival@example.org" in asked) == (True, False)
    assert make.prove(second).get(f"/account/merges/{waiting.code}/").status_code == 404
    assert own.post(f"/account/merges/{waiting.code}/", {"do": "perhaps"}).status_code == 404
    own.post(f"/account/merges/{waiting.code}/", {"do": "agree"})
    assert fair.readers == {"rival@example.org"}
    assert "one now" in own.get(f"/account/merges/{waiting.code}/").content.decode()
    assert 'value="agree"' not in second.get(page).content.decode()


def test_the_second_organiser_agrees_or_withdraws_by_a_button(client: Client) -> None:
    fair = Fair(star=star(), rival=rival()).keeps()
    waiting = fair.same(fair.rival)
    page = f"/e/{fair.edition.slug}/manage/duplicates/waiting/{waiting.code}/"
    make.prove(make.sign_in(client, fair.second))
    assert "Withdrawn" in client.post(page, {"do": "withdraw"}, follow=True).content.decode()
    again = fair.same(fair.rival)
    page = page.replace(waiting.code, again.code)
    assert client.post(page, {"do": "else"}).status_code == 404
    unproved = make.sign_in(Client(), fair.second).post(page, {"do": "agree"})
    assert (unproved["Location"], fair.readers) == (f"/accounts/proof/?next={quote(page, safe='')}", {"star@example.org"})
    assert "one record now" in client.post(page, {"do": "agree"}, follow=True).content.decode()
    assert fair.readers == {"rival@example.org"}
