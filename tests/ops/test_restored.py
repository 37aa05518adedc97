"""What was taken back or erased after a backup stays so after its restore; letters of the past wait for a person."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from copy import copy
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from praya.cli import main
from praya.core.jobs import holding, reaping
from praya.core.jobs.actions import enqueue
from praya.core.jobs.declaring import declared_jobs, job
from praya.core.jobs.executing import claim_next, execute
from praya.core.jobs.models import HeldJob
from praya.core.letters.tasks import send_letters
from praya.core.revocations import book, standing
from praya.core.revocations.columns import Column
from praya.core.revocations.declaring import Revocable, declared
from praya.core.revocations.models import Pending, Standing
from praya.core.revocations.standing import accept_without_journal
from praya.match.messages.models import Mailbox, ThreadSide
from praya.meet.accreditation.models import Delegate
from praya.site.backup.reading import restore
from praya.site.backup.writing import write_backup
from tests import builders as make
from tests.access import written
from tests.ops import revoking_choices, revoking_editions, revoking_records
from tests.ops.revoking import Scene, World
from tests.ops.test_backup import rewritten
from tests.ops.undeclared import undeclared, undeclared_lists

SCENES: list[Scene] = [*revoking_editions.SCENES, *revoking_choices.SCENES, *revoking_records.SCENES, *written.SCENES]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def journal(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """Keep the journal and the uploads in folders of this test, and look at every restore."""
    settings.JOURNAL_FOLDER = tmp_path / "journal"
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.VAR_FOLDER = tmp_path
    settings.LOOKS_FOR_RESTORES = True
    standing.forget_look()
    yield settings.JOURNAL_FOLDER
    standing._looked.state = standing.State()
    standing.forget_look()


def came_back(tmp_path: Path, scenes: list[Scene]) -> list[str]:
    """Give the rights of scenes, write a backup, take them all back, restore, and name those that are there again."""
    staged = [(World(make.make_edition(is_public=True)), scene) for scene in scenes]
    given = [(world, scene, scene.given(world)) for world, scene in staged]
    assert [scene.name for world, scene, row in given if not scene.is_back(world, row)] == []
    write_backup(tmp_path / "one.zip")
    for world, scene, row in given:
        scene.taken(world, copy(row))  # a row that is deleted forgets its number
    assert [scene.name for world, scene, row in given if scene.is_back(world, row)] == []
    restore(tmp_path / "one.zip", force=True)
    return [scene.name for world, scene, row in given if scene.is_back(world, row)]


def test_nothing_that_was_taken_back_comes_back(tmp_path: Path) -> None:
    assert came_back(tmp_path, SCENES) == []
    assert Standing.objects.get().reason == ""


def test_every_declared_kind_and_column_has_its_scene() -> None:
    played = {column for scene in SCENES for column in scene.columns}
    asked = {f"{kind}.{name}" for kind, table in declared.rows.items() for name in table.columns}
    asked |= {kind for kind, table in declared.rows.items() if table.is_lost or table.made and not table.columns}
    assert asked | set(declared.acts) == played


def test_without_its_replay_each_kind_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: what a replay no longer holds is there again, and the test above would name it."""
    monkeypatch.setattr("praya.site.backup.reviving.replay", standing_still)
    assert came_back(tmp_path, SCENES) == [scene.name for scene in SCENES]


def standing_still(lines: list[Any]) -> Any:
    from praya.core.revocations.replaying import Replayed

    return Replayed(len(lines))


@pytest.mark.parametrize("kind", ["meet.token", "meet.delegate", "erasure"])
def test_a_kind_whose_replay_is_taken_out_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    mine = [scene for scene in SCENES if any(column.startswith(kind) for column in scene.columns)]
    if kind in declared.acts:
        monkeypatch.setitem(declared.acts, kind, lambda facts, at: 0)
    else:
        table = declared.rows[kind]
        idle = {name: Column(one.sealed, lambda row, value, sealed: value) for name, one in table.columns.items()}
        weak = Revocable(table.model, idle, key=table.key)
        monkeypatch.setitem(declared.rows, kind, weak)
    some = [*mine, revoking_choices.SCENES[0]]
    back = came_back(tmp_path, some)
    assert back == [scene.name for scene in mine]


