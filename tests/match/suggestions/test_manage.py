"""The organiser's page: weights, computations under way, how attention is spread, and which reasons persuade."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from praya.match.suggestions import tuning
from praya.match.suggestions.computing import mark_failed
from praya.match.suggestions.models import SuggestionRun, Weighing
from tests import builders as make
from tests.match.suggestions.market import Fair, run_jobs

pytestmark = pytest.mark.django_db
USUAL = {
    "needs": "10",
    "rights": "10",
    "genres": "5",
    "formats": "3",
    "stages": "2",
    "budgets": "3",
    "countries": "4",
    "collaborators": "6",
    "languages": "3",
    "activities": "4",
    "sites": "1",
    "answered": "40",
}


class Desk:
    """Hold an organiser with a browser."""

    def __init__(self) -> None:
        self.fair = Fair()
        self.client = make.sign_in(Client(), make.make_team_member(self.fair.edition))
        self.address = f"/e/{self.fair.edition.slug}/manage/suggestions/"

    def do(self, word: str, **words: str) -> object:
        """Press a button and follow where it leads."""
        return self.client.post(f"{self.address}do/", {"do": word, **words}, follow=True)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def told(answer: object) -> list[str]:
    return [str(message) for message in answer.context["messages"]]  # type: ignore[attr-defined]


def test_an_organiser_computes_and_sees_the_progress_and_then_the_figures(desk: Desk) -> None:
    page = desk.do("compute")
    assert told(page) == ["The suggestions are being computed."]
    assert page.context["job"].label == "Finding out who is worth meeting"  # type: ignore[attr-defined]
    part = desk.client.get(f"{desk.address}?part=progress", headers={"HX-Request": "true"}).content.decode()
    assert 'hx-trigger="every 2s"' in part
    assert "<h1>" not in part
    run_jobs()
    page = desk.client.get(desk.address)
    assert page.context["job"] is None
    assert [spread.title for spread in page.context["spreads"]] == [str(title) for title in tuning.CHANNELS.values()]
    people = page.context["spreads"][0]
    assert {name for name, _count in people.most} == {
        "Ploy Siri",
        "Ng See-yuen",
        "Marie Fonds",
        "Lantern Sales",
        desk.fair.seller.person.name,
    }
    assert people.figures["readers"] == 4
    assert sum(bar.counts[1] for bar in people.bars) == people.figures["suggested"] == 5


def test_a_failed_computation_is_told(desk: Desk) -> None:
    desk.do("compute")
    mark_failed("no memory", SuggestionRun.objects.get().pk)
    assert "The last computation failed." in desk.client.get(desk.address).content.decode()


def test_weights_are_kept_reset_and_refused_outside_their_range(desk: Desk) -> None:
    assert told(desk.do("save", **{**USUAL, "rights": "0"})) == ["The weights are kept. Compute to use them."]
    assert Weighing.objects.get().points == {"rights": 0}
    assert desk.client.get(desk.address).context["form"].initial["rights"] == 0
    refused = desk.do("save", **{**USUAL, "rights": "101"})
    assert refused.status_code == 422  # type: ignore[attr-defined]
    assert Weighing.objects.get().points == {"rights": 0}
    assert told(desk.do("reset")) == ["The weights are the usual ones again. Compute to use them."]
    assert Weighing.objects.get().points == {}


def test_an_unknown_button_is_no_page(desk: Desk) -> None:
    assert desk.client.post(f"{desk.address}do/", {"do": "dance"}).status_code == 404


def test_weights_are_tried_on_a_few_delegates_before_they_are_kept(desk: Desk) -> None:
    desk.fair.compute()
    page = desk.do("try", **{**USUAL, "activities": "90", "needs": "0"})
    assert page.context["trial"] is not None  # type: ignore[attr-defined]
    run_jobs()
    page = desk.client.get(desk.address)
    assert page.context["trial"] is None
    trials = {name: (now, then) for name, now, then in page.context["trials"]}
    assert set(trials) == {"Ploy Siri", "Ng See-yuen", "Marie Fonds", desk.fair.seller.person.name}
    assert all(len(now) == len(then) for now, then in trials.values())
    assert Weighing.objects.get().points == {}


def test_what_persuades_is_counted_over_everybody_and_not_told_below_five(desk: Desk) -> None:
    desk.fair.compute()
    figures = SuggestionRun.objects.get().figures
    guests = [desk.fair.guest(f"Guest {number}") for number in range(6)]
    for guest in guests[:5]:
        make.make_suggestion_use(guest, desk.fair.seller, "site", "activity")
    host = make.calendar_of(desk.fair.stand)
    accepted = make.make_request(make.make_calendar(guests[0]), host, status="accepted")
    make.make_suggestion_use(guests[0], desk.fair.seller, "site", how="asked", request=accepted)
    make.make_suggestion_use(guests[5], desk.fair.fund, "language")
    rows = {one.label: one for one in tuning.persuasions(desk.fair.edition.pk, figures)}
    site, activity = rows["at the same site"], rows["a business that suits the reader's"]
    assert (site.taken, site.asked, site.accepted) == (5, None, None)
    assert (activity.taken, activity.share) == (5, f"{500 / activity.shown:.1f}")
    assert rows["a language in common"].taken is None


def test_the_file_says_the_same_as_the_page(desk: Desk) -> None:
    desk.fair.compute()
    answer = desk.client.get(f"{desk.address}file/csv/")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(text)))
    found = tuning.persuasions(desk.fair.edition.pk, SuggestionRun.objects.get().figures)
    assert rows[0] == ["Reason", "Shown", "Taken up", "Share in per cent", "Asked", "Accepted"]
    assert [(row[0], row[1]) for row in rows[1:]] == [(one.label, str(one.shown)) for one in found]
    book = desk.client.get(f"{desk.address}file/xlsx/")
    assert b"".join(book.streaming_content)[:2] == b"PK"
    assert book["Content-Disposition"] == f'attachment; filename="{desk.fair.edition.slug}-suggestions.xlsx"'
    assert desk.client.get(f"{desk.address}file/pdf/").status_code == 404


def test_the_picture_keeps_small_bars_in_sight() -> None:
    bars = tuning.bars([0, 4, 100], [0, 100, 4], 30)
    assert [(bar.before, bar.after) for bar in bars] == [(0.0, 0.0), (36.0, 180.0), (180.0, 36.0)]
    assert [bar.label for bar in bars] == ["0–9", "10–19", "20–29"]


def test_the_page_takes_as_many_queries_for_one_as_for_three(desk: Desk) -> None:
    def queries() -> int:
        desk.client.get(desk.address)
        with CaptureQueriesContext(connection) as taken:
            assert desk.client.get(desk.address).status_code == 200
        return len(taken)

    desk.fair.compute()
    before = queries()
    for number in range(3):
        desk.fair.guest(f"Guest {number}", activities=["festival"])
    desk.fair.compute()
    assert before == queries() == 13
