"""What waits for organisers: VIPs without an answer for two days, whoever wishes whatever, and rounds that close soon."""

from __future__ import annotations

from datetime import timedelta

import pytest

from praya.match.board.queries_waiting import closing_rounds, vip_rows, waiting_vips
from praya.match.requests.models import Wish
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from tests import builders as make

pytestmark = pytest.mark.django_db
AT = make.SENT_AT + timedelta(days=10)
OLD, NEW = AT - timedelta(hours=49), AT - timedelta(hours=47)


def vip(edition: Edition, name: str, **fields) -> Delegate:
    return make.make_delegate(edition, name=name, category=make.make_category(edition, "vip", is_vip=True), **fields)


def ask(sender: Delegate, recipient: Delegate, sent_at=OLD, **fields):
    return make.make_request(make.calendar_of(sender), make.calendar_of(recipient), sent_at=sent_at, **fields)


def test_a_vip_waits_who_was_asked_or_asks_and_heard_nothing(edition) -> None:
    asked, asks, both, young, answered, expired, gone = (
        vip(edition, name) for name in ("Asked", "Asks", "Both", "Young", "Answered", "Expired", "Gone")
    )
    plain, other = make.make_delegate(edition), make.make_delegate(edition)
    ask(plain, asked, AT - timedelta(days=3))
    ask(asks, plain)
    ask(both, plain)
    ask(other, both, AT - timedelta(days=4))
    ask(plain, young, NEW)
    ask(plain, answered, status="accepted")
    ask(plain, expired, expires_at=AT)
    ask(plain, gone)
    Delegate.objects.filter(pk=gone.pk).update(status="left")
    ask(plain, other)

    rows = [(row["name"], row["asks"], row["asked"], row["waits_since"]) for row in vip_rows(edition, AT)]

    assert rows == [
        ("Both", 1, 1, AT - timedelta(days=4)),
        ("Asked", 0, 1, AT - timedelta(days=3)),
        ("Asks", 1, 0, OLD),
    ]
    assert waiting_vips(edition, AT).count() == 3


def test_a_no_of_a_vip_changes_nothing_of_it(edition) -> None:
    one, other = vip(edition, "One"), make.make_delegate(edition)
    ask(other, one)
    before = list(vip_rows(edition, AT))
    make.make_wish(make.calendar_of(one), make.calendar_of(other), Wish.Level.NO)
    assert list(vip_rows(edition, AT)) == before
    assert len(before) == 1


@pytest.mark.parametrize(
    ("hours", "status", "closes"), [(47, "open", True), (49, "open", False), (-1, "open", False), (47, "frozen", False)]
)
def test_a_round_closes_soon_within_two_days(edition, hours: int, status: str, closes: bool) -> None:
    make.make_round(edition, status=status, closes_at=AT + timedelta(hours=hours))
    assert closing_rounds(edition, AT).exists() is closes
