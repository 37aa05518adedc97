"""Examine an installation: each thing that can be wrong is found and gets its remedy."""

from __future__ import annotations

import resource
from collections import namedtuple
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from praya.commands.doctor_command import everything
from praya.core.jobs.actions import enqueue
from praya.core.jobs.executing import UnknownName, claim_next
from praya.core.jobs.models import Worker
from praya.core.jobs.reaping import sign_off, sign_on
from praya.core.jobs.tasks import prune_jobs
from praya.core.letters.models import Letter
from praya.site.doctor import installation, machine
from praya.site.doctor.findings import Finding, Level, examine
from tests.builders import make_account
from tests.site.serving import install, praya

pytestmark = pytest.mark.django_db


def levels(examination, *words):
    return [(finding.level.value, finding.subject) for finding in examination(*words)]


def test_local_installation_has_nothing_to_mend_in_its_settings():
    assert levels(installation.examine_settings) == [("fine", "address")]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"PUBLIC_URL": "http://market.example"}, [("fault", "address")]),
        ({"PUBLIC_URL": "https://market.example"}, [("fault", "address")]),
        ({"PUBLIC_URL": "https://market.example", "ALLOWED_HOSTS": ["market.example"]}, [("fine", "address")]),
        ({"PUBLIC_URL": "https://a.market.example", "ALLOWED_HOSTS": [".market.example"]}, [("fine", "address")]),
        ({"PUBLIC_URL": "https://market.example", "ALLOWED_HOSTS": ["*"]}, [("fine", "address"), ("notice", "hosts")]),
        (
            {"PUBLIC_URL": "https://market.example", "ALLOWED_HOSTS": ["market.example"], "DEBUG": True, "DEMO": True},
            [("fine", "address"), ("fault", "debug"), ("fault", "demo")],
        ),
    ],
)
def test_public_address(settings, values, found):
    for name, value in values.items():
        setattr(settings, name, value)

    assert levels(installation.examine_settings) == found


def test_database_of_the_tests():
    # The tests switch synchronous off on SQLite, which the doctor must notice.
    expected = "notice" if connection.vendor == "sqlite" else "fine"

    found = [pair for pair in levels(installation.examine_database) if pair != ("fault", "database")]
    assert found in (
        [(expected, "database"), ("fine", "migrations")],
        [("notice", "database"), ("fine", "database"), ("fine", "migrations")],
    )


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ({"PRAGMA journal_mode": "delete"}, [("fault", "database")]),
        ({"PRAGMA quick_check(1)": "row 7 missing"}, [("fault", "database")]),
        ({"PRAGMA synchronous": "1"}, [("notice", "database")]),
        ({}, [("fine", "database")]),
    ],
)
def test_sqlite_that_does_not_keep_its_word(monkeypatch, answers, found):
    fine = {"PRAGMA journal_mode": "wal", "PRAGMA synchronous": "2", "PRAGMA quick_check(1)": "ok"}
    monkeypatch.setattr(installation, "_ask", {**fine, **answers}.get)

    assert levels(installation._examine_sqlite) == found


@pytest.mark.parametrize(
    ("answers", "faults"),
    [
        ({}, []),
        ({"SHOW server_version_num": "120004"}, ["fault"]),
        ({"SHOW server_encoding": "SQL_ASCII"}, ["fault"]),
        ({"SHOW fsync": "off"}, ["fault"]),
        ({"SHOW synchronous_commit": "off"}, ["notice"]),
    ],
)
def test_postgresql_that_does_not_keep_its_word(monkeypatch, answers, faults):
    fine = {
        "SHOW server_version_num": "150004",
        "SHOW server_encoding": "UTF8",
        "SHOW fsync": "on",
        "SHOW full_page_writes": "on",
        "SHOW synchronous_commit": "on",
    }
    monkeypatch.setattr(installation, "_ask", {**fine, **answers}.get)

    assert levels(installation._examine_postgresql) == [*((level, "database") for level in faults), ("fine", "database")]


def test_missing_migrations(monkeypatch):
    monkeypatch.setattr(installation, "unapplied_migrations", lambda: ["core.0009_new"])

    assert levels(installation.examine_database)[-1] == ("fault", "migrations")


@pytest.mark.parametrize(("seconds", "level"), [(0, "fine"), (5, "notice"), (60, "fault")])
def test_clock_beside_the_database(monkeypatch, seconds, level):
    monkeypatch.setattr(installation, "database_now", lambda: timezone.now() + timedelta(seconds=seconds))

    assert levels(installation.examine_clock) == [(level, "clock")]


