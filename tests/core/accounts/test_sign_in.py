"""People sign in by a code; whoever was accredited needs no sign-up."""

import re

import pytest
from django.core import mail
from django.test import Client

from praya.core.accounts.actions import claim_person, open_account
from praya.core.accounts.models import Account
from praya.core.audit.models import Entry
from praya.core.directory.models import Person
from tests.builders import make_account, make_person

pytestmark = pytest.mark.django_db

SENT_BODY = re.compile(r"^([A-Z0-9]{3,}-?[A-Z0-9]{3,})$", re.MULTILINE)


def code_in_mail() -> str:
    found = SENT_BODY.search(str(mail.outbox[-1].body))
    assert found is not None, mail.outbox[-1].body
    return found[1]


def ask_for_code(client: Client, address: str) -> str:
    response = client.post("/accounts/login/code/", {"email": address})
    return str(response["Location"])


def test_an_accredited_person_signs_in_without_signing_up(client: Client) -> None:
    person = make_person("Yip Wing-hei", email="wh@example.org", account=None)
    assert ask_for_code(client, "WH@example.org") == "/accounts/login/code/confirm/"
    response = client.post("/accounts/login/code/confirm/", {"code": code_in_mail()})
    assert (response.status_code, response["Location"]) == (302, "/")
    person.refresh_from_db()
    assert person.account is not None
    assert (person.account.email, person.account.name) == ("wh@example.org", "Yip Wing-hei")
    assert str(client.session["_auth_user_id"]) == str(person.account.pk)
    assert [entry.action for entry in Entry.objects.all()] == ["open account"]


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (lambda code: "".join(chr(ord(sign) + 0xFEE0) for sign in code), "wh@example.org"),
        (lambda code: "\u200b" + code, "wh@example.org\u200b"),
        (lambda code: code.replace("-", "\u2013"), "ｗｈ＠example.org"),
        (lambda code: f"\u00a0{code.lower().replace('-', ' ')} ", " WH@Example.org "),
    ],
)
def test_code_and_address_are_known_however_an_input_method_writes_them(client: Client, typed, address: str) -> None:
    make_person(email="wh@example.org", account=None)
    ask_for_code(client, address)
    assert client.post("/accounts/login/code/confirm/", {"code": typed(code_in_mail())}).status_code == 302


def test_the_mail_names_the_code_in_its_subject(client: Client) -> None:
    make_person(email="wh@example.org", account=None)
    ask_for_code(client, "wh@example.org")
    assert mail.outbox[0].subject == f"Your Praya code: {code_in_mail()}"
    assert mail.outbox[0].to == ["wh@example.org"]


def test_an_unknown_address_gets_the_same_answer_and_another_mail(client: Client) -> None:
    assert ask_for_code(client, "nobody@example.org") == "/accounts/login/code/confirm/"
    assert Account.objects.count() == 0
    assert "No account has this address" in mail.outbox[0].body


def test_the_answer_does_not_tell_known_from_unknown(client: Client) -> None:
    make_person(email="wh@example.org", account=None)
    pages = []
    for address in ("wh@example.org", "no@example.org"):
        visitor = Client()
        ask_for_code(visitor, address)
        page = visitor.get("/accounts/login/code/confirm/").content.decode()
        page = re.sub(r'(name="csrfmiddlewaretoken" value|name="csrf" content)="[^"]+"', "", page)
        pages.append(page.replace(address, "ADDRESS"))
    assert pages[0] == pages[1]


def test_a_wrong_code_is_said_beside_the_field(client: Client) -> None:
    make_person(email="wh@example.org", account=None)
    ask_for_code(client, "wh@example.org")
    response = client.post("/accounts/login/code/confirm/", {"code": "AAAAAA"})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["code"]
    assert "_auth_user_id" not in client.session


def test_signing_in_brings_the_chosen_language(client: Client) -> None:
    make_account("wh@example.org", language="pt")
    ask_for_code(client, "wh@example.org")
    response = client.post("/accounts/login/code/confirm/", {"code": code_in_mail()})
    assert response.cookies["django_language"].value == "pt"


def test_an_account_opened_earlier_takes_up_its_person_when_it_signs_in(client: Client) -> None:
    account = make_account("wh@example.org")
    person = make_person(email="wh@example.org", account=None)
    ask_for_code(client, "wh@example.org")
    client.post("/accounts/login/code/confirm/", {"code": code_in_mail()})
    assert Person.objects.get(pk=person.pk).account == account
    assert Account.objects.count() == 1


def test_a_person_is_never_taken_from_their_account() -> None:
    person = make_person(email="wh@example.org")
    assert open_account("wh@example.org") is None
    assert claim_person(make_account("other@example.org")) is None
    assert Person.objects.get(pk=person.pk).account == person.account


def test_an_account_has_one_person_only() -> None:
    account = make_account("second@example.org")
    make_person(email="first@example.org", account=account)
    second = make_person(email="second@example.org", account=None)
    assert claim_person(account) is None
    assert open_account("second@example.org") is None
    assert Person.objects.get(pk=second.pk).account is None


def test_the_sign_in_page_offers_code_and_passkey(client: Client) -> None:
    page = client.get("/accounts/login/").content.decode()
    assert 'action="/accounts/login/code/"' in page
    assert 'id="passkey_login"' in page
