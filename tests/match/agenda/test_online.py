"""Meet online: the room comes from what was typed, from somebody's own room or from the edition's pattern."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from praya.core.actions.refusing import Refused
from praya.core.audit.models import Entry
from praya.core.letters.sending import send_due
from praya.match.agenda.joining import join_at, link_of
from praya.match.agenda.queries import agenda_items
from praya.match.diary.booking import notify
from praya.match.diary.models import Meeting, OwnRoom
from praya.match.diary.outcomes import own_attendance
from praya.match.diary.rooms import keep_room, say_link
from praya.meet.notices.models import Notice
from praya.meet.parties.sides import side_of
from tests import builders as make

pytestmark = pytest.mark.django_db
PATTERN = "https://meet.example.org/{edition}-{meeting}"
OWN, OTHER, TYPED = (f"https://rooms.example.org/{word}" for word in ("own", "other", "typed"))


class World:
    """Hold a seller in Hong Kong and a buyer in Los Angeles who meet online."""

    def __init__(self) -> None:
        self.edition = make.make_edition("fair")
        self.exhibitor = make.make_exhibitor(self.edition, "Lantern Films", staff=2)
        self.seller, self.colleague = make.staff_of(self.exhibitor)
        self.buyer = make.make_delegate(self.edition, site="la", name="Ana Lam")
        self.stand, self.own = make.calendar_of(self.exhibitor), make.calendar_of(self.buyer)
        self.meeting = make.make_meeting(self.stand, self.own)

    def link(self, delegate: Any) -> str:
        self.edition.refresh_from_db()
        (item,) = agenda_items(delegate)
        return link_of(item, self.edition)

    def client(self, delegate: Any) -> Client:
        return make.sign_in(Client(), delegate.person.account)

    def page(self, delegate: Any) -> str:
        return self.client(delegate).get(f"/e/fair/agenda/{self.meeting.code}/").content.decode()

    def side(self, delegate: Any):
        return side_of(delegate, delegate.person.account)


@pytest.fixture
def world() -> World:
    return World()


def test_what_is_typed_comes_before_own_rooms_and_those_before_the_pattern(world: World) -> None:
    assert (world.link(world.buyer), world.link(world.seller)) == ("", "")
    assert "Nobody has said yet in which room you meet." in world.page(world.buyer)
    world.edition.online_link = PATTERN
    world.edition.save()
    assert world.link(world.buyer) == world.link(world.seller) == f"https://meet.example.org/fair-{world.meeting.code}"
    keep_room(world.buyer, OTHER, by=None)
    assert world.link(world.seller) == OTHER
    keep_room(world.seller, OWN, by=None)
    assert world.link(world.buyer) == world.link(world.seller) == OWN
    side = world.side(world.colleague)
    say_link(side, own_attendance(side, world.meeting.code), TYPED, at=timezone.now())
    assert world.link(world.buyer) == world.link(world.seller) == TYPED
    say_link(side, own_attendance(side, world.meeting.code), "", at=timezone.now())
    keep_room(world.seller, "", by=None)
    assert world.link(world.buyer) == OTHER
    assert OwnRoom.objects.count() == 1


def test_the_own_room_of_whoever_no_longer_goes_is_not_told(world: World) -> None:
    keep_room(world.seller, OWN, by=None)
    world.meeting.attendances.filter(delegate=world.seller).update(is_released=True)
    world.meeting.attendances.create(calendar=world.stand, delegate=world.colleague, starts_at=world.meeting.starts_at)
    assert world.link(world.buyer) == ""
    assert OWN not in world.page(world.buyer)


def test_a_room_is_joined_from_ten_minutes_before_until_the_end(world: World) -> None:
    keep_room(world.seller, OWN, by=None)
    (item,) = agenda_items(world.buyer)
    begins, ends = item.starts_at, item.ends_at
    for moment, expected in (
        (begins - timedelta(minutes=11), ""),
        (begins - timedelta(minutes=10), OWN),
        (ends - timedelta(seconds=1), OWN),
        (ends, ""),
    ):
        assert join_at(item, world.edition, moment) == expected
    assert "You can join here from Los Angeles 17:50." in world.page(world.buyer)
    now = timezone.now().replace(microsecond=0)
    Meeting.objects.update(starts_at=now + timedelta(minutes=5), ends_at=now + timedelta(minutes=35))
    join = f'href="{OWN}" rel="noopener noreferrer">Join</a>'
    assert join in world.page(world.buyer)
    assert join in world.client(world.buyer).get("/e/fair/agenda/").content.decode()
    Meeting.objects.update(status="cancelled")
    world.meeting.attendances.update(is_released=True)
    assert OWN not in world.page(world.buyer)


def test_a_meeting_at_two_sites_says_where_each_side_sits(world: World) -> None:
    text = world.page(world.buyer)
    assert 'hue-1">HKG</span>Hall HKG, stand A1' in text
    assert 'hue-2">LAX</span>' in text


def test_the_letter_and_the_calendar_hold_the_room(world: World) -> None:
    keep_room(world.seller, OWN, by=None)
    notify(world.meeting, "booked")
    send_due(lambda: None, clock=lambda: timezone.now() + timedelta(minutes=1))
    assert {f"Join: {OWN}" in letter.body for letter in mail.outbox} == {True}
    text = Client().get(f"/feeds/{world.buyer.feed_token}.ics").content
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert str(event["LOCATION"]) == OWN


def test_typing_a_room_tells_the_other_side_once_and_the_trail_not_where(world: World) -> None:
    client = world.client(world.buyer)
    path = f"/e/fair/agenda/{world.meeting.code}/link/"
    assert client.post(path, {"link": TYPED})["Location"] == f"/e/fair/agenda/{world.meeting.code}/"
    client.post(path, {"link": TYPED})
    assert list(Notice.objects.values_list("delegate", "kind")) == [(world.seller.pk, "place")]
    world.meeting.refresh_from_db()
    assert (world.meeting.link, world.meeting.sequence) == (TYPED, 1)
    assert TYPED not in str(list(Entry.objects.values()))
    assert f'value="{TYPED}"' in client.get(path).content.decode()


def test_what_is_no_address_is_said_beside_what_was_typed(world: World) -> None:
    client = world.client(world.buyer)
    for path in (f"/e/fair/agenda/{world.meeting.code}/link/", "/e/fair/me/room/"):
        answer = client.post(path, {"link": "javascript:alert(1)"})
        text = answer.content.decode()
        assert answer.status_code == 422
        assert "This is no web address." in text
        assert 'value="javascript:alert(1)"' in text
    assert (OwnRoom.objects.count(), Notice.objects.count()) == (0, 0)
    client.post("/e/fair/me/room/", {"link": OWN})
    assert f'value="{OWN}"' in client.get("/e/fair/me/room/").content.decode()


def test_only_an_online_meeting_that_stands_has_a_room(world: World) -> None:
    side, at = world.side(world.buyer), world.meeting.starts_at
    attendance = own_attendance(side, world.meeting.code)
    with pytest.raises(Refused, match="This meeting is over"):
        say_link(side, attendance, TYPED, at=world.meeting.ends_at)
    Meeting.objects.update(site=world.edition.sites.get(slug="hk"))
    with pytest.raises(Refused, match="Only online meetings"):
        say_link(side, attendance, TYPED, at=at)
    Meeting.objects.update(site=None, status="cancelled")
    with pytest.raises(Refused, match="has been cancelled"):
        say_link(side, attendance, TYPED, at=at)


def test_organisers_set_the_pattern_of_rooms(world: World) -> None:
    client = make.sign_in(Client(), make.make_team_member(world.edition))
    path, one = "/e/fair/manage/edition/", world.edition
    typed = {"name_en": "Fair", "slot_minutes": "30", "starts_on": one.starts_on.isoformat(), "ends_on": one.ends_on.isoformat()}
    typed["seen"] = str(client.get(path).context["form"]["seen"].value())
    refused = client.post(path, typed | {"online_link": "https://meet.example.org/room"})
    assert refused.status_code == 422
    (sentence,) = refused.context["form"].errors["online_link"]
    assert "without it all would meet in one room" in sentence
    assert client.post(path, typed | {"online_link": PATTERN}).status_code == 302
    assert world.link(world.buyer) == f"https://meet.example.org/fair-{world.meeting.code}"