def test_nobody_does_the_jobs():
    assert levels(installation.examine_jobs) == [("notice", "jobs")]
    job = enqueue(prune_jobs)
    DBTaskResult.objects.filter(pk=job.pk).update(enqueued_at=timezone.now() - timedelta(hours=1))
    assert levels(installation.examine_jobs) == [("fault", "jobs")]


def test_workers_and_failed_jobs():
    sign_on(["default"])
    assert levels(installation.examine_jobs) == [("fine", "jobs")]
    sign_on(["default"])
    expected = "notice" if connection.vendor == "sqlite" else "fine"
    assert (levels(installation.examine_jobs), Worker.objects.count()) == ([(expected, "jobs")], 2)
    job = enqueue(prune_jobs)
    DBTaskResult.objects.filter(pk=job.pk).update(status="FAILED", finished_at=timezone.now())
    assert levels(installation.examine_jobs) == [(expected, "jobs"), ("notice", "jobs")]


def test_processes_of_one_worker_are_one_worker():
    for code in ("a", "b", "c"):
        sign_on(["default"], code=code, keeper=4711)
    (found,) = installation.examine_jobs()
    assert (found.level, found.sentence) == (Level.FINE, "1 workers")


def test_jobs_in_quarantine_and_jobs_that_no_worker_knows():
    sign_on(["default"], code="w")
    held, unknown = enqueue(prune_jobs), enqueue(prune_jobs)
    for _ in range(3):
        DBTaskResult.objects.filter(pk=held.pk).update(run_after=timezone.now(), priority=1)
        claim_next("w", ["default"])
        sign_off("w", "its process was ended by SIGKILL")
    DBTaskResult.objects.filter(pk=unknown.pk).update(task_path="praya.of_tomorrow")
    with pytest.raises(UnknownName):
        claim_next("w", ["default"])
    sign_on(["default"], code="w")
    found = list(installation.examine_jobs())

    assert [(one.level.value, one.sentence.partition(" since")[0]) for one in found] == [
        ("fine", "1 workers"),
        ("fault", "praya.core.jobs.tasks.prune_jobs is in quarantine"),
        ("notice", "no worker knows praya.of_tomorrow"),
    ]
    assert (found[1].sentence.endswith("its process was ended by SIGKILL"), "/jobs/" in found[1].remedy) == (True, True)


def test_mail(settings, unused_port, listening_port):
    settings.EMAIL_HOST = ""
    assert levels(installation.examine_mail) == [("notice", "mail")]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", unused_port
    assert levels(installation.examine_mail) == [("fault", "mail")]
    settings.EMAIL_PORT, settings.DEFAULT_FROM_EMAIL = listening_port, "praya@localhost"
    assert levels(installation.examine_mail) == [("fault", "mail")]
    settings.DEFAULT_FROM_EMAIL = "market@market.example"
    assert levels(installation.examine_mail) == [("fine", "mail")]


def test_letters_that_do_not_leave():
    assert levels(installation.examine_letters) == [("fine", "letters")]
    due = timezone.now() - timedelta(minutes=16)
    letter = {"kind": "approved", "account": make_account(), "made_at": due, "due_at": due}
    Letter.objects.create(**letter, fault="421 try later")
    Letter.objects.create(**letter, state="unseen")
    (found,) = installation.examine_letters()
    assert (found.level.value, found.sentence) == ("fault", "1 have been due for 15 minutes: 421 try later")


@pytest.fixture
def listening_port():
    """Listen like a mail server."""
    import socket

    with socket.create_server(("127.0.0.1", 0)) as sock:
        yield sock.getsockname()[1]


@pytest.fixture
def unused_port():
    """Find a port on which nobody listens."""
    from tests.site.serving import free_port

    return free_port()


