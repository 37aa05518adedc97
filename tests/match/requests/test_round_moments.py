"""A round opens, reminds and closes at its moments, each once; what changes of an open one is told, and can be taken back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from praya.core.actions.refusing import Refused
from praya.core.audit.models import Entry
from praya.core.letters.actions import keep_habits
from praya.core.letters.models import Letter, Mailing
from praya.core.letters.sending import send_due
from praya.core.revocations.declaring import declared
from praya.match.requests.models import Round, RoundStep
from praya.match.requests.planning import change_round, last_change, take_change_back
from praya.match.requests.reminding import remind_of_closing
from praya.match.requests.replaying import let_rounds_wait
from praya.match.requests.round_moments import ahead_of
from praya.match.requests.rounds import close_due, drop_round, open_due, open_now, open_round, reopen, rounds_to_publish
from praya.match.requests.rules import current_round, require_round, round_ahead
from tests import builders as make

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


# Long after every moment of these tests.
FAR = {"starts_on": date(2099, 3, 1), "ends_on": date(2099, 3, 10)}


@pytest.fixture
def edition() -> Any:
    return make.make_edition("autumn", **FAR)


@pytest.fixture
def people(edition: Any) -> Any:
    return [make.make_delegate(edition, name=name) for name in ("Ana Lam", "Bo Chan")]


def facts(action: str) -> Any:
    return Entry.objects.get(action=action).after


def sent(kind: str, after: timedelta = timedelta(minutes=1)) -> dict[str, str]:
    """Send what is due, and return what of one kind each reader was written."""
    known = set(Letter.objects.filter(kind=kind, state="sent").values_list("pk", flat=True))
    mail.outbox.clear()
    send_due(lambda: None, clock=lambda: timezone.now() + after)
    count = Letter.objects.filter(kind=kind, state="sent").exclude(pk__in=known).count()
    return {one.to[0]: one.body for one in mail.outbox[:count]} if count else {}


def test_a_planned_round_opens_at_its_moment_once_and_tells_everybody_who_can_ask(edition: Any, people: Any) -> None:
    opens = timezone.now() + 2 * DAY
    planned = open_round(edition, by=None, opens_at=opens, closes_at=opens + DAY)
    assert (planned.status, planned.opened_at, Letter.objects.count()) == ("planned", None, 0)
    assert facts("plan round")["opens_at"] == opens.isoformat()
    assert (current_round(edition.pk), round_ahead(edition.pk)) == (None, planned)
    with pytest.raises(Refused, match="have not opened yet"):
        require_round(edition.pk)
    assert [open_due(at=opens - HOUR), open_due(at=opens), open_due(at=opens)] == [0, 1, 0]
    planned.refresh_from_db()
    assert (planned.status, planned.opened_at) == ("open", opens)
    step = RoundStep.objects.get()
    assert (step.kind, step.planned_at, step.began_at, step.done_at, step.reason) == ("open", opens, opens, opens, "")
    assert facts("open round") == {"planned_at": opens.isoformat()}
    assert set(Letter.objects.values_list("kind", "state")) == {("round_opened_as_planned", "waiting")}
    assert Letter.objects.count() == len(people)


def test_a_worker_that_was_down_catches_up_and_says_so(edition: Any) -> None:
    opens = timezone.now() + DAY
    open_round(edition, by=None, opens_at=opens, closes_at=opens + HOUR)
    assert open_due(at=opens + timedelta(minutes=42)) == 1
    assert facts("open round") == {"planned_at": opens.isoformat(), "late_minutes": 42}
    assert close_due(at=opens + 3 * HOUR) == 1
    assert facts("freeze round") == {
        "requests_from_wishes": 0,
        "planned_at": (opens + HOUR).isoformat(),
        "late_minutes": 120,
    }
    assert list(RoundStep.objects.values_list("kind", flat=True)) == ["open", "close"]


def test_a_planned_round_that_is_put_off_at_that_very_moment_does_not_open(edition: Any, monkeypatch: Any) -> None:
    opens = timezone.now() + DAY
    planned = open_round(edition, by=None, opens_at=opens)
    honest = Round.objects.select_for_update

    def put_off() -> Any:
        Round.objects.update(opens_at=opens + DAY)
        return honest()

    monkeypatch.setattr(Round.objects, "select_for_update", put_off)
    assert (open_due(at=opens), RoundStep.objects.count()) == (0, 0)
    planned.refresh_from_db()
    assert planned.status == "planned"


def test_one_round_is_in_preparation_a_planned_one_too(edition: Any) -> None:
    open_round(edition, by=None, opens_at=timezone.now() + DAY)
    with pytest.raises(Refused, match="still being prepared"):
        open_round(edition, by=None)


def test_a_published_schedule_stays_live_while_the_next_round_is_planned(edition: Any) -> None:
    first = make.make_round(edition, status="published")
    open_round(edition, by=None, opens_at=timezone.now() + DAY)
    assert (current_round(edition.pk), require_round(edition.pk)) == (first, first)


def test_a_planned_round_is_opened_before_its_moment_or_given_up(edition: Any, people: Any) -> None:
    planned = open_round(edition, by=None, opens_at=timezone.now() + DAY)
    now = timezone.now()
    opened = open_now(planned, by=None, at=now)
    assert (opened.status, opened.opened_at) == ("open", now)
    assert set(Letter.objects.values_list("kind", "state")) == {("round_opened", Letter.State.HELD)}
    assert (open_due(at=now + 2 * DAY), Letter.objects.count()) == (0, len(people))
    for refused in (lambda: open_now(planned, by=None, at=now), lambda: drop_round(planned, by=None)):
        with pytest.raises(Refused):
            refused()
    Round.objects.update(status="planned")
    drop_round(planned, by=None)
    assert (Round.objects.count(), Entry.objects.get(action="drop round").before["number"]) == (0, 1)


def test_a_round_that_is_opened_at_once_asks_for_its_letters_once(edition: Any, people: Any) -> None:
    now = timezone.now()
    open_round(edition, by=None, closes_at=now + 3 * DAY)
    assert (open_due(at=now + DAY), Mailing.objects.count(), Letter.objects.count()) == (0, 1, len(people))


def test_a_round_reminds_when_its_organisers_say_and_only_then(edition: Any, people: Any) -> None:
    closes = timezone.now() + 3 * DAY
    reminds = closes - 2 * DAY
    current = make.make_round(edition, closes_at=closes, reminds_at=reminds)
    assert [remind_of_closing(at=reminds - HOUR), remind_of_closing(at=reminds), remind_of_closing(at=closes - HOUR)] == [0, 2, 0]
    assert facts("remind of round") == {"planned_at": reminds.isoformat()}
    assert set(Letter.objects.values_list("kind", flat=True)) == {"closing_soon"}
    body = sent("closing_soon", after=DAY + HOUR)[people[0].person.account.email]
    assert "Requests close: " in body and "wish" not in body.partition("Requests close: ")[2].partition("http")[0]
    current.refresh_from_db()
    assert current.reminded_at == reminds


def test_what_is_the_general_letter_does_not_tell_who_said_no(edition: Any, people: Any) -> None:
    ana, bo = people
    make.make_round(edition, closes_at=timezone.now() + 20 * HOUR)
    make.make_wish(make.make_calendar(bo), make.make_calendar(ana), "no")
    remind_of_closing(at=timezone.now())
    assert dict(Letter.objects.values_list("person", "kind")) == {one.person_id: "closing_soon" for one in (ana, bo)}


def test_a_change_of_an_open_round_is_told_in_one_letter_and_taken_back(edition: Any, people: Any) -> None:
    now = timezone.now()
    closes = now + 3 * DAY
    current = make.make_round(edition, closes_at=closes, expiry_hours=72)
    change_round(current, {"closes_at": closes + DAY}, by=None, at=now)
    change_round(current, {"closes_at": closes + 2 * DAY, "expiry_hours": 48}, by=None, at=now + timedelta(seconds=1))
    waiting = Letter.objects.filter(state="waiting")
    assert list(waiting.values_list("kind", flat=True)) == ["round_changed"] * 2
    assert waiting.first().facts["was"] == {"closes_at": closes.isoformat(), "expiry_hours": 72}
    body = sent("round_changed")[people[0].person.account.email]
    assert "Time to answer a new request: 48 hours" in body and "Requests close: " in body
    entry = last_change(current)
    take_change_back(current, entry.pk, by=None, at=now + timedelta(minutes=2))
    current.refresh_from_db()
    assert (current.closes_at, current.expiry_hours) == (closes + DAY, 72)
    with pytest.raises(Refused, match="changed again since"):
        take_change_back(current, entry.pk, by=None, at=now)


def test_a_change_that_is_taken_back_before_its_letter_leaves_is_told_to_nobody(edition: Any, people: Any) -> None:
    now = timezone.now()
    current = make.make_round(edition, closes_at=now + 3 * DAY)
    change_round(current, {"closes_at": None}, by=None, at=now)
    take_change_back(current, last_change(current).pk, by=None, at=now)
    assert sent("round_changed") == {}


def test_whoever_was_told_of_a_change_is_told_that_it_was_taken_back(edition: Any, people: Any) -> None:
    now = timezone.now()
    current = make.make_round(edition, closes_at=now + 3 * DAY)
    change_round(current, {"includes_unanswered": False}, by=None, at=now)
    assert "Requests without an answer: They are not placed" in sent("round_changed")[people[0].person.account.email]
    take_change_back(current, last_change(current).pk, by=None, at=now + timedelta(minutes=2))
    found = sent("round_changed", after=timedelta(minutes=5))
    assert "Requests without an answer: They compete" in found[people[0].person.account.email]


def test_only_what_concerns_delegates_is_told_and_only_of_an_open_round(edition: Any, people: Any) -> None:
    now = timezone.now()
    current = make.make_round(edition, closes_at=now + 3 * DAY, reminded_at=now)
    change_round(current, {"reminds_at": now + DAY, "publishes_at": now + 4 * DAY}, by=None, at=now)
    assert (Letter.objects.count(), Round.objects.get().reminded_at) == (0, None)
    Round.objects.update(status="planned", opens_at=now + HOUR)
    change_round(current, {"closes_at": now + 2 * DAY}, by=None, at=now)
    assert Letter.objects.count() == 0
    Round.objects.update(status="frozen")
    change_round(current, {"publishes_at": now + 5 * DAY}, by=None, at=now)
    with pytest.raises(Refused, match="Only an open round"):
        change_round(current, {"expiry_hours": 5}, by=None, at=now)
    Round.objects.update(status="published")
    with pytest.raises(Refused):
        change_round(current, {"publishes_at": None}, by=None, at=now)


def test_what_lies_behind_an_unchanged_round_stands_in_nobodys_way(edition: Any) -> None:
    now = timezone.now()
    current = make.make_round(edition, opens_at=now - DAY, reminds_at=now - HOUR, closes_at=now + DAY)
    assert change_round(current, {"closes_at": now + 2 * DAY}, by=None, at=now).closes_at == now + 2 * DAY


def test_a_reminder_that_went_out_does_not_go_out_again_for_another_closing(edition: Any, people: Any) -> None:
    now = timezone.now()
    current = make.make_round(edition, closes_at=now + 3 * DAY, reminds_at=now + HOUR)
    assert remind_of_closing(at=now + HOUR) == 2
    later = now + 2 * HOUR
    change_round(current, {"closes_at": now + 5 * DAY}, by=None, at=later)
    current.refresh_from_db()
    assert (current.reminds_at, remind_of_closing(at=later), remind_of_closing(at=now + 4 * DAY)) == (None, 0, 2)
    change_round(current, {"closes_at": now + 5 * DAY - HOUR}, by=None, at=now + 4 * DAY)
    assert remind_of_closing(at=now + 4 * DAY) == 0


def test_who_was_reminded_is_not_reminded_again_of_a_closing_that_comes_back(edition: Any, people: Any) -> None:
    now = timezone.now()
    for said, reminded in ((now + HOUR, now + HOUR), (None, now + 2 * DAY)):
        Round.objects.all().delete()
        current = make.make_round(edition, closes_at=now + 3 * DAY, reminds_at=said)
        assert remind_of_closing(at=reminded) == 2
        later = reminded + timedelta(minutes=5)
        change_round(current, {"closes_at": now + 9 * DAY}, by=None, at=later)
        take_change_back(current, last_change(current).pk, by=None, at=later)
        current.refresh_from_db()
        assert (current.closes_at, current.reminds_at) == (now + 3 * DAY, said)
        assert [remind_of_closing(at=later), remind_of_closing(at=now + 3 * DAY - HOUR)] == [0, 0]


def test_whose_letter_waits_longer_is_told_of_both_changes(edition: Any, people: Any) -> None:
    now = timezone.now()
    daily, at_once = (one.person.account for one in people)
    keep_habits(daily, chosen={"part": "daily"}, hours={"daily_hour": (now.hour + 5) % 24})
    current = make.make_round(edition, closes_at=now + 3 * DAY, expiry_hours=72)
    change_round(current, {"closes_at": now + 4 * DAY}, by=None, at=now)
    first = sent("round_changed", after=timedelta(minutes=1))
    assert (list(first), "Requests close: " in first[at_once.email]) == ([at_once.email], True)
    change_round(current, {"expiry_hours": 48}, by=None, at=now + timedelta(minutes=2))
    second = sent("round_changed", after=2 * DAY)
    told = {who: ["Requests close: " in body, "48 hours" in body] for who, body in second.items()}
    assert told == {daily.email: [True, True], at_once.email: [False, True]}


def test_a_round_that_was_frozen_early_publishes_before_it_would_have_closed(edition: Any) -> None:
    now = timezone.now()
    current = make.make_round(edition, status="frozen", opens_at=now + DAY, closes_at=now + 3 * DAY, frozen_at=now - HOUR)
    change_round(current, {"publishes_at": now + HOUR}, by=None, at=now)
    assert Round.objects.get().publishes_at == now + HOUR
    with pytest.raises(Refused, match="published in the future"):
        change_round(current, {"publishes_at": now - HOUR}, by=None, at=now)


def test_a_round_that_was_opened_early_closes_before_it_would_have_opened(edition: Any) -> None:
    now = timezone.now()
    current = make.make_round(edition, opens_at=now + 2 * DAY, closes_at=now + 3 * DAY)
    assert change_round(current, {"closes_at": now + DAY}, by=None, at=now).closes_at == now + DAY


@pytest.mark.parametrize(
    ("closes", "publishes", "left"),
    [(-HOUR, -timedelta(minutes=5), []), (-HOUR, HOUR, ["publishes_at"]), (2 * DAY, HOUR, ["reminds_at", "closes_at"])],
)
def test_a_round_that_is_opened_again_is_in_order(edition: Any, closes: Any, publishes: Any, left: list[str]) -> None:
    now = timezone.now()
    moments = {"reminds_at": now - 2 * HOUR, "closes_at": now + closes, "publishes_at": now + publishes}
    held = make.make_round(edition, status="frozen", frozen_at=now - HOUR, reminded_at=now - 2 * HOUR, **moments)
    reopen(held, by=None, at=now)
    current = Round.objects.get()
    assert [name for name in moments if getattr(current, name) is not None] == left
    assert (current.reminded_at is None) == ("reminds_at" not in left)
    assert facts("reopen round") == dict.fromkeys(name for name in moments if name not in left)
    change_round(current, {"expiry_hours": 12, "closes_at": now + 3 * DAY, "publishes_at": None}, by=None, at=now)
    assert Round.objects.get().closes_at == now + 3 * DAY


def test_a_round_that_was_given_up_meanwhile_is_refused_and_left_out_by_the_others_pass(edition: Any, monkeypatch: Any) -> None:
    opens = timezone.now() + DAY
    gone, other = make.make_round(edition, status="planned", opens_at=opens), make.make_edition("spring")
    stays = make.make_round(other, status="planned", opens_at=opens)
    honest = Round.objects.select_for_update

    def given_up() -> Any:
        Round.objects.filter(pk=gone.pk).delete()
        return honest()

    monkeypatch.setattr(Round.objects, "select_for_update", given_up)
    assert open_due(at=opens) == 1
    stays.refresh_from_db()
    assert stays.status == "open"
    for late in (lambda: drop_round(gone, by=None), lambda: open_now(gone, by=None, at=opens)):
        with pytest.raises(Refused, match="given up meanwhile"):
            late()


def test_a_planned_round_keeps_a_moment_at_which_it_opens(edition: Any) -> None:
    now = timezone.now()
    planned = open_round(edition, by=None, opens_at=now + DAY)
    with pytest.raises(Refused, match="Say when the round opens"):
        change_round(planned, {"opens_at": None}, by=None, at=now)


def test_a_restored_round_waits_for_its_organisers(edition: Any) -> None:
    moment = timezone.now() + DAY
    planned = make.make_round(edition, status="planned", opens_at=moment, closes_at=moment + DAY, publishes_at=moment + 2 * DAY)
    frozen = make.make_round(make.make_edition("spring"), status="frozen", closes_at=moment, publishes_at=moment + DAY)
    over = make.make_round(make.make_edition("summer"), status="published", publishes_at=moment)
    assert (let_rounds_wait(moment), open_due(at=moment), rounds_to_publish(moment + 3 * DAY).count()) == (2, 0, 0)
    found = [(one.opens_at, one.closes_at, one.publishes_at) for one in Round.objects.order_by("pk")]
    assert found == [(None, moment + DAY, None), (None, moment, None), (None, None, moment)]
    before = {entry.before["publishes_at"] for entry in Entry.objects.filter(action="change round")}
    assert before == {one.publishes_at.isoformat() for one in (planned, frozen)} and over.pk
    assert let_rounds_wait(moment) == 0


SIX = datetime(2027, 3, 3, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "span", "word", "left"),
    [
        ("open", timedelta(days=2, hours=4, minutes=5), "closes", "in 2 days 4 h"),
        ("open", timedelta(hours=5, minutes=7), "closes", "in 5 h 07 min"),
        ("open", timedelta(minutes=1), "closes", "in 1 min"),
        ("planned", timedelta(days=1, minutes=59), "opens", "in 1 day"),
    ],
)
def test_delegates_read_how_long_it_is(status: str, span: timedelta, word: str, left: str) -> None:
    found = ahead_of(Round(status=status, opens_at=SIX, closes_at=SIX), SIX - span)
    assert found is not None
    assert (found.word, found.moment, found.left) == (word, SIX, left)


@pytest.mark.parametrize(
    ("status", "closes_at"), [("open", None), ("open", SIX), ("frozen", SIX + DAY), ("published", SIX + DAY)]
)
def test_what_is_over_or_has_no_moment_is_not_counted_down(status: str, closes_at: Any) -> None:
    assert ahead_of(Round(status=status, closes_at=closes_at), SIX) is None
    assert ahead_of(None, SIX) is None


@pytest.mark.parametrize(
    ("backed_up", "then", "restored"),
    [
        ("open", "frozen", "frozen"),
        ("open", "published", "frozen"),
        ("planned", "frozen", "frozen"),
        ("planned", "open", "planned"),
        ("open", "open", "open"),
        ("frozen", "open", "frozen"),
        ("frozen", "published", "frozen"),
    ],
)
def test_a_restore_does_not_open_again_what_was_closed(backed_up: str, then: str, restored: str) -> None:
    column = declared.rows["match.round"].columns["status"]
    assert column.least(Round(), backed_up, column.sealed(then)) == restored
