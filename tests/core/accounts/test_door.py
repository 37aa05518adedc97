"""A stranger at the door learns nothing, guesses little, and locks nobody out."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from praya.core.accounts import browsers, codes, entering, knocks
from praya.core.accounts.models import Account
from tests.builders import make_account, make_person
from tests.site.serving import environment, in_folder, installed

STRANGER, OWNER = "198.51.100.7", "192.0.2.44"
SAVEPOINT = re.compile(r"\bs\d+_x\d+\b")


def ask(client: Client, address: str, *, network: str = STRANGER, page: str = "account_request_login_code") -> int:
    return client.post(reverse(page), {"email": address}, REMOTE_ADDR=network).status_code


def answer(client: Client, code: str, *, network: str = OWNER) -> int:
    return client.post(reverse("account_confirm_login_code"), {"code": code}, REMOTE_ADDR=network).status_code


def code() -> str:
    return str(mail.outbox[-1].subject).rsplit(" ", 1)[1]


def sent_to(address: str) -> int:
    return sum(letter.to == [address] for letter in mail.outbox)


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold the clock in the middle of a minute, and of an hour."""
    moment = timezone.now().replace(minute=30, second=30)
    monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.mark.django_db
@pytest.mark.usefixtures("still")
def test_a_stranger_locks_the_owner_out_of_nothing(client: Client) -> None:
    make_account("own@example.org")
    ask(client, "own@example.org", network=OWNER)
    assert answer(client, code()) == 302
    client.post(reverse("account_logout"))
    assert [ask(Client(), "own@example.org") for _ in range(5)] == [302, 302, 302, 429, 429]
    assert ask(Client(), "own@example.org", network=OWNER) == 302  # from elsewhere, in a browser that nobody knows
    for number in range(20):
        ask(Client(), "own@example.org", network=f"203.0.113.{number // 4}")
    assert ask(Client(), "own@example.org", network=OWNER) == 429
    known = client
    assert ask(known, "own@example.org", network=STRANGER) == 302  # beside the stranger, in the browser that is known
    assert answer(known, code(), network=STRANGER) == 302
    assert sent_to("own@example.org") <= 7 + 12 + 1


@pytest.mark.django_db
@pytest.mark.usefixtures("still")
def test_a_few_networks_that_ask_on_and_on_lock_no_new_browser_out() -> None:
    make_account("own@example.org")
    asked = [ask(Client(), "own@example.org", network=f"203.0.113.{number // 3}") for number in range(30)]
    assert (asked[:18], set(asked[20:])) == ([302] * 18, {302, 429})
    assert [ask(Client(), "own@example.org", network=OWNER) for _ in range(2)] == [302, 429]


@pytest.mark.django_db
def test_the_turn_of_the_hour_brings_no_second_three_tries() -> None:
    turn = timezone.now().replace(minute=0, second=0)
    session: Any = {}
    right = codes.await_code(session, codes.ENTER, "own@example.org", at=turn - timedelta(minutes=2))
    held = codes.awaited(session, codes.ENTER, at=turn)
    assert held is not None
    tries = [held.is_code("WRONG", at=turn - timedelta(seconds=before)) for before in (60, 30, 1)]
    assert (tries, held.is_code(right, at=turn)) == ([False] * 3, False)


@pytest.mark.django_db
def test_refused_strangers_do_not_keep_the_hour_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(knocks, "FIRSTS", ((99, 1), (0, 60)))
    monkeypatch.setattr(knocks, "STRANGERS", ((99, 1), (2, 60)))
    moment = timezone.now().replace(minute=0, second=30)

    def knock(minutes: int, network: str) -> int:
        monkeypatch.setattr(timezone, "now", lambda: moment + timedelta(minutes=minutes))
        return ask(Client(), "own@example.org", network=network)

    attacks = [knock(minutes, f"198.51.100.{minutes + 1}") for minutes in (0, 1, 20, 40, 60)]
    assert (attacks, knock(66, OWNER)) == ([302, 302, 429, 429, 429], 302)


@pytest.mark.django_db
@pytest.mark.usefixtures("still")
def test_first_asks_have_an_end_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(knocks, "FIRSTS", ((3, 1), (5, 60)))
    monkeypatch.setattr(knocks, "STRANGERS", ((2, 1), (2, 60)))
    asked = [ask(Client(), "own@example.org", network=f"203.0.113.{number}") for number in range(7)]
    assert asked == [302] * 5 + [429] * 2
    assert sent_to("own@example.org") == 5