def test_static_files(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    assert levels(installation.examine_static_files) == [("notice", "static files")]
    (tmp_path / "staticfiles.json").write_text("{}")
    assert levels(installation.examine_static_files) == [("fine", "static files")]


def test_languages(monkeypatch, tmp_path):
    source = tmp_path / "pt" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text("")
    monkeypatch.setattr(installation, "LOCALE_FOLDER", tmp_path)
    assert levels(installation.examine_languages) == [("fault", "languages")]
    source.with_suffix(".mo").write_bytes(b"")
    assert levels(installation.examine_languages) == [("fine", "languages")]


def test_sequences_that_run_behind():
    if connection.vendor != "postgresql":
        assert levels(installation.examine_sequences) == []
        return
    assert levels(installation.examine_sequences) == []
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_entry (id, at, edition, action, subject, subject_id) VALUES (99999, now(), 0, 'a', 'b', '')"
        )
    assert levels(installation.examine_sequences) == [("fault", "sequences")]


def test_python_and_sqlite(monkeypatch):
    assert levels(machine.examine_python) == [("fine", "python")]
    monkeypatch.setattr(machine.sqlite3, "sqlite_version_info", (3, 30, 0))
    assert levels(machine.examine_python) == [("fine", "python"), ("fault", "sqlite")]
    monkeypatch.setattr(machine.sys, "version_info", (3, 10, 1, "final", 0))
    assert levels(machine.examine_python)[0] == ("fault", "python")


def test_backlog(tmp_path):
    path = tmp_path / "somaxconn"
    assert levels(machine.examine_backlog, path) == []
    path.write_text("8192\n")
    assert levels(machine.examine_backlog, path) == [("fine", "backlog")]
    path.write_text("128\n")
    assert levels(machine.examine_backlog, path) == [("notice", "backlog")]


@pytest.mark.parametrize(("soft", "level"), [(resource.RLIM_INFINITY, "fine"), (20_000, "fine"), (1024, "notice")])
def test_open_files(monkeypatch, soft, level):
    monkeypatch.setattr(machine.resource, "getrlimit", lambda kind: (soft, 1 << 20))

    assert levels(machine.examine_open_files) == [(level, "open files")]


@pytest.mark.parametrize(("free", "level"), [(10**8, "fault"), (10**9, "notice"), (10**10, "fine")])
def test_disk(monkeypatch, free, level):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda folder: usage(10**11, 0, free))

    assert levels(machine.examine_disk) == [(level, "disk")]


def test_secret_key_and_folder(settings, tmp_path):
    settings.VAR_FOLDER, settings.SECRET_KEY = tmp_path, "k" * 50
    assert levels(machine.examine_folder) == [("fine", "secret key")]
    settings.SECRET_KEY = "short"
    assert levels(machine.examine_folder) == [("fault", "secret key")]
    (tmp_path / "secret_key").write_text("x" * 50)
    (tmp_path / "secret_key").chmod(0o644)
    assert levels(machine.examine_folder) == [("fault", "secret key")]
    settings.VAR_FOLDER = tmp_path / "missing"
    assert levels(machine.examine_folder) == [("fault", "folder")]


def test_fonts(monkeypatch):
    assert levels(machine.examine_fonts) == [("fine", "fonts")]
    monkeypatch.setattr(machine.fonts, "WANTED", frozenset({"Noto Sans", "Noto Sans of Nobody"}))
    (finding,) = machine.examine_fonts()
    assert (finding.level, finding.sentence) == ("fault", "the packages with the fonts lack Noto Sans of Nobody")
    monkeypatch.setattr(machine.fonts, "PACKAGES", ("fonts_of_nobody",))
    (finding,) = machine.examine_fonts()
    assert (finding.level, finding.sentence) == ("fault", "the package fonts-of-nobody is not installed")


def test_examination_that_breaks_is_a_fault_and_the_others_go_on():
    def examine_one_thing():
        raise OSError("no such thing")
        yield

    found = examine([examine_one_thing, machine.examine_python])
    assert found[0] == Finding(Level.FAULT, "one thing", "could not be examined: OSError: no such thing", "Mend this first.")
    assert found[1].level == Level.FINE


def test_every_examination_is_run():
    written = {
        name
        for module in (machine, installation)
        for name in vars(module)
        if name.startswith("examine_") and vars(module)[name].__module__ == module.__name__
    }

    assert {examination.__name__ for examination in everything()} == written


@pytest.mark.one_database(reason="the command runs in a folder with the embedded database")
def test_command_tells_and_exits(tmp_path):
    empty = praya(tmp_path, "doctor", "--quiet")
    assert (empty.returncode, empty.stdout.count("  FAULT migrations: "), empty.stdout.count("  ok  ")) == (1, 1, 0)
    install(tmp_path)
    assert praya(tmp_path, "doctor").stdout.count("  ok    migrations: all applied\n") == 1
