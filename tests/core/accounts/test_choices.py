"""People choose their language and look after their account."""

import pytest
from django.test import Client
from django.urls import reverse

from praya.core.accounts.models import Account
from praya.core.audit.models import Entry
from tests.builders import make_account, sign_in

pytestmark = pytest.mark.django_db


def test_a_stranger_chooses_a_language_for_the_browser(client: Client) -> None:
    response = client.post("/language/", {"language": "zh-hant", "next": "/accounts/login/"})
    assert (response.status_code, response["Location"]) == (302, "/accounts/login/")
    assert response.cookies["django_language"].value == "zh-hant"
    assert Entry.objects.count() == 0


def test_an_account_keeps_its_language(client: Client) -> None:
    account = make_account()
    sign_in(client, account).post("/language/", {"language": "pt", "next": "/"})
    account.refresh_from_db()
    assert account.language == "pt"
    entry = Entry.objects.get()
    assert (entry.action, entry.account, entry.before["language"], entry.after["language"]) == (
        "change account",
        account,
        "",
        "pt",
    )


def test_choosing_the_same_language_again_leaves_no_trace(client: Client) -> None:
    sign_in(client, make_account(language="pt")).post("/language/", {"language": "pt"})
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_the_way_back_never_leaves_the_house(client: Client, target: str) -> None:
    assert client.post("/language/", {"language": "pt", "next": target})["Location"] == "/"


def test_the_language_is_changed_where_its_reader_was(client: Client) -> None:
    found = "/e/pearl/people/?q=chan"
    assert client.post("/language/", {"language": "pt", "next": found})["Location"] == found
    assert client.post("/language/", {"language": "pt", "next": "/e/pearl/apply/withdraw/"})["Location"] == "/e/pearl/apply/"


def test_a_refused_form_leads_back_to_the_page_that_it_stood_on(client: Client) -> None:
    here = f"http://testserver{reverse('account_login')}"
    for headers in ({"Referer": here}, {}):
        page = client.post(reverse("account_login"), {"login": "nobody"}, headers=headers)
        assert page.status_code == 422
        assert f'value="{headers.get("Referer", reverse("account_login"))}"' in page.content.decode()


def test_an_unknown_language_changes_nothing(client: Client) -> None:
    assert dict(client.post("/language/", {"language": "xx"}).cookies) == {}


def test_strangers_are_asked_to_sign_in(client: Client) -> None:
    assert client.get("/account/")["Location"] == "/accounts/login/?next=/account/"


def test_choices_are_saved_and_recorded(client: Client) -> None:
    account = make_account(name="Yip")
    response = sign_in(client, account).post("/account/", {"name": "Yip Wing-hei", "language": "zh-hant", "zone": "Asia/Macau"})
    assert (response.status_code, response["Location"]) == (302, "/account/")
    account.refresh_from_db()
    assert (account.name, account.language, account.zone) == ("Yip Wing-hei", "zh-hant", "Asia/Macau")
    assert Entry.objects.get().after == {"name": "Yip Wing-hei", "language": "zh-hant", "zone": "Asia/Macau"}


def test_clearing_the_language_asks_the_browser_again(client: Client) -> None:
    response = sign_in(client, make_account(language="pt")).post("/account/", {"name": "", "language": "", "zone": ""})
    assert response.cookies["django_language"].value == ""


def test_an_unknown_zone_is_refused_and_what_was_typed_stays(client: Client) -> None:
    account = make_account()
    response = sign_in(client, account).post("/account/", {"name": "Kept", "language": "", "zone": "Moon/Base"})
    assert response.status_code == 422
    assert response.context["form"]["name"].value() == "Kept"
    assert list(response.context["form"].errors) == ["zone"]
    assert Account.objects.get(pk=account.pk).name == ""