def test_every_list_whose_rows_have_levels_is_declared(monkeypatch: pytest.MonkeyPatch) -> None:
    assert undeclared_lists(apps.get_models()) == []
    title = declared.rows["core.title"]
    monkeypatch.setitem(declared.rows, "core.title", Revocable(title.model, {"visibility": title.columns["visibility"]}))
    assert undeclared_lists(apps.get_models()) == ["core.title.names", "core.title.materials", "core.title.showings"]


def test_what_somebody_takes_back_from_others_is_declared() -> None:
    assert {"match.wish", "match.request", "match.thread", "match.meeting", "meet.waitingmerge"} <= set(declared.rows)


def test_every_column_that_sounds_like_a_right_is_declared(monkeypatch: pytest.MonkeyPatch) -> None:
    assert undeclared(apps.get_models()) == []
    monkeypatch.delitem(declared.rows, "meet.token")
    assert undeclared(apps.get_models()) == ["meet.token.withdrawn_at"]


LETTERS: list[str] = []


@job(queue="mail")
def write_letter(context: Any, word: str) -> None:
    """Send one letter."""
    LETTERS.append(word)


def work_off() -> None:
    """Do what a worker does until nothing is left: the timetable, then the queues."""
    reaping.queue_due(declared_jobs())
    while (execution := claim_next("worker", ["default", "mail", "solve"])) is not None:
        execute(execution)


def send() -> None:
    """Let what was asked for leave, as far as letters may."""
    enqueue(send_letters)
    work_off()


def test_letters_of_the_past_wait_for_a_person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("praya.match.messages.mailing.HOURS", range(24))
    monkeypatch.setattr("praya.core.letters.rules.TOGETHER", timedelta(0))
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
    assert (LETTERS, mail.outbox) == ([], [])
    assert [one.result.task_path.rpartition(".")[2] for one in holding.jobs_of_before()] == ["write_letter"] * 5
    assert Client().get("/ready").status_code == 200

    first = holding.jobs_of_before()[0].pk
    assert (holding.release([first]), holding.drop(list(HeldJob.objects.values_list("pk", flat=True)))) == (1, 4)
    standing.drop_letters()
    work_off()
    send()
    assert (LETTERS, mail.outbox) == (["letter 0"], [])
    assert DBTaskResult.objects.filter(status="FAILED").count() == 4


def test_letters_that_are_released_go_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("praya.match.messages.mailing.HOURS", range(24))
    monkeypatch.setattr("praya.core.letters.rules.TOGETHER", timedelta(0))
    world = World()
    Mailbox.objects.create(delegate=world.me, wants_mail=True)
    make.make_thread(world.other, world.me, "Hello")
    ThreadSide.objects.filter(delegate=world.me).update(unread=1)
    write_backup(tmp_path / "one.zip")
    restore(tmp_path / "one.zip", force=True)
    standing.release_letters()
    work_off()
    send()
    assert len(mail.outbox) == 1


def without_the_journal(folder: Path) -> None:
    shutil.rmtree(folder)


def cut_off(folder: Path) -> None:
    lines = book.pages(folder).read_bytes().splitlines(keepends=True)
    book.pages(folder).write_bytes(b"".join(lines[:-1]))


def taken_out(folder: Path) -> None:
    lines = book.pages(folder).read_bytes().splitlines(keepends=True)
    book.pages(folder).write_bytes(b"".join([*lines[:-2], lines[-1]]))


def changed(folder: Path) -> None:
    book.pages(folder).write_bytes(book.pages(folder).read_bytes().replace(b'"meet.delegate"', b'"meet.deleg4te"'))


def of_another(folder: Path) -> None:
    shutil.rmtree(folder)
    with book.held(folder):
        book.begin(folder)


HARMED = [
    (without_the_journal, "missing"),
    (cut_off, "damaged"),
    (taken_out, "damaged"),
    (changed, "damaged"),
    (of_another, "other"),
]


