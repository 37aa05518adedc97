"""What cannot wait shows on the devices for which somebody asked: sealed, once, while it is true and they are signed in there."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import http_ece
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.core import mail
from django.test import Client

from praya.core.letters import declaring, pushing
from praya.core.letters.actions import Reader, ask_for_letters, keep_habits, tell_on_device
from praya.core.letters.declaring import Facts, Kind, declare_group, declare_letters
from praya.core.letters.models import Letter, PushDevice
from praya.core.letters.push_rules import is_key, is_push_service, is_secret, own_public_key
from praya.core.letters.pushing import push_due
from praya.core.letters.sending import send_due
from tests.builders import make_account

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 3, 10, 4, 0, tzinfo=UTC)  # in Macau
SERVICE = "https://fcm.googleapis.com/fcm/send/"
TRUE = {"calls": True}
KEY = ec.generate_private_key(ec.SECP256R1())
SECRET = bytes(range(16))


def text_of(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


PUBLIC = text_of(KEY.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def read(letter: Letter, at: datetime) -> Facts | None:
    return Facts({"who": letter.facts["who"]}, path="/calls/") if TRUE["calls"] else None


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(declaring, "_kinds", {})
    monkeypatch.setattr(declaring, "_groups", {})
    monkeypatch.setitem(TRUE, "calls", True)
    declare_group("calls", "", "", 10)
    words = {"who": ""}
    declare_letters(
        Kind("called", "calls", "", "{who} calls you", "{who}, {market}", read, words, is_pushed=True),
        Kind("soon", "calls", "", "{who} in ten minutes", "", read, words, is_pushed=True, is_mailed=False),
        Kind("quiet", "calls", "", "{who}", "{who}", read, words),
    )
    yield


def signed_in(account: Any) -> Client:
    client = Client()
    client.force_login(account)
    return client


class Service:
    """Stand for a push service: keep what it is handed, and answer as it is told."""

    def __init__(self) -> None:
        self.status, self.handed = 201, list[tuple[str, bytes, dict[str, str]]]()

    def post(self, endpoint: str, data: bytes, headers: dict[str, str], **_named: Any) -> Any:
        self.handed.append((endpoint, data, {name.lower(): value for name, value in headers.items()}))
        return SimpleNamespace(status_code=self.status, reason="", text="", headers={})


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Service:
    made = Service()
    monkeypatch.setattr(pushing, "_post_office", lambda: made)
    return made


class Holder:
    """Hold somebody who is signed in with a device on which they are told."""

    def __init__(self, address: str = "bo@example.org", **columns: Any) -> None:
        self.account = make_account(address, **columns)
        self.client = signed_in(self.account)
        self.device = self.turn_on(SERVICE + address)

    def turn_on(self, endpoint: str) -> PushDevice:
        session = self.client.session.session_key or ""
        return tell_on_device(self.account, session, endpoint=endpoint, key=PUBLIC, secret=text_of(SECRET), at=NOON)

    def ask(self, kind: str = "called", **more: Any) -> int:
        return ask_for_letters(kind, [Reader(account=self.account.pk, zone="Asia/Macau")], at=NOON, facts={"who": "Ana"}, **more)


def push(at: datetime = NOON) -> tuple[int, int, int]:
    done = push_due(lambda: None, clock=lambda: at)
    return done.sent, done.later, done.dropped


def opened(handed: tuple[str, bytes, dict[str, str]]) -> dict[str, str]:
    return dict(json.loads(http_ece.decrypt(handed[1], private_key=KEY, auth_secret=SECRET, version="aes128gcm")))


def test_it_is_sealed_for_the_device_signed_by_us_and_told_in_the_readers_language(service: Service) -> None:
    holder = Holder(language="ar")
    assert (holder.ask(edition=7, about="call 1"), push(), push()) == (1, (1, 0, 0), (0, 0, 0))
    ((endpoint, _sealed, headers),) = service.handed
    told = opened(service.handed[0])
    assert endpoint == SERVICE + "bo@example.org"
    assert (told["title"], told["body"], told["lang"], told["dir"]) == ("Praya", "Ana calls you", "ar", "rtl")
    assert told["url"].endswith("/calls/")
    assert (headers["ttl"], headers["urgency"], headers["topic"]) == ("1800", "high", told["tag"])
    token, _comma, key = headers["authorization"].removeprefix("vapid t=").partition(",k=")
    head, claims, signature = token.split(".")
    assert key == own_public_key()
    unpacked = base64.urlsafe_b64decode(signature + "==")
    whole = encode_dss_signature(int.from_bytes(unpacked[:32]), int.from_bytes(unpacked[32:]))
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), base64.urlsafe_b64decode(key + "="))
    point.verify(whole, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
    assert json.loads(base64.urlsafe_b64decode(claims + "=="))["aud"] == "https://fcm.googleapis.com"


def test_nobody_is_told_on_a_device_who_has_not_asked_and_a_letter_comes_besides(service: Service) -> None:
    other = make_account("cy@example.org")
    holder = Holder()
    ask_for_letters("called", [Reader(account=other.pk), Reader(account=holder.account.pk)], at=NOON, facts={"who": "Ana"})
    ask_for_letters("quiet", [Reader(account=holder.account.pk)], at=NOON, facts={"who": "Ana"})
    assert push()[0] == len(service.handed) == 1
    send_due(lambda: None, clock=lambda: NOON + timedelta(minutes=1))
    assert sorted(letter.to[0] for letter in mail.outbox) == ["bo@example.org", "cy@example.org"]


def test_what_is_only_pushed_is_in_no_letter_and_does_not_overtake_one(service: Service) -> None:
    holder = Holder()
    holder.ask("called", about="call 1")
    assert push()[0] == 1
    assert (holder.ask("soon", about="call 1"), push()[0], opened(service.handed[1])["body"]) == (0, 1, "Ana in ten minutes")
    assert send_due(lambda: None, clock=lambda: NOON + timedelta(minutes=1)).sent == 1
    assert [letter.subject for letter in mail.outbox] == ["Ana calls you"]


def test_what_is_not_true_any_more_or_too_late_is_not_told(service: Service) -> None:
    holder = Holder()
    holder.ask()
    TRUE["calls"] = False
    assert push() == (0, 0, 1)
    TRUE["calls"] = True
    holder.ask()
    assert push(NOON + timedelta(minutes=31)) == (0, 0, 1)
    assert service.handed == []


def test_a_device_is_told_as_long_as_its_session_lasts(service: Service) -> None:
    holder = Holder()
    holder.client.logout()
    holder.ask()
    assert (push(), PushDevice.objects.count(), service.handed) == ((0, 0, 1), 0, [])


def test_a_closed_account_is_told_nothing(service: Service) -> None:
    holder = Holder()
    holder.ask()
    holder.account.is_active = False
    holder.account.save()
    assert (push(), service.handed) == ((0, 0, 1), [])


def test_quiet_hours_are_quiet(service: Service) -> None:
    holder = Holder()
    keep_habits(holder.account, chosen={}, hours={"daily_hour": 8, "quiet_from": 12, "quiet_until": 13})
    holder.ask()
    assert (push(), service.handed) == ((0, 0, 0), [])


@pytest.mark.parametrize("status", [404, 410, 403])
def test_a_device_that_is_gone_is_forgotten(service: Service, status: int) -> None:
    holder = Holder()
    holder.ask()
    service.status = status
    assert (push(), PushDevice.objects.count()) == ((0, 0, 1), 0)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_service_that_is_down_is_asked_again(service: Service, status: int) -> None:
    holder = Holder()
    holder.ask()
    service.status = status
    assert push() == (0, 1, 0)
    service.status = 201
    assert (push(NOON + timedelta(seconds=30)), push(NOON + timedelta(minutes=3))) == ((0, 0, 0), (1, 0, 0))


def test_one_device_that_fails_keeps_no_other_from_being_told(service: Service) -> None:
    holder = Holder()
    second = holder.turn_on(SERVICE + "second")
    PushDevice.objects.filter(pk=holder.device.pk).update(session="ended")
    holder.ask()
    assert push() == (1, 0, 0)
    assert [handed[0] for handed in service.handed] == [second.endpoint]


def test_the_page_turns_it_on_and_off(client: Client) -> None:
    account = make_account("bo@example.org")
    own, given = signed_in(account), {"endpoint": SERVICE + "a", "key": PUBLIC, "secret": text_of(SECRET)}
    html = own.get("/account/letters/").text
    assert own_public_key() in html and "also while no page is open:</p><ul><li>" in html
    code = own.post("/account/letters/devices/", given).json()["code"]
    assert (PushDevice.objects.get().account, code in own.get("/account/letters/").text) == (account, True)
    other = signed_in(make_account("cy@example.org"))
    assert other.post(f"/account/letters/devices/{code}/off/").status_code == 404
    assert own.post(f"/account/letters/devices/{code}/off/")["Location"] == "/account/letters/"
    assert PushDevice.objects.count() == 0


def test_a_browser_that_changes_hands_tells_its_new_holder_alone() -> None:
    given = {"endpoint": SERVICE + "a", "key": PUBLIC, "secret": text_of(SECRET)}
    for address in ("bo@example.org", "cy@example.org"):
        assert signed_in(make_account(address)).post("/account/letters/devices/", given).status_code == 200
    assert PushDevice.objects.get().account.email == "cy@example.org"


def test_the_oldest_of_many_devices_is_let_go() -> None:
    holder = Holder()
    for number in range(10):
        holder.turn_on(f"{SERVICE}{number}")
    assert [one.endpoint for one in PushDevice.objects.all()] == [f"{SERVICE}{number}" for number in range(10)]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("endpoint", "https://evil.example/fcm"),
        ("endpoint", "http://fcm.googleapis.com/a"),
        ("endpoint", "https://fcm.googleapis.com:8443/a"),
        ("endpoint", "https://fcm.googleapis.com@evil.example/"),
        ("endpoint", "https://evil.example/#fcm.googleapis.com"),
        ("endpoint", "https://127.0.0.1/"),
        ("endpoint", "https://10.0.0.5\\.push.apple.com/x"),
        ("endpoint", "https://10.0.0.5\\@a.push.apple.com/x"),
        ("endpoint", "https://a b.push.apple.com/x"),
        ("endpoint", "https://10.0.0.5\t.push.apple.com/x"),
        ("endpoint", "https://fcm.googleapis.com:x/"),
        ("endpoint", "https://xpush.apple.com/"),
        ("endpoint", SERVICE + "a" * 600),
        ("key", "AAAA"),
        ("key", text_of(bytes([4, *range(64)]))),
        ("key", "ключ"),
        ("secret", text_of(bytes(15))),
        ("secret", ""),
    ],
)
def test_whatever_is_no_device_is_refused_with_the_reason(name: str, value: str) -> None:
    given = {"endpoint": SERVICE + "a", "key": PUBLIC, "secret": text_of(SECRET), name: value}
    answer = signed_in(make_account("bo@example.org")).post("/account/letters/devices/", given)
    assert (answer.status_code, PushDevice.objects.count()) == (422, 0)
    assert answer.json()["fault"].endswith((".", "。"))


def test_what_a_device_gives_is_read_strictly() -> None:
    assert (is_key(PUBLIC), is_secret(text_of(SECRET)), is_push_service("https://a.push.apple.com/x")) == (True, True, True)
    assert is_push_service("https://wns2-par02p.notify.windows.com/w/?token=a")


def test_an_installation_may_turn_it_off(settings: Any) -> None:
    settings.PUSH_HOSTS = []
    given, own = {"endpoint": SERVICE + "a", "key": PUBLIC, "secret": text_of(SECRET)}, signed_in(make_account("bo@example.org"))
    assert own.post("/account/letters/devices/", given).status_code == 422
    assert "data-push" not in own.get("/account/letters/").text
