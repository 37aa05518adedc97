"""Organisers invite the people they approved, read one of the letters first, and see how far each has come."""

from __future__ import annotations

import smtplib
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils import timezone

from praya.core.actions.refusing import Refused
from praya.core.letters.actions import release
from praya.core.letters.models import Letter, Mailing
from praya.core.letters.sending import send_due
from praya.meet.outbox.inviting_actions import answer_invitation, invite
from praya.meet.outbox.models import InvitationAnswer
from praya.meet.outbox.queries_inviting import stage_counts
from tests import builders as make

pytestmark = pytest.mark.django_db


class Market:
    """Hold an edition with an organiser who looks at it."""

    def __init__(self, client: Client) -> None:
        self.edition = make.make_edition("autumn", reply_to="office@autumn.example")
        self.organiser = make.make_team_member(self.edition)
        self.client = client
        make.sign_in(client, self.organiser)

    def guest(self, name: str, **columns: Any) -> Any:
        return make.make_delegate(self.edition, name=name, **columns)

    def invite(self, *people: Any) -> Mailing:
        return invite(self.edition, [one.pk for one in people], by=self.organiser, at=timezone.now())

    def send(self, mailing: Mailing) -> int:
        release(mailing, by=self.organiser, at=timezone.now())
        return send_due(lambda: None, clock=lambda: timezone.now() + timedelta(minutes=1)).sent

    def stages(self) -> dict[str, int]:
        return {stage: count for stage, count in stage_counts(self.edition).items() if count}


@pytest.fixture
def market(client: Client) -> Market:
    return Market(client)


def test_the_ticked_are_invited_once_their_letter_has_been_read(market: Market) -> None:
    one, two = market.guest("Ana"), market.guest("Bo")
    address = f"/e/{market.edition.slug}/manage/invitations/"
    answer = market.client.post(f"{address}invite/", {"row": [one.code, two.code]})
    mailing = Mailing.objects.get()
    assert answer["Location"] == f"/e/{market.edition.slug}/manage/letters/{mailing.code}/"
    assert "Dear Ana," in market.client.get(answer["Location"]).text
    assert (market.stages(), mail.outbox) == ({"underway": 2}, [])
    assert (market.send(mailing), market.stages()) == (2, {"delivered": 2})
    (letter,) = [one for one in mail.outbox if one.body.startswith("Dear Ana")]
    assert letter.reply_to == ["office@autumn.example"]
    assert f"/e/{market.edition.slug}/invitation/" in letter.body


def test_only_approved_people_are_invited_and_nobody_twice_on_one_day(market: Market) -> None:
    one, applied, elsewhere = market.guest("Ana"), market.guest("Bo", status="applied"), make.make_delegate(make.make_edition())
    assert market.invite(one, applied, elsewhere).letters.count() == 1
    with pytest.raises(Refused):
        market.invite(one, applied, elsewhere)
    assert (Mailing.objects.count(), Letter.objects.count()) == (1, 1)
    Letter.objects.update(made_at=timezone.now() - timedelta(days=1), state="sent")
    assert market.invite(one).letters.count() == 1


def test_a_letter_that_was_thrown_away_was_no_invitation(market: Market) -> None:
    one = market.guest("Ana")
    market.invite(one).letters.update(state="dropped")
    assert (market.stages(), market.invite(one).letters.count()) == ({"uninvited": 1}, 1)


def test_an_address_that_bounces_says_what_the_server_said(market: Market, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_backend: Any, messages: Any) -> int:
        raise smtplib.SMTPRecipientsRefused({messages[0].to[0]: (550, b"5.1.1 nobody of that name")})

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    assert market.send(market.invite(market.guest("Ana"))) == 0
    assert market.stages() == {"bounced": 1}
    page = market.client.get(f"/e/{market.edition.slug}/manage/invitations/?stage=bounced").text
    assert "nobody of that name" in page


