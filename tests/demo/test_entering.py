"""Show that a demo's links sign in, and that nothing else does."""

import re
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from django.core import signing
from django.test import Client

from praya.demo.entering import token_for
from praya.demo.market import load
from praya.demo.places import BRIDGE_MARKET, DAYS_MARKET
from praya.demo.roles import roles_of
from praya.demo.size import SMALL
from praya.meet.editions.models import Edition
from tests import builders as make

pytestmark = pytest.mark.django_db


def path_for(account, leads_to="/") -> str:
    return f"/demo/enter/{token_for(account, 'buyer', leads_to)}/"


def test_a_link_asks_once_and_signs_in_when_confirmed(client, settings) -> None:
    settings.DEMO = True
    account = make.make_account("buyer@example.org", name="Mei Lam")
    path = path_for(account, "/e/harbour/agenda/")
    page = client.get(path)
    assert (page.status_code, "_auth_user_id" in client.session) == (200, False)
    assert "You will be signed in as Mei Lam." in page.content.decode()
    answer = client.post(path)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/e/harbour/agenda/")
    assert client.session["_auth_user_id"] == str(account.pk)


def test_outside_a_demonstration_the_same_link_is_like_any_absent_page(client, settings) -> None:
    account = make.make_account()
    settings.DEMO = True
    path = path_for(account)
    settings.DEMO = False
    for method in (client.get, client.post):
        answer = method(path)
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/accounts/login/?next={quote(path)}")
    make.sign_in(client, make.make_account())
    assert (client.get(path).status_code, client.post(path).status_code) == (404, 404)


@pytest.mark.parametrize("fault", ["forged", "old", "gone", "inactive"])
def test_a_link_that_does_not_hold_is_refused(client, settings, fault, monkeypatch) -> None:
    settings.DEMO = True
    account = make.make_account()
    path = path_for(account)
    if fault == "forged":
        path = f"/demo/enter/{signing.dumps({'account': account.pk, 'role': 'x', 'to': '/'}, salt='another', compress=True)}/"
    elif fault == "old":
        monkeypatch.setattr("praya.demo.entering.VALID_SECONDS", -1)
    elif fault == "gone":
        account.delete()
    else:
        account.is_active = False
        account.save()
    make.sign_in(client, make.make_account())
    assert client.post(path).status_code == 404


@pytest.mark.parametrize("is_demo", [True, False])
def test_the_first_page_offers_each_role_by_one_button_in_a_demonstration_only(client, settings, is_demo) -> None:
    edition = load(SMALL, 1, datetime.now(UTC).replace(microsecond=0)).edition
    settings.DEMO = is_demo
    page = client.get("/").content.decode()
    offered = re.findall(r'<form method="post" action="(/demo/enter/[^"]+)">', page)
    assert (len(offered), "Try the demonstration" in page) == ((len(roles_of(edition)) + 4) * is_demo, is_demo)
    if is_demo:
        answer = client.post(offered[0])
        assert (answer.status_code, answer["Location"]) == (302, f"/e/{edition.slug}/manage/")
        for words in (
            "The board of a market on its day",
            "Harbour Days 20",
            "Requests that close in a few days",
            "Script Bridge Forum 20",
        ):
            assert words in page
        leads = [Client().post(address)["Location"] for address in offered[-4:]]
        days, bridge = (Edition.objects.get(market__slug=slug).slug for slug in (DAYS_MARKET, BRIDGE_MARKET))
        pages = [f"{days}/manage/board/", f"{days}/manage/board/wall/", f"{bridge}/requests/", f"{bridge}/manage/rounds/"]
        assert leads == [f"/e/{page}" for page in pages]
        assert "/demo/enter/" not in client.get("/").content.decode()


def test_an_empty_demonstration_offers_no_role(client, settings) -> None:
    settings.DEMO = True
    assert "/demo/enter/" not in client.get("/").content.decode()
