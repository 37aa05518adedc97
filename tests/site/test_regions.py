"""Countries are named as the reader's region names them: by their clock, their browser, or where the edition stands."""

from __future__ import annotations

import pytest
from django.test import Client

from praya.core.accounts.models import Account
from praya.core.texts.regions import region, suggest_region
from tests import builders as make

pytestmark = pytest.mark.django_db
ITALY = {"HK": "意大利", "TW": "義大利"}


@pytest.fixture
def reader() -> Client:
    edition = make.make_edition("autumn")
    guest = make.make_delegate(edition)
    company = make.make_exhibitor(edition, "Lantern").organisation
    company.country = "IT"
    company.save()
    client = Client()
    make.sign_in(client, guest.person.account)
    guest.person.account.language = "zh-hant"
    guest.person.account.save()
    client.cookies["django_language"] = "zh-hant"
    return client


def named(client: Client, accept: str = "zh-Hant") -> str:
    html = client.get("/e/autumn/exhibitors/", headers={"accept-language": accept}).text
    return next((where for where, name in ITALY.items() if name in html), "")


def test_the_edition_the_browser_and_the_clock_decide_in_this_order(reader: Client) -> None:
    assert named(reader) == "HK"
    assert named(reader, "zh-TW,zh;q=0.9") == "TW"
    account = Account.objects.get(language="zh-hant")
    account.zone = "Asia/Macau"
    account.save()
    assert named(reader, "zh-TW") == "HK"


def test_nobody_reads_outside_of_a_request() -> None:
    suggest_region("HK")
    assert region() == ""


def test_a_page_is_worded_where_its_reader_is(client: Client) -> None:
    client.cookies["django_language"] = "zh-hant"
    asked = [{"accept-language": f"zh-{where}"} for where in ("HK", "TW")]
    pages = [client.get("/accounts/login/", headers=one).content.decode() for one in asked]
    assert ("電郵" in pages[0], "電子郵件" in pages[0]) == (True, False)
    assert ("電郵" in pages[1], "電子郵件" in pages[1]) == (False, True)
