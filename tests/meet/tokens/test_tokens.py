"""Give programs tokens, use them, lose them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from praya.core.accounts.models import Account
from praya.core.api import limits
from praya.core.audit.models import Entry
from praya.core.jobs.models import Job
from praya.core.personal.queries import subject_of
from praya.match.repairs.applying import apply_repair
from praya.match.repairs.models import Repair
from praya.meet.accreditation.actions import decide, take_back
from praya.meet.accreditation.cutting import leave, leave_ahead
from praya.meet.accreditation.models import OVER, Delegate
from praya.meet.editions.actions import remove_team_member
from praya.meet.editions.models import TeamMember
from praya.meet.tokens.models import Token
from praya.meet.tokens.tasks import tell_of_token
from tests import builders as make
from tests.show.works.shelf import Market, open_market

pytestmark = pytest.mark.django_db


def given(market: Market, who: str = "badge", **typed: object) -> str:
    """Make a token by the page and return its secret."""
    words = {"name": "our website", "operations": ["works_api"], "days": "90", **typed}
    answer = market.clients[who].post(f"/e/{market.edition.slug}/tokens/", words)
    assert answer.status_code == 200, answer.content.decode()
    return answer.context["made"].secret


def asked(market: Market, secret: str, path: str = "api/works/") -> tuple[int, dict]:
    """Ask as a program does: without a session."""
    answer = Client().get(f"/e/{market.edition.slug}/{path}", headers={"Authorization": f"Bearer {secret}"})
    return answer.status_code, answer.json()


@pytest.fixture
def market() -> Market:
    one = open_market()
    one.edition.is_public = False
    one.edition.save()
    make.make_work(one.edition, make.make_title("Seen by badges", level="badge"), exhibitor=one.exhibitor)
    for who in ("badge", "buyer"):
        make.prove(one.clients[who])
    return one


def test_an_open_session_alone_makes_none_and_what_was_typed_is_kept(market: Market) -> None:
    owner = make.sign_in(Client(), market.delegates["badge"].person.account)
    page = f"/e/{market.edition.slug}/tokens/"
    names = [name for _part, group in owner.get(page).context["form"].fields["operations"].choices for name, _label in group][:2]
    typed = {"name": "Ana's & José's laptop", "operations": names, "days": "365"}
    asked = owner.post(page, typed)
    proof, _mark, query = asked["Location"].partition("?")
    (then,) = parse_qs(query)["next"]
    assert (proof, then.startswith(f"{page}?name="), Token.objects.count()) == ("/accounts/proof/", True, 0)
    assert owner.post(page, {**typed, "name": ""}).status_code == 422
    shown = make.prove(owner).get(then)
    form = shown.context["form"]
    assert {name: form[name].value() for name in typed} == typed
    assert (Token.objects.count(), owner.post(then, typed).context["made"].token.name) == (0, typed["name"])


def test_the_owner_is_written_to_of_every_token(market: Market, settings: Any) -> None:
    settings.PUBLIC_URL = "https://market.example"
    given(market, name="Buy this: evil.example")
    (job,) = Job.objects.filter(result__task_path__endswith="tell_of_token")
    assert (job.account, job.edition) == (None, 0)
    tell_of_token.func(None, Token.objects.get().pk)
    (letter,) = mail.outbox
    assert letter.to == [market.delegates["badge"].person.account.email]
    assert f"https://market.example/e/{market.edition.slug}/tokens/" in letter.body
    assert "evil.example" not in letter.subject + letter.body
    Account.objects.update(is_active=False)
    tell_of_token.func(None, Token.objects.get().pk)
    assert len(mail.outbox) == 1


def test_a_program_reads_what_its_owner_may_read(market: Market) -> None:
    status, content = asked(market, given(market))
    assert (status, [one["name"] for one in content["results"]]) == (200, ["Seen by badges"])


def test_only_the_hash_of_a_secret_is_kept_and_no_other_page_shows_it(market: Market) -> None:
    secret = given(market)
    kept = Token.objects.values().get()
    assert secret not in str(kept)
    assert secret not in market.clients["badge"].get(f"/e/{market.edition.slug}/tokens/").content.decode()
    entry = Entry.objects.get(action="make token")
    assert entry.after == {"name": "our website", "operations": ["works_api"], "ends_at": kept["ends_at"].isoformat()}


def test_when_it_was_last_used_is_written_once_an_hour(market: Market) -> None:
    secret = given(market)
    asked(market, secret)
    used = Token.objects.get().used_at
    assert used is not None
    asked(market, secret)
    assert Token.objects.get().used_at == used


@pytest.mark.parametrize(
    "change",
    [
        {"ends_at": timezone.now() - timedelta(seconds=1)},
        {"withdrawn_at": timezone.now()},
        {"digest": "0" * 64},
    ],
)
def test_a_token_that_is_over_withdrawn_or_unknown_opens_nothing(market: Market, change: dict) -> None:
    secret = given(market)
    Token.objects.update(**change)
    assert asked(market, secret) == (401, {"error": {"code": "token", "message": "This token is unknown, over or withdrawn."}})


def test_the_token_of_a_closed_account_opens_nothing(market: Market) -> None:
    secret = given(market)
    account = Token.objects.get().account
    account.is_active = False
    account.save()
    assert asked(market, secret)[0] == 401


def test_a_token_dies_with_its_owners_accreditation(market: Market) -> None:
    secret = given(market)
    delegate = Token.objects.get().account.person.delegates.get()
    delegate.status = "refused"
    delegate.save()
    assert asked(market, secret)[0] == 404


@pytest.mark.parametrize("again", ["approved once more", "refusal taken back"])
def test_refusing_its_owner_withdraws_it_for_good(market: Market, again: str) -> None:
    secret = given(market)
    others = given(market, "buyer")
    delegate = market.delegates["badge"]
    refused = decide(market.edition, [delegate.pk], status="refused", category=None, by=None)
    assert Entry.objects.filter(action="withdraw token").count() == 1
    if again == "refusal taken back" and refused is not None:
        take_back(market.edition, refused, by=None)
    else:
        decide(market.edition, [delegate.pk], status="approved", category=None, by=None)
    delegate.refresh_from_db()
    assert (delegate.status, asked(market, secret)[0], asked(market, others)[0]) == ("approved", 401, 200)


def left_by_repair(market: Market, delegate: Delegate) -> None:
    address = f"/e/{market.edition.slug}/manage/repair/person/{delegate.code}/"
    make.sign_in(Client(), make.make_team_member(market.edition)).post(address, {"kind": "left", "on": "2027-03-15"})
    repair = Repair.objects.get()
    apply_repair(repair, by=None, at=make.HK_MORNING)


def left(market: Market, delegate: Delegate) -> None:
    leave(delegate, by=None)


def erased(market: Market, delegate: Delegate) -> None:
    leave_ahead(subject_of(delegate.person.account), make.HK_MORNING)


@pytest.mark.parametrize("end", [left, erased, left_by_repair], ids=lambda end: end.__name__)
def test_leaving_withdraws_it_for_good(market: Market, end: Any) -> None:
    secret, others = given(market), given(market, "buyer")
    delegate = market.delegates["badge"]
    feed = delegate.feed_token
    end(market, delegate)
    delegate.refresh_from_db()
    assert (delegate.status, Entry.objects.filter(action="withdraw token").count()) == ("left", 1)
    decide(market.edition, [delegate.pk], status="approved", category=None, by=None)
    delegate.refresh_from_db()
    assert (delegate.status, asked(market, secret)[0], asked(market, others)[0]) == ("approved", 401, 200)
    assert delegate.feed_token != feed


def test_every_state_but_two_ends_taking_part() -> None:
    assert set(Delegate.Status) - OVER == {Delegate.Status.APPLIED, Delegate.Status.APPROVED}


def test_leaving_the_team_withdraws_it_for_good(market: Market) -> None:
    make.make_team_member(market.edition)
    account = make.make_team_member(market.edition)
    token = Token.objects.create(edition=market.edition, account=account, name="ours", digest="x", ends_at=timezone.now())
    remove_team_member(TeamMember.objects.get(account=account), by=None)
    token.refresh_from_db()
    assert token.withdrawn_at is not None


def test_a_token_reads_no_other_edition_even_where_its_owner_may(market: Market) -> None:
    secret = given(market)
    other = make.make_edition(slug="other", is_public=True)
    answer = Client().get(f"/e/{other.slug}/api/works/", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 404


def test_a_token_reads_only_what_it_was_made_for(market: Market) -> None:
    secret = given(market)
    Token.objects.update(operations=["catalogue_api"])
    assert asked(market, secret)[0] == 404


def test_a_token_opens_no_page(market: Market) -> None:
    secret = given(market)
    answer = Client().get(f"/e/{market.edition.slug}/works/", headers={"Authorization": f"Bearer {secret}"})
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/accounts/login/")


@pytest.mark.parametrize("header", ["Basic YTpi", "Bearer", "Bearer ", "Bearer praya_", "praya_x", "Bearer praya_\u00e9"])
def test_a_mangled_header_is_a_wrong_token(market: Market, header: str) -> None:
    answer = Client().get(f"/e/{market.edition.slug}/api/works/", headers={"Authorization": header})
    assert answer.status_code == 401


def test_other_secrets_of_the_house_are_no_tokens(market: Market) -> None:
    secret = given(market)
    delegate = Token.objects.get().account.person.delegates.get()
    session = market.clients["badge"].cookies["praya"].value
    flipped = secret[:-1] + ("a" if secret[-1] != "a" else "b")
    for other in (delegate.feed_token, session, f"praya_{session}", secret[:-1], flipped):
        assert asked(market, other)[0] == 401
    assert Client().get(f"/feeds/{secret}.ics").status_code == 404


def test_a_stranger_is_asked_for_a_token_and_not_sent_to_sign_in(market: Market) -> None:
    answer = Client().get(f"/e/{market.edition.slug}/api/works/")
    assert (answer.status_code, answer["WWW-Authenticate"], answer.json()["error"]["code"]) == (
        401,
        'Bearer realm="Praya"',
        "token",
    )


def test_whoever_asks_too_often_is_told_when_to_ask_again(market: Market, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PER_MINUTE", 3)
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    make.prove(market.clients["badge"])
    secret = given(market, days="365")
    answers = [asked(market, secret) for _ in range(4)]
    assert [status for status, _ in answers] == [200, 200, 200, 429]
    assert answers[3][1]["error"]["code"] == "too_often"
    # A browser of the same account is the same caller.
    assert market.clients["badge"].get(f"/e/{market.edition.slug}/api/works/").status_code == 429


NOW = timezone.now().replace(second=30, microsecond=0)


def test_guessing_tokens_is_counted_too(market: Market, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "STRANGERS_PER_MINUTE", 2)
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    assert [asked(market, f"praya_{n}")[0] for n in range(3)] == [401, 401, 429]


def test_nobody_makes_a_token_for_what_they_may_not_read(market: Market) -> None:
    words = {"name": "x", "operations": ["manage_secrets"], "days": "90"}
    answer = market.clients["badge"].post(f"/e/{market.edition.slug}/tokens/", words)
    assert (answer.status_code, Token.objects.count()) == (422, 0)


@pytest.mark.parametrize("words", [{"name": ""}, {"name": "a\u202eb"}, {"operations": []}, {"days": "9999"}, {"days": ""}])
def test_a_form_filled_in_wrongly_makes_none(market: Market, words: dict) -> None:
    typed = {"name": "x", "operations": ["works_api"], "days": "90", **words}
    answer = market.clients["badge"].post(f"/e/{market.edition.slug}/tokens/", typed)
    assert (answer.status_code, Token.objects.count()) == (422, 0)


def test_there_is_an_end_to_how_many_one_may_have(market: Market, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("praya.meet.tokens.actions.MOST", 1)
    given(market)
    typed = {"name": "x", "operations": ["works_api"], "days": "90"}
    answer = market.clients["badge"].post(f"/e/{market.edition.slug}/tokens/", typed)
    assert (answer.status_code, Token.objects.count()) == (422, 1)


def test_withdrawing_is_written_once_and_shown(market: Market) -> None:
    secret = given(market)
    code = Token.objects.get().code
    for _ in range(2):
        answer = market.clients["badge"].post(f"/e/{market.edition.slug}/tokens/{code}/withdraw/", follow=True)
    assert "withdrawn" in answer.content.decode()
    assert Entry.objects.filter(action="withdraw token").count() == 1
    assert asked(market, secret)[0] == 401


def test_nobody_withdraws_the_token_of_another_but_an_organiser(market: Market) -> None:
    given(market)
    code = Token.objects.get().code
    assert market.clients["buyer"].post(f"/e/{market.edition.slug}/tokens/{code}/withdraw/").status_code == 404
    organiser = make.sign_in(Client(), make.make_team_member(market.edition))
    page = organiser.get(f"/e/{market.edition.slug}/manage/tokens/").content.decode()
    assert "our website" in page
    answer = organiser.post(f"/e/{market.edition.slug}/manage/tokens/{code}/withdraw/")
    assert (answer.status_code, Token.objects.get().withdrawn_at is None) == (302, False)