@pytest.mark.django_db
@pytest.mark.usefixtures("still")
def test_without_an_allowance_of_first_asks_the_owner_would_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: where every ask counts as any other, twelve asks from four networks shut the door."""
    monkeypatch.setattr(knocks, "FIRSTS", ((0, 1),))
    for number in range(12):
        ask(Client(), "own@example.org", network=f"203.0.113.{number // 3}")
    assert ask(Client(), "own@example.org", network=OWNER) == 429


@pytest.mark.django_db
@pytest.mark.usefixtures("still")
def test_without_the_cookie_the_owner_would_wait(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: where no browser is known, a stranger beside the owner does stop them."""
    make_account("own@example.org")
    ask(client, "own@example.org")
    answer(client, code())
    client.post(reverse("account_logout"))
    monkeypatch.setattr(knocks, "browser_of", lambda request: None)
    for _ in range(3):
        ask(Client(), "own@example.org")
    assert ask(client, "own@example.org") == 429


@pytest.mark.django_db
def test_a_code_asked_for_elsewhere_leaves_the_owners_as_it_is(client: Client) -> None:
    make_account("own@example.org")
    ask(client, "own@example.org", network=OWNER)
    own = code()
    stranger = Client()
    for _ in range(3):
        ask(stranger, "own@example.org")
        assert [answer(stranger, guess, network=STRANGER) for guess in ("A", "B", own)] == [422, 422, 422]
    assert answer(client, own) == 302


