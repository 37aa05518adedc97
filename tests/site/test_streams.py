"""Follow streams of the real server, in two web processes: whoever may, a handful each, and not a moment longer."""

from __future__ import annotations

import shutil
import signal
import socket
import time
from pathlib import Path

import pytest

from tests.site.serving import get, in_folder, installed, served

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the server follows its parent in /proc")
ENDS_WITHIN = 10.0

RUN = """
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from praya.core.live.tokens import live_address
from praya.match.scheduling.models import RunProgress
from praya.meet.editions.models import TeamMember
from tests.builders import make_account, make_round, make_edition, make_run
import secrets
word = secrets.token_hex(4)
edition = make_edition(word)
run = make_run(make_round(edition, status="frozen"), status="{status}")
for number in range(3):
    RunProgress.objects.create(run=run, seconds=number, value=10 * number, bound=30.0, stage="improve")
account = make_account(word + "@example.org")
member = TeamMember.objects.create(edition=edition, account=account, role="organiser")
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(account.pk), settings.AUTHENTICATION_BACKENDS[-1]
session[HASH_SESSION_KEY] = account.get_session_auth_hash()
session.save()
words = {{"edition": edition.slug, "code": run.code}}
print(live_address(account.pk, edition=edition.pk, channel="run", subject=run.pk, words=words))
print(live_address(account.pk, edition=edition.pk + 1000, channel="run", subject=run.pk, words=words))
print(live_address(account.pk + 1000, edition=edition.pk, channel="run", subject=run.pk, words=words))
print("Cookie: " + settings.SESSION_COOKIE_NAME + "=" + session.session_key)
print(run.pk, member.pk, account.pk, session.session_key)
"""
# One more point of the run, after the right is gone: nobody may hear of it.
POINT = """
from praya.match.scheduling.models import RunProgress
RunProgress.objects.create(run_id={run}, seconds=77, value=77, bound=77.0, stage="improve")
"""
LOSSES = {
    "role": "from praya.meet.editions.models import TeamMember; TeamMember.objects.filter(pk={member}).delete()",
    "everywhere": """
from praya.core.accounts.actions_ways import end_every_session
from praya.core.accounts.models import Account
end_every_session(Account.objects.get(pk={account}))
""",
    "address": """
from django.utils import timezone
from praya.core.accounts.actions_ways import replace_address
replace_address({account}, "new-{account}@example.org", at=timezone.now())
""",
    "account": "from praya.core.accounts.models import Account; Account.objects.filter(pk={account}).update(is_active=False)",
    "session": "from django.contrib.sessions.models import Session; Session.objects.filter(pk='{session}').delete()",
}


# The organiser of the run becomes a delegate of its edition, and everybody may look at that.
BADGE = """
from praya.core.accounts.models import Account
from praya.core.live.tokens import live_address
from praya.meet.editions.models import Edition, TeamMember
from tests.builders import make_delegate, make_person
TeamMember.objects.filter(pk={member}).delete()
edition = Edition.objects.get(rounds__runs={run})
Edition.objects.filter(pk=edition.pk).update(is_public=True)
make_delegate(edition, person=make_person("Guest", email=None, account=Account.objects.get(pk={account})))
words = {{"edition": edition.slug}}
print(live_address({account}, edition=edition.pk, channel="badge", subject={run}, words=words))
print(live_address({guest}, edition=edition.pk, channel="edition", subject={run}, words=words))
"""
CLOSED = "from praya.meet.editions.models import Edition; Edition.objects.filter(rounds__runs={run}).update(is_public=False)"
REFUSED = """
from praya.meet.accreditation.actions import decide
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
edition = Edition.objects.get(rounds__runs={run})
decide(edition, Delegate.objects.filter(edition=edition).values_list("pk", flat=True), status="refused", category=None, by=None)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Bring one installation up to date for all tests of this module."""
    place = tmp_path_factory.mktemp("installation")
    with installed(place):
        yield place
    shutil.rmtree(place)


@pytest.fixture(scope="module")
def port(folder):
    with served(folder, "--no-worker", "--processes", "2") as (_, number):
        yield number


def made(folder, status):
    lines = in_folder(folder, RUN.format(status=status)).splitlines()
    run, member, account, session = lines[4].split()
    return lines[:4], {"run": run, "member": member, "account": account, "session": session}


