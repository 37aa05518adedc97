"""Colleagues are written to when a list is shared with them, while it is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from praya.core.access.audiences import Audience
from praya.core.letters.sending import send_due
from praya.meet.accreditation.visits import Reader
from praya.show.lists.actions import new_list, share
from praya.show.lists.models import Shortlist
from tests import builders as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Any:
    edition = make.make_edition("autumn")
    company = make.make_organisation("Lantern")
    owner, colleague = (make.make_delegate(edition, organisation=company) for _number in range(2))
    make.make_delegate(edition)
    return owner, colleague


def shared(owner: Any) -> tuple[Reader, Shortlist]:
    reader = Reader(owner, owner.person.account, Audience.BADGE)
    made = new_list(reader, "Ghosts")
    share(reader, made, True)
    return reader, Shortlist.objects.get(pk=made.pk)


def send() -> list[str]:
    send_due(lambda: None, clock=lambda: timezone.now() + timedelta(days=1, minutes=1))
    return [letter.to[0] for letter in mail.outbox]


def test_colleagues_are_told_with_the_name_of_the_list(team: Any) -> None:
    owner, colleague = team
    _reader, shortlist = shared(owner)
    assert send() == [colleague.person.account.email]
    letter = mail.outbox[0]
    assert letter.subject == f"{owner.person.name} shares “Ghosts” with you"
    assert f"/e/autumn/lists/{shortlist.code}/" in letter.body


def test_what_is_shared_no_more_is_not_told(team: Any) -> None:
    reader, shortlist = shared(team[0])
    share(reader, shortlist, False)
    assert send() == []


def test_sharing_what_is_shared_tells_nobody_again(team: Any) -> None:
    reader, shortlist = shared(team[0])
    share(reader, shortlist, True)
    assert len(send()) == 1
