"""Publish the small demo and walk through its pages over HTTP, as the command does."""

import logging
from datetime import UTC, datetime, timedelta

import pytest

from praya.demo.market import load
from praya.demo.places import NEWCOMER
from praya.demo.publishing import published_run, solve_and_publish
from praya.demo.roles import Role, link_of, roles_of
from praya.demo.size import SMALL
from praya.demo.verifying import published_faults, run_faults
from praya.demo.walking import LINKED, Page, Walker, fault_of, linked_faults, unasked, wait_until_ready, walk
from praya.match.requests.models import Request
from praya.match.requests.queries import request_line
from praya.match.requests.rounds import freeze_round
from praya.match.scheduling.models import Run
from praya.match.scheduling.runs import begin_run
from praya.meet.parties.sides import side_of
from praya.meet.programme.models import Session
from tests import builders as make

NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.mark.django_db(transaction=True)
def test_the_published_market_keeps_its_promises_and_shows_all_its_pages(live_server, settings, caplog) -> None:
    settings.DEMO = True
    edition = load(SMALL, 1, NOW).edition
    told: list[str] = []
    run = solve_and_publish(edition, seed=1, seconds=60, now=NOW, tell=told.append)  # it is done in two, on an idle machine
    assert published_run(edition) == run
    assert told[-1].endswith(f"{run.value:>9,} of at most {run.bound:,.0f}")
    assert (run_faults(run), published_faults(edition)) == ([], [])
    assert run.value / run.bound > 0.99 and run.most_breaks <= 2
    roles = {role.word: role.delegate for role in roles_of(edition)}
    for word, end, standing in (("exhibitor", "recipient", "theirs"), ("buyer", "sender", "proposes")):
        side = side_of(roles[word])
        (request,) = Request.objects.filter(is_countered=True, **{f"{end}__in": side.pks})
        assert request_line(side, request.code).standing(NOW) == standing, f"{word} has other times to look at"
    assert wait_until_ready(live_server.url, 10) is True
    caplog.clear()
    walked = walk(live_server.url, edition, run, roles_of(edition))
    assert walked.faults == []
    assert walked.pages == 134
    pages = f"/e/{edition.slug}"
    draft = Session.objects.get(edition=edition, state="draft")
    refused = [
        *[f"{pages}/manage/"] * 3,
        f"{pages}/agenda/",
        f"{pages}/manage/rounds/runs/{run.code}/",
        f"{pages}/programme/{draft.code}/",
        f"{pages}/agenda/",
    ]
    assert walked.refused == refused
    said = [one.getMessage() for one in caplog.records if one.levelno >= logging.WARNING]
    assert said == [f"Not Found: {path}" for path in refused], "nothing is warned of but what is refused on purpose"
    assert not edition.delegates.filter(person__account__email=NEWCOMER).exists(), "what the walk applied for is withdrawn"


def test_what_the_pages_link_must_be_there_and_not_empty(live_server, settings, tmp_path) -> None:
    (tmp_path / "empty.css").write_text("\n")
    settings.STATICFILES_DIRS = [*settings.STATICFILES_DIRS, tmp_path]
    page = b'<link rel="stylesheet" href="/static/praya/praya.css"><script nonce="x" defer src="/static/praya/frame.js"></script>'
    good = [path.decode() for path in LINKED.findall(page)]
    assert good == ["/static/praya/praya.css", "/static/praya/frame.js"]
    empty, absent = linked_faults(live_server.url, [*good, "/static/empty.css", "/static/none.css"])
    assert empty == "/static/empty.css answered 200 with 1 bytes"
    assert absent.startswith("/static/none.css answered 404")


@pytest.mark.django_db(transaction=True)
def test_an_interrupted_demo_is_taken_up(settings) -> None:
    edition = load(SMALL, 2, NOW).edition
    frozen = freeze_round(edition.rounds.get(), by=None, at=NOW)
    left = begin_run(frozen, by=None)
    run = solve_and_publish(edition, seed=2, seconds=2, now=NOW + timedelta(seconds=1), tell=lambda line: None)
    left.refresh_from_db()
    assert (left.status, run.status, run.round.status) == (Run.Status.CANCELLED, Run.Status.DONE, "published")


def test_lines_that_the_walk_did_not_ask_for_are_left_over() -> None:
    refused = "2027-03-01 09:00:00,001 WARNING django.request Not Found: /e/x/agenda/"
    other = "2027-03-01 09:00:00,002 WARNING django.request Not Found: /favicon.ico"
    trace = "Traceback (most recent call last):"
    assert unasked("\n".join([refused, other, refused, trace, refused]), ["/e/x/agenda/"] * 2) == [other, trace, refused]
    assert unasked("", ["/e/x/agenda/"]) == []


def test_a_run_without_a_schedule_is_a_fault() -> None:
    assert run_faults(Run()) == ["the run holds no schedule"]


@pytest.mark.django_db(transaction=True)
def test_a_wrong_page_is_told(live_server, settings) -> None:
    settings.DEMO = True
    walker = Walker(live_server.url)
    assert fault_of(walker, Page("anonymous", "account_login", marker="csrfmiddlewaretoken")) == ""
    assert fault_of(walker, Page("anonymous", "home", marker="no such words")) == ("anonymous: / does not show 'no such words'")
    assert fault_of(walker, Page("anonymous", "home", status=404)) == "anonymous: / answered 200 instead of 404"
    assert fault_of(walker, Page("anonymous", "nowhere", ("x",))) == "anonymous: there is no page nowhere with 1 words"


@pytest.mark.django_db(transaction=True)
def test_a_link_that_does_not_sign_in_is_told(live_server, settings) -> None:
    settings.DEMO = False
    edition = make.make_edition()
    link = link_of(Role("desk", "desk staff", make.make_account(), "manage"), edition, live_server.url)
    assert Walker(live_server.url).enter(link) == "the sign-in link answered 302"


def test_a_server_that_never_answers_is_not_waited_for_long() -> None:
    assert wait_until_ready("http://127.0.0.1:9", 0.3) is False