def opened(port, address, cookie):
    """Open a stream and leave it open; return the socket and the status."""
    sock = socket.create_connection(("127.0.0.1", port), timeout=20)
    sock.sendall(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{cookie}\r\n\r\n".encode())
    return sock, int(sock.recv(12).split()[1])


def rest_of(sock, until):
    """Return what a stream tells until it ends, and whether it has ended by then."""
    text = b""
    while (left := until - time.monotonic()) > 0:
        sock.settimeout(left)
        try:
            piece = sock.recv(65536)
        except TimeoutError:
            break
        text += piece
        if not piece or text.endswith(b"0\r\n\r\n"):
            return text, True
    return text, False


def test_forged_stream_is_refused(port):
    assert get(port, "/live/nonsense")[0] == 404


def test_stream_tells_the_points_of_an_ended_run_and_ends(folder, port):
    (address, _, _, cookie), _ = made(folder, "done")
    status, body = get(port, address, cookie)
    events = [line for line in body.decode().splitlines() if line.startswith(("event", "data"))]

    assert (status, events) == (
        200,
        [
            "event: progress",
            'data: {"seconds": 0.0, "value": 0, "bound": 30.0, "stage": "improve"}',
            "event: progress",
            'data: {"seconds": 1.0, "value": 10, "bound": 30.0, "stage": "improve"}',
            "event: progress",
            'data: {"seconds": 2.0, "value": 20, "bound": 30.0, "stage": "improve"}',
            "event: end",
            "data: {}",
        ],
    )
    first = int(next(line for line in body.decode().splitlines() if line.startswith("id: "))[4:])
    again = get(port, address, cookie, f"Last-Event-ID: {first + 1}")[1].decode()
    assert (again.count("event: progress"), again.count("event: end")) == (1, 1)
    assert get(port, address, cookie, "Last-Event-ID: first")[0] == 400


def test_stream_is_bound_to_its_edition_account_and_session(folder, port):
    (address, foreign, nobody, cookie), _ = made(folder, "done")
    (*_, other), _ = made(folder, "done")

    assert get(port, foreign, cookie)[1].count(b"event: progress") == 0
    assert [get(port, address, other)[0], get(port, address)[0], get(port, nobody, cookie)[0]] == [404, 404, 404]


@pytest.mark.parametrize("lost", LOSSES)
def test_streams_of_all_processes_end_when_the_right_is_lost(folder, port, lost):
    (address, _, _, cookie), names = made(folder, "running")
    streams = [opened(port, address, cookie) for _ in range(5)]
    refused = get(port, address, cookie)[0]
    before = [rest_of(sock, time.monotonic() + 1.0)[0].count(b"event: progress") for sock, _ in streams]
    in_folder(folder, LOSSES[lost].format(**names))
    lost_at = time.monotonic()
    in_folder(folder, POINT.format(**names))
    after = [rest_of(sock, lost_at + ENDS_WITHIN) for sock, _ in streams]
    said = [(text.count(b"event: progress"), text.count(b"event: end"), has_ended) for text, has_ended in after]
    for sock, _ in streams:
        sock.close()

    assert ([status for _, status in streams], refused, before) == ([200] * 5, 429, [3] * 5)
    assert said == [(0, 1, True)] * 5
    assert get(port, address, cookie)[0] == 404


def test_streams_of_whoever_keeps_the_right_go_on(folder, port):
    """The control of the test above: what ends there does not end by itself, and would have told the later point."""
    (address, _, _, cookie), names = made(folder, "running")
    (*_, stranger), others = made(folder, "running")
    sock, status = opened(port, address, cookie)
    before = rest_of(sock, time.monotonic() + 1.0)[0].count(b"event: progress")
    in_folder(folder, "\n".join(loss.format(**others) for loss in LOSSES.values()))
    in_folder(folder, POINT.format(**names))
    text, has_ended = rest_of(sock, time.monotonic() + 4.0)
    sock.close()

    assert (status, before) == (200, 3)
    assert (text.count(b"event: progress"), text.count(b"event: end"), has_ended) == (1, 0, False)
    assert stranger != cookie


def test_open_streams_and_requests_do_not_keep_the_server_from_stopping(folder):
    (address, _, _, cookie), _ = made(folder, "running")
    with served(folder, "--no-worker") as (process, number):
        streams = [opened(number, address, cookie) for _ in range(3)]
        assert [status for _, status in streams] == [200] * 3
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        assert time.monotonic() - began < 10
        for sock, _ in streams:
            sock.close()


def test_streams_end_with_the_edition_or_the_badge_that_opened_them(folder):
    """The product's own stream is for organisers; two more hang on an edition that is open, and on a badge."""
    (*_, cookie), names = made(folder, "running")
    (*_, other), guest = made(folder, "running")
    badge, edition = in_folder(folder, BADGE.format(**names, guest=guest["account"])).splitlines()

    def heard(streams, until):
        found = [rest_of(sock, max(until, time.monotonic() + 0.2)) for sock, _ in streams]
        return [(text.count(b"event: progress"), text.count(b"event: end"), has_ended) for text, has_ended in found]

    def told_after(loss, *streams):
        in_folder(folder, loss.format(**names))
        lost_at = time.monotonic()
        in_folder(folder, POINT.format(**names))
        return [heard(some, lost_at + ENDS_WITHIN) for some in streams]

    with served(folder, "--no-worker", "--processes", "2", settings="tests.site.streaming") as (_, number):
        holders, guests = ([opened(number, *one) for _ in range(4)] for one in ((badge, cookie), (edition, other)))
        begun = [heard([one], time.monotonic() + 0.5) for one in (*holders, *guests)]
        assert begun == [[(3, 0, False)]] * 8
        # Whoever has a badge goes on; the edition is closed to all others.
        assert told_after(CLOSED, guests, holders) == [[(0, 1, True)] * 4, [(1, 0, False)] * 4]
        assert told_after(REFUSED, holders) == [[(0, 1, True)] * 4]
        assert [get(number, *one)[0] for one in ((badge, cookie), (edition, other))] == [404, 404]
        for sock, _ in (*holders, *guests):
            sock.close()
