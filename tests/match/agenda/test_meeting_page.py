"""Open a meeting's own page: who comes and what was said, and what can be done on the way there and after it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from praya.core.actions.refusing import Refused
from praya.core.audit.models import Entry
from praya.match.agenda.actions import hand_meeting_over, say_one_is_late
from praya.match.agenda.queries import agenda_items
from praya.match.diary.models import Attendance, Meeting
from praya.match.diary.outcomes import own_attendance, say_outcome
from praya.match.repairs.models import Repair
from praya.meet.notices.models import Notice
from praya.meet.parties.sides import side_of
from tests import builders as make

pytestmark = pytest.mark.django_db


class World:
    """Hold a meeting of a company with three people and a buyer, who asked for it."""

    def __init__(self) -> None:
        self.edition = make.make_edition()
        self.exhibitor = make.make_exhibitor(self.edition, organisation=make.make_organisation("Lantern Films"), staff=3)
        self.seller, self.colleague, self.third = make.staff_of(self.exhibitor)
        self.buyer = make.make_delegate(self.edition, name="Ng See-yuen")
        self.stand, self.own = make.calendar_of(self.exhibitor), make.calendar_of(self.buyer)
        self.site = self.edition.sites.get(slug="hk")
        self.request = make.make_request(self.own, self.stand, status="accepted", message="A package of three 電影")
        self.root = f"/e/{self.edition.slug}/agenda"

    def meeting(self, starts_at=make.HK_MORNING, **fields) -> Meeting:
        known = {"site": self.site, "stand": self.exhibitor.stand, "request": self.request}
        return make.make_meeting(self.stand, self.own, starts_at, **(known | fields))

    def side(self, delegate):
        return side_of(delegate, delegate.person.account)

    def page(self, delegate, meeting: Meeting) -> str:
        client = make.sign_in(Client(), delegate.person.account)
        return client.get(f"{self.root}/{meeting.code}/").content.decode()

    def told(self) -> set[tuple[int, str]]:
        return set(Notice.objects.values_list("delegate", "kind"))


@pytest.fixture
def world() -> World:
    return World()


def test_the_page_says_who_comes_what_they_bring_and_what_was_asked(world: World) -> None:
    title = make.make_title("The Clock", owner=world.exhibitor.organisation)
    make.make_work(world.edition, title)
    meeting = world.meeting()
    thread = make.make_thread(world.buyer, world.seller, "Shall we look at the trailer?", "Gladly.")
    text = world.page(world.buyer, meeting)
    for words in (
        world.seller.person.name,
        "Lantern Films",
        f"/persons/{world.seller.person.code}/",
        "The Clock",
        "A package of three 電影",
        f"/requests/{world.request.code}/",
        "Gladly.",
        f"/messages/{thread.code}/",
        f"/messages/to/{world.seller.code}/",
        "Hall HKG, stand A1",
        "Tuesday 16 March, Hong Kong",
    ):
        assert words in text, words


def test_a_colleague_reads_the_meeting_and_not_the_conversation_of_another(world: World) -> None:
    meeting = world.meeting()
    make.make_thread(world.buyer, world.seller, "Between the two of us")
    text = world.page(world.colleague, meeting)
    assert ("A package of three" in text, "Between the two of us" in text) == (True, False)
    stranger = make.make_delegate(world.edition)
    client = make.sign_in(Client(), stranger.person.account)
    assert [client.get(f"{world.root}/{code}/").status_code for code in (meeting.code, "absent")] == [404, 404]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_whatever_it_shows(world: World, django_assert_num_queries, count: int) -> None:
    meeting = world.meeting()
    for number in range(count):
        make.make_work(world.edition, make.make_title(f"Work {number}", owner=world.exhibitor.organisation))
        make.make_delegate(world.edition, organisation=world.exhibitor.organisation)
    make.make_thread(world.buyer, world.seller, *("words " * count).split())
    client = make.sign_in(Client(), world.seller.person.account)
    with django_assert_num_queries(QUERIES):
        assert client.get(f"{world.root}/{meeting.code}/").status_code == 200


QUERIES = 19


def test_a_meeting_that_was_left_to_a_former_company_tells_nothing_new(world: World) -> None:
    meeting = world.meeting()
    Attendance.objects.filter(meeting=meeting, calendar=world.stand).update(note="theirs", is_released=True)
    Attendance.objects.create(
        meeting=meeting, calendar=world.stand, delegate=world.colleague, starts_at=meeting.starts_at, note="also theirs"
    )
    world.seller.organisation = make.make_organisation("Elsewhere")
    world.seller.save()
    text = world.page(world.seller, meeting)
    assert ("Ng See-yuen" in text, "handed over" in text) == (True, True)
    for words in ("theirs", "A package of three", world.colleague.person.name, "Keep the note", "Hall HKG"):
        assert words not in text, words


def soon(minutes: int = 20):
    return timezone.now().replace(microsecond=0) + timedelta(minutes=minutes)


def test_whoever_is_late_tells_the_other_side_and_the_desk(world: World) -> None:
    meeting = world.meeting(soon())
    client = make.sign_in(Client(), world.seller.person.account)
    answer = client.post(f"{world.root}/{meeting.code}/late/", {"minutes": "15"}, follow=True)
    assert "The other side has been told, and the desk knows." in answer.content.decode()
    assert world.told() == {(world.buyer.pk, "late")}
    assert "The other side comes 15 minutes late." in world.page(world.buyer, meeting)
    assert "15 min late" in make.sign_in(Client(), world.buyer.person.account).get(f"{world.root}/").content.decode()
    assert list(Entry.objects.filter(action="say late").values_list("after", flat=True)) == [{"minutes": 15}]


def test_the_desk_finds_what_can_be_done_about_whoever_is_late(world: World) -> None:
    meeting = world.meeting()
    attendance = own_attendance(world.side(world.seller), meeting.code)
    say_one_is_late(world.side(world.seller), attendance, 20, at=meeting.starts_at - timedelta(minutes=10))
    (repair,) = Repair.objects.all()
    assert (repair.kind, repair.delegate, repair.status) == ("late", world.seller, "proposed")
    assert (repair.lost_from, repair.lost_until) == (meeting.starts_at, meeting.starts_at + timedelta(minutes=20))
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.status) == (make.HK_MORNING, "scheduled")


def test_being_late_is_refused_far_ahead_afterwards_twice_and_by_nonsense(world: World) -> None:
    meeting = world.meeting()
    side = world.side(world.seller)
    attendance = own_attendance(side, meeting.code)
    near = meeting.starts_at - timedelta(minutes=5)
    for at, minutes, words in (
        (near - timedelta(hours=4), 10, "three hours"),
        (meeting.ends_at, 10, "three hours"),
        (near, 7, "by how many"),
    ):
        with pytest.raises(Refused, match=words):
            say_one_is_late(side, attendance, minutes, at=at)
    say_one_is_late(side, attendance, 10, at=near)
    with pytest.raises(Refused, match="knows that already"):
        say_one_is_late(side, attendance, 10, at=near)
    Meeting.objects.update(status="cancelled")
    with pytest.raises(Refused, match="has been cancelled"):
        say_one_is_late(side, attendance, 20, at=near)
    client = make.sign_in(Client(), world.seller.person.account)
    for minutes in ("", "−5", "9" * 400, "x"):
        assert client.post(f"{world.root}/{meeting.code}/late/", {"minutes": minutes}).status_code == 302
    assert Notice.objects.count() == 1


def test_a_colleague_takes_a_meeting_over(world: World) -> None:
    meeting = world.meeting()
    client = make.sign_in(Client(), world.seller.person.account)
    assert f'value="{world.colleague.code}"' in client.get(f"{world.root}/{meeting.code}/").content.decode()
    client.post(f"{world.root}/{meeting.code}/hand-over/", {"to": world.colleague.code})
    assert [item.state for item in agenda_items(world.seller)] == ["handed_over"]
    assert [item.state for item in agenda_items(world.colleague)] == ["scheduled"]
    assert world.told() == {(world.colleague.pk, "takeover"), (world.buyer.pk, "takeover")}
    meeting.refresh_from_db()
    assert (meeting.sequence, meeting.starts_at, meeting.stand) == (1, make.HK_MORNING, world.exhibitor.stand)
    assert f"{world.colleague.person.name} goes in your place" in client.get(f"{world.root}/").content.decode()


def test_whoever_answers_for_somebody_else_tells_them_too(world: World) -> None:
    meeting = world.meeting()
    side = world.side(world.third)
    hand_meeting_over(side, own_attendance(side, meeting.code), world.colleague, [world.site], at=timezone.now())
    assert world.told() == {(one.pk, "takeover") for one in (world.seller, world.colleague, world.buyer)}


def test_only_a_free_colleague_of_the_same_company_takes_over(world: World) -> None:
    meeting, sites = world.meeting(), list(world.edition.sites.all())
    other = make.make_delegate(world.edition)
    make.make_meeting(world.stand, make.calendar_of(other), delegates=(world.colleague, other), request=None)
    side, now = world.side(world.seller), timezone.now()
    attendance = own_attendance(side, meeting.code)
    for somebody in (world.colleague, world.buyer, other, world.seller):
        with pytest.raises(Refused, match="no longer free"):
            hand_meeting_over(side, attendance, somebody, sites, at=now)
    with pytest.raises(Refused, match="already begun"):
        hand_meeting_over(side, attendance, world.third, sites, at=meeting.starts_at)
    buying = world.side(world.buyer)
    with pytest.raises(Refused, match="no longer free"):
        hand_meeting_over(buying, own_attendance(buying, meeting.code), world.seller, sites, at=now)
    world.request.named = world.seller
    world.request.save()
    with pytest.raises(Refused, match="asked for this very person"):
        hand_meeting_over(side, own_attendance(side, meeting.code), world.third, sites, at=now)
    assert "Hand over" not in world.page(world.seller, meeting)
    Meeting.objects.filter(pk=meeting.pk).update(status="cancelled")
    with pytest.raises(Refused, match="has changed meanwhile"):
        hand_meeting_over(side, attendance, world.third, sites, at=now)
    assert world.told() == set()


def test_a_day_to_follow_up_is_kept_by_the_own_side(world: World) -> None:
    meeting = world.meeting(soon(-5))
    client = make.sign_in(Client(), world.seller.person.account)
    path, day = f"{world.root}/{meeting.code}/follow-up/", timezone.now().date() + timedelta(days=7)
    client.post(path, {"follow_up_on": day.isoformat()})
    (item,) = agenda_items(world.seller)
    assert (item.outcome, item.follow_up_on) == ("held", day)
    assert [(item.outcome, item.follow_up_on) for item in agenda_items(world.buyer)] == [("", None)]
    assert f'value="{day.isoformat()}"' in world.page(world.seller, meeting)
    assert day.isoformat() not in world.page(world.buyer, meeting)
    refused = client.post(path, {"follow_up_on": "someday"}, follow=True).content.decode()
    assert "Choose the day on which you will follow up." in refused
    side = world.side(world.seller)
    with pytest.raises(Refused, match="This day is over"):
        say_outcome(side, own_attendance(side, meeting.code), "held", at=timezone.now(), follow_up_on=date(2020, 1, 1))
    client.post(f"{world.root}/{meeting.code}/outcome/", {"outcome": "no_show"})
    assert [(item.outcome, item.follow_up_on) for item in agenda_items(world.seller)] == [("no_show", None)]


def test_the_meeting_that_was_over_last_is_asked_after_on_the_agenda_until_that_is_said(world: World) -> None:
    meeting = world.meeting(soon(-40))
    client = make.sign_in(Client(), world.seller.person.account)
    agenda, path = f"{world.root}/", f"{world.root}/{meeting.code}/outcome/"
    assert f'action="{path}"' in client.get(agenda).content.decode()
    assert f'action="{path}"' not in client.get(f"{agenda}?of=company").content.decode()
    answer = client.post(path, {"outcome": "held"}, headers={"referer": f"http://testserver{agenda}"})
    assert answer["Location"] == f"http://testserver{agenda}"
    assert f'action="{path}"' not in client.get(agenda).content.decode().replace("?outcome=", " ")
    assert f'action="{path}"' in make.sign_in(Client(), world.buyer.person.account).get(agenda).content.decode()
    meeting.attendances.update(outcome="")
    Meeting.objects.update(starts_at=soon(-160), ends_at=soon(-125))
    assert f'action="{path}"' not in client.get(agenda).content.decode()


@pytest.mark.parametrize("typed", [{}, {"outcome": "bogus"}, {"out": "held"}])
def test_a_word_that_no_button_sends_changes_no_outcome(world: World, typed: dict[str, str]) -> None:
    meeting = world.meeting(timezone.now() - timedelta(hours=1))
    client = make.sign_in(Client(), world.seller.person.account)
    path = f"{world.root}/{meeting.code}/outcome/"
    client.post(path, {"outcome": "held"})
    assert client.post(path, typed).status_code == 404
    assert own_attendance(world.side(world.seller), meeting.code).outcome == "held"
    client.post(path, {"outcome": ""})
    assert own_attendance(world.side(world.seller), meeting.code).outcome == ""


def test_cancelling_twice_is_done_once_and_the_page_leads_back(world: World) -> None:
    start = timezone.now() + timedelta(days=1)
    meeting = world.meeting(start.replace(minute=0, second=0, microsecond=0))
    client = make.sign_in(Client(), world.seller.person.account)
    answers = [client.post(f"{world.root}/{meeting.code}/cancel/", {"line": "Sorry"}) for _press in range(2)]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, f"{world.root}/{meeting.code}/")] * 2
    meeting.refresh_from_db()
    assert (meeting.status, meeting.sequence, world.told()) == ("cancelled", 1, {(world.buyer.pk, "cancelled")})
    restoring = f'action="/e/{world.edition.slug}/requests/{world.request.code}/restore/"'
    own, theirs = world.page(world.seller, meeting), world.page(world.buyer, meeting)
    assert [text.count("Restore the meeting") for text in (own.partition("<h1>")[2], theirs)] == [1, 0]
    assert (own.partition("<h1>")[2].count(restoring), theirs.count(restoring)) == (1, 0)
    asked = f"/e/{world.edition.slug}/requests/{world.request.code}/"
    said = {"Your side has cancelled this meeting.": client, "The other side has cancelled this meeting.": world.buyer}
    for sentence, reader in said.items():
        reading = reader if isinstance(reader, Client) else make.sign_in(Client(), reader.person.account)
        text = reading.get(asked).content.decode()
        assert (sentence in text, 'class="pill pill-bad">cancelled' in text, ">declined<" in text) == (True, True, False)


def test_a_stranger_who_cancels_meets_nothing_even_when_it_is_cancelled(world: World) -> None:
    meeting = world.meeting(status="cancelled")
    client = make.sign_in(Client(), make.make_delegate(world.edition).person.account)
    assert client.post(f"{world.root}/{meeting.code}/cancel/").status_code == 404