@pytest.mark.parametrize(("harm", "reason"), HARMED)
def test_without_a_whole_journal_it_is_read_only_and_says_why(harm: Any, reason: str, journal: Path, tmp_path: Path) -> None:
    world = World()
    write_backup(tmp_path / "one.zip")
    for number in (world.me.pk, world.other.pk):
        with_decision(world, number)
    harm(journal)
    restore(tmp_path / "one.zip", force=True)

    answer = Client().get("/ready")
    assert (answer.status_code, answer.json()["journal"]) == (503, False)
    assert str(standing.REASONS[reason]) in answer.json()["why"]
    organiser, delegate = (make.sign_in(Client(), one) for one in (world.organiser, world.account))
    page = organiser.get(f"/e/{world.edition.slug}/manage/").content.decode()
    assert str(standing.REASONS[reason]) in page
    assert "Read-only for now" in delegate.get(f"/e/{world.edition.slug}/agenda/").content.decode()
    refused = organiser.post(f"/e/{world.edition.slug}/manage/team/", {"email": "new@example.org", "role": "desk"})
    assert (refused.status_code, refused["Retry-After"]) == (503, "600")
    assert Client().get(f"/feeds/{world.me.feed_token}.ics").status_code == 503
    token = Client().get(f"/e/{world.edition.slug}/api/works/", headers={"Authorization": "Bearer praya_x"})
    assert (token.status_code, token.json()["error"]["code"]) == (503, "read_only")
    assert reaping.queue_due(declared_jobs()) == 0

    assert accept_without_journal() == reason
    assert Client().get("/ready").status_code == 200
    with_decision(world, world.me.pk)
    assert (Pending.objects.count(), "meet.delegate" in [line["kind"] for line in book.read(journal)]) == (0, True)


def test_a_revived_key_lets_only_operators_and_the_team_in(journal: Path, tmp_path: Path) -> None:
    world = World()
    operator = make.make_account(f"operator{world.edition.pk}@example.org", is_operator=True)
    write_backup(tmp_path / "one.zip")
    without_the_journal(journal)
    restore(tmp_path / "one.zip", force=True)
    delegate, organiser, chief = (make.sign_in(Client(), one) for one in (world.account, world.organiser, operator))
    own, data = f"/e/{world.edition.slug}/", ("/account/data/", "/account/data/download/")
    answers = [delegate.get(path) for path in (own, f"{own}agenda/", "/", *data)]
    assert {(answer.status_code, answer.get("Retry-After")) for answer in answers} == {(503, "600")}
    assert not any(world.account.email in answer.content.decode() for answer in answers)
    assert [client.get(path, follow=True).status_code for client in (organiser, chief) for path in (own, "/")] == [200] * 4
    assert [client.get(path).status_code for client in (organiser, chief) for path in data] == [503] * 4
    assert (Client().get(own).status_code, delegate.post("/accounts/logout/").status_code) == (200, 302)
    assert delegate.get(own).status_code == 200


def with_decision(world: World, number: int) -> None:
    from praya.meet.accreditation.actions import decide

    decide(world.edition, [number], status="refused", category=None, by=world.organiser)


def test_a_backup_of_a_read_only_installation_stays_read_only(journal: Path, tmp_path: Path) -> None:
    World()
    write_backup(tmp_path / "one.zip")
    without_the_journal(journal)
    restore(tmp_path / "one.zip", force=True)
    write_backup(tmp_path / "two.zip")
    restore(tmp_path / "two.zip", force=True)
    assert Client().get("/ready").status_code == 503


def test_a_journal_of_elsewhere_is_read_there(journal: Path, tmp_path: Path, settings: Any) -> None:
    world = World()
    write_backup(tmp_path / "one.zip")
    with_decision(world, world.me.pk)
    settings.JOURNAL_FOLDER = tmp_path / "rehearsal"
    before = book.pages(journal).read_bytes()
    Standing.objects.all().delete()
    restore(tmp_path / "one.zip", force=True, journal=journal)
    assert Delegate.objects.get(pk=world.me.pk).status == "refused"
    with_decision(world, world.other.pk)
    assert book.pages(journal).read_bytes() == before


