"""Look for a face in a hall: on the meeting's page and above the agenda, as far as whoever it is lets one."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from praya.core.directory.models import Person
from praya.match.diary.models import Meeting
from praya.meet.accreditation.models import Delegate
from tests import builders as make

pytestmark = pytest.mark.django_db


class World:
    """Hold a buyer and somebody of a company with a photograph, who are about to meet."""

    def __init__(self, level: str) -> None:
        self.edition = make.make_edition()
        self.exhibitor = make.make_exhibitor(self.edition, staff=1)
        self.seller, self.buyer = make.staff_of(self.exhibitor)[0], make.make_delegate(self.edition)
        make.make_portrait(self.seller.person, portrait_level=level)
        self.meeting: Meeting = make.make_meeting(
            make.calendar_of(self.exhibitor),
            make.calendar_of(self.buyer),
            make.HK_MORNING,
            site=self.edition.sites.get(slug="hk"),
            stand=self.exhibitor.stand,
        )
        self.thread = make.make_thread(self.buyer, self.seller, "Shall we?", "Gladly.")
        person = Person.objects.get(pk=self.seller.person_id)
        self.face = f'<img class="avatar" src="/e/{self.edition.slug}/persons/{person.code}/portrait/{person.portrait}/?small"'
        self.alternative = f' alt="{person.name}" width="40" height="40">'

    def shown(self, reader: Delegate, page: str) -> int:
        """Return how often a page shows the face."""
        client = make.sign_in(Client(), reader.person.account)
        answer = client.get(f"/e/{self.edition.slug}/{page}")
        assert answer.status_code == 200
        return answer.content.decode().count(self.face + self.alternative)


PAGES = ("agenda/", "agenda/{meeting}/", "messages/", "messages/{thread}/")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("level", "count"), [("badge", 1), ("buyer", 0), ("private", 0)])
def test_the_face_of_whom_one_meets_is_shown_to_whom_they_chose(page: str, level: str, count: int) -> None:
    world = World(level)
    named = page.format(meeting=world.meeting.code, thread=world.thread.code)
    assert world.shown(world.buyer, named) == count


def test_ones_own_face_stands_on_ones_own_side_only() -> None:
    world = World("private")
    assert world.shown(world.seller, f"agenda/{world.meeting.code}/") == 1
    assert world.shown(world.seller, "agenda/") == 0


def test_whoever_has_left_has_no_face_in_old_conversations() -> None:
    world = World("badge")
    Delegate.objects.filter(pk=world.seller.pk).update(status=Delegate.Status.LEFT)
    assert (world.shown(world.buyer, "messages/"), world.shown(world.buyer, f"messages/{world.thread.code}/")) == (0, 0)


@pytest.mark.parametrize("page", PAGES)
def test_faces_cost_no_query(page: str) -> None:
    world = World("badge")
    client = make.sign_in(Client(), world.buyer.person.account)
    address = f"/e/{world.edition.slug}/" + page.format(meeting=world.meeting.code, thread=world.thread.code)
    with_face, without = [], []
    for found in (without, with_face):
        Person.objects.filter(pk=world.seller.person_id).update(portrait="" if found is without else world.seller.person.portrait)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        found.append(len(asked))
    assert with_face == without
