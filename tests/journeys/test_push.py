"""Turn telling at once on in Chromium, and see on the device what a cancelled meeting is told as, and the page it leads to.

No push service of a browser is asked: a page of the test takes its place, with keys that the browser makes; what our sender
seals for them is opened, and handed to the browser's service worker as its push service would.
"""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import http_ece
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import ec
from django.utils import timezone
from playwright.sync_api import Page, Worker
from pytest_django.live_server_helper import LiveServer

from praya.core.letters.models import PushDevice
from praya.core.letters.pushing import push_due
from praya.match.diary.models import Attendance
from praya.match.requests import actions
from praya.meet.parties.sides import side_of
from praya.site.catalogues import compile_catalogues
from tests.builders import calendar_of, make_delegate, make_edition, make_meeting
from tests.journeys.conftest import PHONE, Opener

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
ENDPOINT = "https://fcm.googleapis.com/fcm/send/journey"
# Stands for the browser's push service alone: the page's own script asks for it, and hands its answer to Praya.
SERVICE = """async (endpoint) => {
  const pair = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
  const keys = { p256dh: await crypto.subtle.exportKey("raw", pair.publicKey), auth: crypto.getRandomValues(new Uint8Array(16)) };
  PushManager.prototype.getSubscription = async () => null;
  PushManager.prototype.subscribe = async (asked) => {
    window.askedBy = Array.from(asked.applicationServerKey);
    return { endpoint, getKey: (name) => keys[name] };
  };
  Notification.requestPermission = async () => "granted";
  return { private: (await crypto.subtle.exportKey("jwk", pair.privateKey)).d, secret: Array.from(keys.auth) };
}"""
# A browser without a screen cannot show a notification: what the worker would show is kept, and shown where it can be.
WATCHING = """() => {
  const show = self.registration.showNotification.bind(self.registration);
  self.shown = [];
  self.registration.showNotification = async (title, options) => {
    self.shown.push({ title, ...options });
    await show(title, options).catch(() => undefined);
  };
}"""
CLICKED = """async () => {
  let opened = "", done;
  self.clients.openWindow = async (address) => { opened = address; };
  const event = new Event("notificationclick");
  const notification = { data: self.shown[0].data, close: () => undefined };
  self.dispatchEvent(Object.assign(event, { notification, waitUntil: (promise) => { done = promise; } }));
  await done;
  return opened;
}"""


class PostOffice:
    """Keep what push services are handed."""

    def __init__(self) -> None:
        self.sealed: list[bytes] = []

    def post(self, _endpoint: str, data: bytes, **_named: Any) -> requests.Response:
        self.sealed.append(data)
        answer = requests.Response()
        answer.status_code = 201
        return answer


def number_in(text: str) -> int:
    return int.from_bytes(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def deliver(page: Page, told: str) -> Worker:
    """Hand a message to the service worker as the browser's push service does; return the worker, which keeps what it shows."""
    context = page.context
    worker = context.service_workers[0] if context.service_workers else context.wait_for_event("serviceworker")
    worker.evaluate(WATCHING)
    devtools, known = context.new_cdp_session(page), list[str]()
    devtools.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: known.extend(one["registrationId"] for one in event["registrations"]),
    )
    devtools.send("ServiceWorker.enable")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(page.url))
    devtools.send("ServiceWorker.deliverPushMessage", {"origin": origin, "registrationId": known[0], "data": told})
    return worker


@pytest.mark.parametrize(
    ("language", "subject"),
    [("en", "Meeting cancelled: Bo Chan"), ("zh-hant", "洽談已取消：Bo Chan")],
)
def test_a_cancelled_meeting_shows_on_a_phone_and_leads_to_its_page(
    open_page: Opener, live_server: LiveServer, settings: Any, monkeypatch: pytest.MonkeyPatch, language: str, subject: str
) -> None:
    compile_catalogues()
    settings.PUBLIC_URL = live_server.url
    office = PostOffice()
    monkeypatch.setattr(requests.Session, "post", office.post)
    edition = make_edition("harbour", is_public=True)
    ana, bo = (make_delegate(edition, name=name) for name in ("Ana Lam", "Bo Chan"))
    account = ana.person.account
    account.language = language
    account.save()
    begins = timezone.now().replace(second=0, microsecond=0) + timedelta(hours=2)
    meeting = make_meeting(calendar_of(bo), calendar_of(ana), begins, delegates=(bo, ana))

    page = open_page("/account/letters/", account=account, viewport=PHONE, permissions=["notifications"])
    keys = page.evaluate(SERVICE, ENDPOINT)
    page.locator("[data-push-on]").click()
    page.locator("#devices form .quiet").wait_for()
    device = PushDevice.objects.get()
    assert (device.account, device.endpoint) == (account, ENDPOINT)

    side = side_of(bo, bo.person.account)
    actions.cancel_meeting(side, Attendance.objects.get(meeting=meeting, delegate=bo), at=timezone.now())
    assert push_due(lambda: None).sent == len(office.sealed) == 1
    own = ec.derive_private_key(number_in(keys["private"]), ec.SECP256R1())
    told = http_ece.decrypt(office.sealed[0], private_key=own, auth_secret=bytes(keys["secret"]), version="aes128gcm").decode()

    worker = deliver(page, told)
    worker.evaluate("new Promise((done) => setInterval(() => self.shown.length && done(), 20))")
    (shown,) = worker.evaluate("self.shown")
    assert (shown["title"], shown["lang"], shown["tag"]) == ("Harbour", language, json.loads(told)["tag"])
    assert shown["body"].startswith(subject)
    if page.evaluate("Notification.permission") == "granted":
        seen = "navigator.serviceWorker.ready.then((one) => one.getNotifications()).then((all) => all.map((one) => one.body))"
        assert page.evaluate(seen) == [shown["body"]]
    page.goto(worker.evaluate(CLICKED))
    assert urlsplit(page.url).path == "/e/harbour/agenda/"
    assert "Bo Chan" in page.locator(f"#m-{meeting.code}.is-cancelled").inner_text()
