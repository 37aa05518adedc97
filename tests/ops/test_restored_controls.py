"""The controls of a restore: each guard that is taken out lets letters go out twice, or what nobody knows of be written over."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from praya.core.jobs import reaping
from praya.core.jobs.actions import enqueue
from praya.core.revocations.models import Standing
from praya.match.messages.models import Mailbox, ThreadSide
from praya.site.backup.reading import restore
from praya.site.backup.reviving import Past
from praya.site.backup.writing import write_backup
from tests import builders as make
from tests.ops.revoking import World
from tests.ops.test_restored import LETTERS, journal, send, with_decision, without_the_journal, work_off, write_letter

__all__ = ["journal"]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def at_any_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let letters leave at any hour and at once."""
    monkeypatch.setattr("praya.match.messages.mailing.HOURS", range(24))
    monkeypatch.setattr("praya.core.letters.rules.TOGETHER", timedelta(0))


def sent_again(tmp_path: Path) -> tuple[int, int]:
    """Let letters leave after a backup and restore it; return how many leave once more, of jobs and of the timetable."""
    LETTERS.clear()
    world = World()
    Mailbox.objects.create(delegate=world.me, wants_mail=True)
    make.make_thread(world.other, world.me, "Hello")
    ThreadSide.objects.filter(delegate=world.me).update(unread=1)
    for number in range(5):
        enqueue(write_letter, f"letter {number}")
    write_backup(tmp_path / "one.zip")
    work_off()
    send()
    assert (len(LETTERS), len(mail.outbox)) == (5, 1)
    LETTERS.clear()
    mail.outbox.clear()
    restore(tmp_path / "one.zip", force=True)
    work_off()
    send()
    return len(LETTERS), len(mail.outbox)


def test_with_both_holds_none_leaves_again(tmp_path: Path) -> None:
    assert sent_again(tmp_path) == (0, 0)


def test_jobs_that_are_not_held_send_their_letters_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("praya.site.backup.reviving.hold_unfinished", lambda: 0)
    assert sent_again(tmp_path) == (5, 0)


def test_a_timetable_that_is_not_held_sends_its_letters_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def not_held() -> Any:
        return Standing(pk=1)

    monkeypatch.setattr(reaping, "standing_row", not_held)
    assert sent_again(tmp_path) == (0, 1)


@pytest.mark.parametrize(("is_taken_for_whole", "status"), [(False, 503), (True, 200)])
def test_a_journal_that_is_taken_for_whole_lets_the_installation_be_written_into(
    journal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_taken_for_whole: bool, status: int
) -> None:
    world = World()
    write_backup(tmp_path / "one.zip")
    with_decision(world, world.me.pk)
    without_the_journal(journal)
    if is_taken_for_whole:
        monkeypatch.setattr("praya.site.backup.reading.read_past", lambda manifest, journal: Past("book", [], ""))
    restore(tmp_path / "one.zip", force=True)
    assert Client().get("/ready").status_code == status