def test_how_far_everybody_has_come_is_seen_and_chosen_from(market: Market) -> None:
    comes, absent, looks, silent = (market.guest(name) for name in ("Ana", "Bo", "Cy", "Di"))
    for one in (comes, absent, looks):
        account = make.make_account()
        account.last_login = timezone.now()
        account.save()
        one.person.account = account
        one.person.save()
    answer_invitation(comes, True, "On Tuesday", by=comes.person.account, at=timezone.now())
    answer_invitation(absent, False, "", by=absent.person.account, at=timezone.now())
    market.guest("Ed", status="refused")
    assert market.stages() == {"comes": 1, "absent": 1, "signed_in": 1, "uninvited": 1}
    address = f"/e/{market.edition.slug}/manage/invitations/"
    assert "On Tuesday" in market.client.get(address).text
    for stage, name in (("comes", comes), ("absent", absent), ("signed_in", looks), ("uninvited", silent)):
        rows = market.client.get(f"/e/{market.edition.slug}/manage/api/invitations/?stage={stage}")
        page = market.client.get(f"{address}?stage={stage}").text
        names = [one.person.name for one in (comes, absent, looks, silent) if f"/{one.code}/" in page]
        assert (rows.status_code in {200, 404}, names) == (True, [name.person.name])


def test_an_answer_is_given_changed_and_seen_by_the_team(market: Market) -> None:
    guest = market.guest("Ana")
    account = make.make_account("ana@example.org")
    guest.person.account = account
    guest.person.save()
    own = Client()
    make.sign_in(own, account)
    address = f"/e/{market.edition.slug}/invitation/"
    assert own.post(address, {"comes": "no", "words": "Flu"})["Location"] == address
    assert "1 delegate says that they are not coming" in market.client.get(f"/e/{market.edition.slug}/manage/").text
    assert own.post(address, {"comes": "yes", "words": ""}).status_code == 302
    found = InvitationAnswer.objects.get()
    assert (found.comes, found.words, found.delegate) == (True, "", guest)
    assert "they are not coming" not in market.client.get(f"/e/{market.edition.slug}/manage/").text


def test_an_answer_of_a_tab_that_is_out_of_date_is_refused_and_shows_what_stands(market: Market) -> None:
    guest = market.guest("Ana")
    guest.person.account = make.make_account("ana@example.org")
    guest.person.save()
    own, address = make.sign_in(Client(), guest.person.account), f"/e/{market.edition.slug}/invitation/"
    stale = own.get(address).context["form"].seen_field.value()
    assert own.post(address, {"comes": "no", "words": "Flu", "seen": stale}).status_code == 302
    for _twice in range(2):  # pressed again by mistake, the same answer is no other
        assert own.post(address, {"comes": "no", "words": "Flu", "seen": stale}).status_code == 302
    late = own.post(address, {"comes": "yes", "words": "On Tuesday", "seen": stale})
    found = InvitationAnswer.objects.get()
    assert (late.status_code, found.comes, found.words) == (422, False, "Flu")
    assert "A line to the organisers is now: Flu" in late.text
    assert "Are you coming? is now: I am not coming" in late.text
    assert 'value="On Tuesday"' in late.text
    again = late.context["form"].seen_field.value()
    assert own.post(address, {"comes": "yes", "words": "On Tuesday", "seen": again}).status_code == 302
    assert InvitationAnswer.objects.get().comes


@pytest.mark.parametrize("given", [{}, {"comes": "perhaps"}, {"comes": "yes", "words": "x" * 301}])
def test_an_answer_that_is_none_is_refused(market: Market, given: dict[str, str]) -> None:
    guest = market.guest("Ana")
    guest.person.account = make.make_account("ana@example.org")
    guest.person.save()
    own = Client()
    make.sign_in(own, guest.person.account)
    answer = own.post(f"/e/{market.edition.slug}/invitation/", given)
    assert (answer.status_code, InvitationAnswer.objects.count()) == (422, 0)


def test_nobody_ticked_is_told_so(market: Market) -> None:
    answer = market.client.post(f"/e/{market.edition.slug}/manage/invitations/invite/", {}, follow=True)
    assert "tick the people concerned first" in answer.text


def test_an_invitation_to_an_edition_that_is_over_is_not_sent(market: Market) -> None:
    mailing = market.invite(market.guest("Ana"))
    market.edition.starts_on = market.edition.ends_on = timezone.now().date() - timedelta(days=2)
    market.edition.save()
    assert (market.send(mailing), mail.outbox) == (0, [])
