"""Organisers say when a round closes, on the clock of their first site."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from praya.match.requests.models import Round
from praya.match.requests.rounds import close_due
from tests import builders as make
from tests.match.pages import text_of, told

pytestmark = pytest.mark.django_db
CLOSES = datetime(2099, 3, 3, 10, 0, tzinfo=UTC)


@pytest.fixture
def client() -> Client:
    edition = make.make_edition("spring", starts_on=date(2099, 3, 8), ends_on=date(2099, 3, 9))
    return make.sign_in(Client(), make.make_team_member(edition))


def test_a_round_is_opened_until_a_moment_on_the_clock_of_the_first_site(client: Client) -> None:
    typed = {"expiry_hours": "72", "freeze_slots": "2", "closes_at": "2099-03-03T18:00"}
    page = client.post("/e/spring/manage/rounds/", typed, follow=True).content.decode()
    assert Round.objects.get().closes_at == CLOSES
    assert 'value="2099-03-03T18:00"' in page
    past = client.post("/e/spring/manage/rounds/", typed | {"closes_at": "2020-03-03T18:00"})
    assert past.status_code == 422


def fields(page: str) -> dict[str, str]:
    """Return what the form of the moments holds."""
    found = dict(re.findall(r'<input type="[^"]*" name="(\w+)" value="([^"]*)"', page))
    return found | {"includes_unanswered": "on"}


def test_the_moment_is_changed_and_taken_away_and_a_late_form_is_refused(client: Client) -> None:
    current = make.make_round(make.Edition.objects.get(), closes_at=CLOSES)
    address = f"/e/spring/manage/rounds/{current.number}/"
    typed = fields(client.get(address).content.decode())
    assert typed["closes_at"] == "2099-03-03T18:00"
    Round.objects.update(closes_at=CLOSES + timedelta(days=1))
    late = client.post(f"{address}dates/", typed | {"closes_at": "2099-03-05T18:00"})
    assert (late.status_code, Round.objects.get().closes_at) == (422, CLOSES + timedelta(days=1))
    # On the clock of the site, as it is typed.
    (theirs,) = set(re.findall(r"Requests close is now: [^<]*", late.content.decode()))
    assert theirs == "Requests close is now: 4 Mar 2099 18:00 (Hong Kong)"
    typed = fields(client.get(address).content.decode())
    kept = client.post(f"{address}dates/", typed | {"closes_at": ""}, follow=True).content.decode()
    assert ("Kept. What concerns delegates is told" in kept, Round.objects.get().closes_at) == (True, None)
    (undo,) = re.findall(r'action="([^"]*/undo/[^"]*)"', kept)
    client.post(undo.replace("&amp;", "&"))
    assert Round.objects.get().closes_at == CLOSES + timedelta(days=1)
    Round.objects.update(status="published")
    assert client.post(f"{address}dates/", typed).status_code == 302
    assert Round.objects.get().closes_at == CLOSES + timedelta(days=1)


def test_a_wrong_order_is_told_at_its_field(client: Client) -> None:
    typed = {"expiry_hours": "72", "freeze_slots": "2", "opens_at": "2099-03-01T09:00", "closes_at": "2099-03-03T18:00"}
    wrong = {
        "closes_at": ("2099-03-01T08:00", "Requests close after they have opened"),
        "reminds_at": ("2099-03-03T18:00", "lies between the opening and the closing"),
        "publishes_at": ("2099-03-03T17:00", "is published after requests have closed"),
        "opens_at": ("2020-03-01T09:00", "A round opens in the future"),
    }
    for name, (value, sentence) in wrong.items():
        page = client.post("/e/spring/manage/rounds/", typed | {name: value})
        assert (page.status_code, list(page.context["form"].errors)) == (422, [name])
        assert sentence in page.content.decode()
    after = client.post("/e/spring/manage/rounds/", typed | {"publishes_at": "2099-03-10T18:00"})
    sentence = "published after the edition&#x27;s last day, Monday 9 March 2099 (Los Angeles). Choose an earlier moment, or put"
    assert (list(after.context["form"].errors), sentence in after.content.decode()) == (["publishes_at"], True)
    unsaid = client.post("/e/spring/manage/rounds/", typed | {"closes_at": "", "reminds_at": "2099-03-02T09:00"})
    assert "There is nothing to remind of" in unsaid.content.decode()
    client.post("/e/spring/manage/rounds/", typed)
    made = Round.objects.get()
    assert (made.status, made.opened_at, made.opens_at) == ("planned", None, datetime(2099, 3, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2027-03-14T02:30", "02:30 does not exist in Los Angeles on that day: the clocks go forward. Write 03:30 instead."),
        ("2027-11-07T01:30", "01:30 comes twice in Los Angeles on that day: the clocks go back. Write 00:30 or 02:30 instead."),
    ],
)
def test_a_moment_that_the_clock_skips_or_shows_twice_is_refused(typed: str, sentence: str) -> None:
    edition = make.make_edition("summer", with_sites=False)
    make.make_site(edition, "la")
    client = make.sign_in(Client(), make.make_team_member(edition))
    page = client.post("/e/summer/manage/rounds/", {"expiry_hours": "72", "freeze_slots": "2", "closes_at": typed})
    assert (page.status_code, page.context["form"].errors["closes_at"]) == (422, [sentence])


def test_what_was_late_says_so_on_the_page_of_the_round(client: Client) -> None:
    planned = datetime(2027, 1, 5, 10, tzinfo=UTC)
    current = make.make_round(make.Edition.objects.get(), closes_at=planned)
    assert close_due(at=planned + timedelta(minutes=42)) == 1
    page = text_of(client.get(f"/e/spring/manage/rounds/{current.number}/"))
    assert "Planned for 18:00 , done at 18:42 because the worker was down." in page
    trail = text_of(client.get("/e/spring/manage/trail/"))
    assert "Praya froze a round · Round 1" in trail
    assert "planned for: Tue 5 Jan 18:00 (Hong Kong) minutes late, because the worker was down: 42" in trail


def test_a_planned_round_is_opened_at_once_or_given_up(client: Client) -> None:
    edition = make.Edition.objects.get()
    current = make.make_round(edition, status="planned", opens_at=CLOSES, opened_at=None)
    address = f"/e/spring/manage/rounds/{current.number}/"
    assert "This round opens by itself" in text_of(client.get(address))
    client.post(f"{address}open/")
    assert (Round.objects.get().status, client.post(f"{address}drop/").status_code, Round.objects.count()) == ("open", 302, 1)
    Round.objects.update(status="planned")
    client.post(f"{address}drop/")
    assert not Round.objects.exists()


def test_a_restored_round_without_a_moment_says_that_it_waits(client: Client) -> None:
    edition = make.Edition.objects.get()
    current = make.make_round(edition, status="planned", opens_at=None, opened_at=None)
    page = text_of(client.get(f"/e/spring/manage/rounds/{current.number}/"))
    assert ("This round waits for you" in page, "This round opens by itself" in page) == (True, False)
    assert "The planned round has no moment at which it opens." in text_of(client.get("/e/spring/manage/"))


@pytest.mark.parametrize("moment", ["9999-12-31T23:59", "0001-01-01T00:00", "2200-01-01T00:00"])
def test_a_year_in_which_no_clock_is_known_is_refused(client: Client, moment: str) -> None:
    page = client.post("/e/spring/manage/rounds/", {"closes_at": moment, "expiry_hours": "48", "freeze_slots": "2"})
    assert page.context["form"].errors["closes_at"] == ["Choose a year from 2000 to 2199."]
    assert (page.status_code, Round.objects.count()) == (422, 0)


def test_a_number_longer_than_any_key_takes_nothing_back(client: Client) -> None:
    current = make.make_round(make.Edition.objects.get())
    page = client.post(f"/e/spring/manage/rounds/{current.number}/undo/", {"entry": "9" * 5000}, follow=True)
    assert told(page) == ["This round has been changed again since. Look at it, and change it anew."]


def test_a_frozen_round_takes_a_publication_before_it_would_have_closed(client: Client) -> None:
    now = timezone.now()
    current = make.make_round(make.Edition.objects.get(), status="frozen", frozen_at=now, closes_at=now + timedelta(days=9))
    typed = (now + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    page = client.post(f"/e/spring/manage/rounds/{current.number}/dates/", {"publishes_at": typed})
    assert (page.status_code, Round.objects.get().publishes_at is not None) == (302, True)