def test_a_restore_that_broke_off_serves_nobody(journal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    World()
    write_backup(tmp_path / "one.zip")

    def dies(*words: Any) -> None:
        raise SystemExit

    monkeypatch.setattr("praya.site.backup.reading._restore_media", dies)
    with pytest.raises(SystemExit):
        restore(tmp_path / "one.zip", force=True)
    standing.forget_look()
    assert Client().get("/ready").status_code == 503
    monkeypatch.undo()


def test_what_was_given_back_is_not_taken_again(tmp_path: Path) -> None:
    from praya.meet.accreditation.actions import decide

    world = World()
    write_backup(tmp_path / "one.zip")
    with_decision(world, world.me.pk)
    decide(world.edition, [world.me.pk], status="approved", category=None, by=world.organiser)
    restore(tmp_path / "one.zip", force=True)
    assert Delegate.objects.get(pk=world.me.pk).status == "approved"


def test_the_journal_names_nobody(journal: Path) -> None:
    from praya.core.personal.erasing import erase
    from praya.core.personal.queries import subject_of

    world = World()
    for scene in SCENES:
        if scene.columns != ("erasure",):
            fresh = World(make.make_edition())
            scene.taken(fresh, scene.given(fresh))
    erase(subject_of(world.account), at=timezone.now())
    text = book.pages(journal).read_text()
    assert "@" not in text.replace("@moved", "")
    assert not any(one in text for one in Delegate.objects.values_list("feed_token", flat=True))


def without_a_place(name: str, content: bytes) -> bytes:
    """Make the manifest what a version without a journal wrote."""
    if name != "manifest.json":
        return content
    manifest = json.loads(content)
    del manifest["journal"], manifest["standing"]
    return json.dumps(manifest).encode()


def test_a_backup_of_a_version_without_a_journal_is_told_by_its_hour(tmp_path: Path) -> None:
    world = World()
    with_decision(world, world.other.pk)  # so that the journal has begun before
    write_backup(tmp_path / "one.zip")
    rewritten(tmp_path / "one.zip", tmp_path / "old.zip", without_a_place)
    with_decision(world, world.me.pk)
    restore(tmp_path / "old.zip", force=True)
    assert (Delegate.objects.get(pk=world.me.pk).status, Standing.objects.get().reason) == ("refused", "")


def test_a_backup_from_before_the_journal_was_begun_asks_a_person(journal: Path, tmp_path: Path) -> None:
    World()
    write_backup(tmp_path / "one.zip")
    rewritten(tmp_path / "one.zip", tmp_path / "old.zip", without_a_place)
    of_another(journal)
    restore(tmp_path / "old.zip", force=True)
    assert Standing.objects.get().reason == "younger"


def test_commands_say_what_came_of_it(journal: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    world = World()
    enqueue(write_letter, "held", label="A letter")
    write_backup(tmp_path / "one.zip")
    with_decision(world, world.me.pk)
    assert main(["restore", str(tmp_path / "one.zip"), "--force"]) == 0
    said = capsys.readouterr()
    assert "lines after the backup done again: meet.delegate 1." in said.out
    assert "Held: letters, and 1 jobs of before the backup." in said.out
    assert main(["held"]) == 0
    assert "A letter\n1 jobs held; letters of the timetable held." in capsys.readouterr().out
    without_the_journal(journal)
    assert main(["restore", str(tmp_path / "one.zip"), "--force"]) == 0
    assert "READ-ONLY: the journal of revocations is missing" in capsys.readouterr().err
    assert (main(["held", "--release"]), "may only be read" in capsys.readouterr().err) == (1, True)
    assert (main(["restore", "--accept-without-journal"]), main(["held", "--drop"])) == (0, 0)
    assert "1 jobs dropped, and the letters too." in capsys.readouterr().out
    assert (main(["restore"]), main(["restore", "--accept-without-journal"])) == (2, 0)
    assert Standing.objects.values_list("reason", "is_mail_held").get() == ("", False)