@pytest.mark.django_db
@pytest.mark.usefixtures("still")
def test_a_code_bears_three_tries_and_works_once_for_ten_minutes(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    make_account("own@example.org")
    ask(client, "own@example.org")
    right = code()
    assert [answer(client, guess) for guess in ("A", "B", "C", right)] == [422] * 4
    ask(client, "own@example.org")
    later = timezone.now() + codes.LASTS + timedelta(seconds=1)
    with monkeypatch.context() as patch:
        patch.setattr(timezone, "now", lambda: later)
        assert (answer(client, code()), client.session.get("_auth_user_id")) == (200, None)
    ask(client, "own@example.org")
    assert answer(client, code()) == 302
    client.post(reverse("account_logout"))
    assert (answer(client, code()), client.session.get("_auth_user_id")) == (200, None)


@pytest.mark.django_db
def test_nobody_keeps_a_network_from_its_passkeys(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = [client.post(reverse("mfa_login_webauthn"), {"credential": "{}"}).status_code for _ in range(15)]
    assert sent == [302] * 15
    monkeypatch.setattr(knocks, "NETWORK", (15, 1))
    answer = [client.post(reverse("mfa_login_webauthn"), {"credential": "{}"}) for _ in range(16)][-1]
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")


@pytest.mark.django_db
def test_a_forged_or_foreign_cookie_makes_no_browser_known(client: Client) -> None:
    make_account("own@example.org")
    make_account("other@example.org")
    ask(client, "other@example.org")
    answer(client, code())
    client.post(reverse("account_logout"))
    cookie = client.cookies[settings.BROWSER_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", browsers.AGE)
    assert "other" not in cookie.value
    forged = Client()
    forged.cookies[settings.BROWSER_COOKIE_NAME] = cookie.value[:-3] + "abc"
    request = forged.get(reverse("account_login")).wsgi_request
    assert browsers.browser_of(request) is None
    known = browsers.browser_of(client.get(reverse("account_login")).wsgi_request)
    assert known is not None
    assert (known.knows("other@example.org"), known.knows("own@example.org")) == (True, False)


@pytest.mark.django_db
def test_an_account_opens_by_its_code_and_not_before(client: Client) -> None:
    ask(client, "new@example.org", page="account_signup")
    assert Account.objects.count() == 0
    assert answer(client, code()) == 302
    assert [one.email for one in Account.objects.all()] == ["new@example.org"]
    assert client.get("/account/").status_code == 200


@pytest.mark.django_db
def test_a_code_to_come_in_opens_no_account(client: Client) -> None:
    ask(client, "nobody@example.org")
    assert "Your Praya code" not in mail.outbox[0].subject
    assert Account.objects.count() == 0


def statements(address: str, page: str) -> list[str]:
    seen: list[str] = []

    def note(execute: Any, sql: str, *words: Any) -> Any:
        seen.append(SAVEPOINT.sub("…", sql))
        return execute(sql, *words)

    with connection.execute_wrapper(note):
        assert ask(Client(), address, page=page) == 302
    return seen


def worlds() -> dict[str, str]:
    make_account("account@example.org")
    make_account("closed@example.org", is_active=False)
    make_person(email="accredited@example.org", account=None)
    return {name: f"{name}@example.org" for name in ("account", "accredited", "closed", "nobody")}


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["account_login", "account_request_login_code", "account_signup"])
def test_the_same_statements_whether_somebody_is_known_or_not(page: str) -> None:
    seen = {name: statements(address, page) for name, address in worlds().items()}
    assert [name for name, found in seen.items() if found != seen["nobody"]] == []
    assert len(mail.outbox) == 4


@pytest.mark.django_db
def test_a_statement_more_for_the_known_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: opening the account at the ask, as before, shows."""
    from praya.core.accounts.actions import open_account

    def opening(address: str, **more: object) -> bool:
        open_account(address)
        return may_enter(address, **more)

    may_enter = entering.may_enter
    monkeypatch.setattr(entering, "may_enter", opening)
    seen = {name: statements(address, "account_login") for name, address in worlds().items()}
    assert [name for name, found in seen.items() if found != seen["nobody"]] == ["accredited"]


# Each of four processes asks for codes of one address, as fast as it can.
KNOCK = """
from django.conf import settings
settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
settings.ALLOWED_HOSTS = ["*"]
from django.test import Client
from django.urls import reverse
letters = 0
for _ in range(6):
    stranger = Client(REMOTE_ADDR="198.51.100.7")
    letters += stranger.post(reverse("account_request_login_code"), {"email": "own@example.org"}).status_code == 302
print(letters)
"""


# The fault of before: each process counts for itself.
ALONE = """
from collections import Counter
from praya.core.accounts import knocks
own = Counter()
def count(caller, *, at):
    own[caller] += 1
    return own[caller]
knocks.count = knocks.count_in_hour = count
"""


def knocks_of_four(folder: Path, planted: str = "") -> int:
    """Let four processes ask as fast as they can; return how many letters went out."""
    start = "import django; django.setup()\n" + planted
    running = [
        subprocess.Popen([sys.executable, "-c", start + KNOCK], env=environment(folder), stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    return sum(int(one.communicate(timeout=120)[0]) for one in running)


def test_four_processes_count_together(tmp_path: Path) -> None:
    with installed(tmp_path) as folder:
        in_folder(folder, "from tests.builders import make_account; make_account('own@example.org')")
        began = time.time() // 60
        letters = knocks_of_four(folder)
        minutes = time.time() // 60 - began + 1
        assert 3 <= letters <= 3 * minutes


@pytest.mark.exhaustive(reason="the control of the test above: four processes more")
def test_four_processes_that_count_alone_are_noticed(tmp_path: Path) -> None:
    with installed(tmp_path) as folder:
        in_folder(folder, "from tests.builders import make_account; make_account('own@example.org')")
        assert knocks_of_four(folder, ALONE) == 12


def test_one_try_too_many_in_eight_threads_is_no_try(tmp_path: Path) -> None:
    """Tries of one code are counted in the database: requests that come at once have three between them."""
    script = """
from concurrent.futures import ThreadPoolExecutor
from django.utils import timezone
from django.db import connection
from praya.core.accounts.codes import await_code, awaited
session = {}
code = await_code(session, "enter", "own@example.org", at=timezone.now())
held = awaited(session, "enter", at=timezone.now())
def guess(typed):
    try:
        return held.is_code(typed, at=timezone.now())
    finally:
        connection.close()
with ThreadPoolExecutor(8) as pool:
    wrong = list(pool.map(guess, ["WRONG"] * 3))
    right = list(pool.map(guess, [code] * 8))
print(sum(wrong), sum(right))
"""
    with installed(tmp_path) as folder:
        assert in_folder(folder, script) == "0 0"
