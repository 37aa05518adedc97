"""Examine the installation: settings, database, jobs, mail, static files, languages."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.color import no_style
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from praya.core.jobs.holding import jobs_of_before
from praya.core.jobs.models import Worker
from praya.core.jobs.queries import held_jobs, oldest_waiting_seconds, unknown_jobs
from praya.core.jobs.reaping import SILENT_SECONDS, database_now
from praya.core.letters.queries import late_letters
from praya.core.revocations import book
from praya.core.revocations.actions import open_book, waiting_since
from praya.core.revocations.standing import State, standing_row
from praya.site.doctor.findings import Finding, fault, fine, notice
from praya.site.languages import LOCALE_FOLDER
from praya.site.readiness import unapplied_migrations

LATE = timedelta(minutes=15)
LOCAL = {"localhost", "127.0.0.1", "::1"}
SYNCHRONOUS = {0: "OFF", 1: "NORMAL", 2: "FULL", 3: "EXTRA"}


def examine_settings() -> Iterator[Finding]:
    """Look at what visitors' safety hangs on."""
    parts = urlsplit(settings.PUBLIC_URL)
    host, is_local = parts.hostname or "", (parts.hostname or "") in LOCAL
    if not is_local and parts.scheme != "https":
        yield fault("address", f"{settings.PUBLIC_URL} is not encrypted", "Set PRAYA_PUBLIC_URL to an https:// address.")
    elif not is_local and not {host, "*", f".{host.partition('.')[2]}"} & set(settings.ALLOWED_HOSTS):
        yield fault("address", f"PRAYA_HOSTS does not name {host}: every page is refused", f"PRAYA_HOSTS={host}")
    else:
        yield fine("address", settings.PUBLIC_URL)
    if "*" in settings.ALLOWED_HOSTS:
        yield notice("hosts", "any host name is accepted", "Name the hosts in PRAYA_HOSTS.")
    for name in ("DEBUG", "DEMO"):
        if getattr(settings, name) and not is_local:
            yield fault(name.lower(), f"PRAYA_{name} is on for a public address", f"Unset PRAYA_{name}.")


def examine_database() -> Iterator[Finding]:
    """Look at whether the database keeps what it has acknowledged, and has the tables of this version."""
    connection.ensure_connection()
    yield from (_examine_sqlite if connection.vendor == "sqlite" else _examine_postgresql)()
    missing = unapplied_migrations()
    if missing:
        yield fault("migrations", f"{len(missing)} are not applied", "praya ready")
    else:
        yield fine("migrations", "all applied")


def _examine_sqlite() -> Iterator[Finding]:
    mode, level, check = (_ask(f"PRAGMA {name}") for name in ("journal_mode", "synchronous", "quick_check(1)"))
    if mode != "wal":
        yield fault(
            "database", f"journal_mode is {mode}, readers and writers stop each other", "Use a local disk; praya sets WAL."
        )
    elif check != "ok":
        yield fault("database", f"the file is damaged: {check}", "Stop praya and bring the last backup back: praya restore.")
    elif int(level) < 2:
        remedy = "Unset PRAYA_SQLITE_SYNCHRONOUS."
        yield notice("database", f"synchronous is {SYNCHRONOUS[int(level)]}: a power cut may lose the last writes", remedy)
    else:
        yield fine("database", "SQLite, WAL, an acknowledged write survives a power cut")


def _examine_postgresql() -> Iterator[Finding]:
    version, encoding = int(_ask("SHOW server_version_num")), _ask("SHOW server_encoding")
    if version < 130000:
        yield fault("database", f"PostgreSQL {version // 10000} is too old", "Use PostgreSQL 13 or newer.")
    if encoding != "UTF8":
        yield fault("database", f"the encoding is {encoding}: Chinese names cannot be stored", "Create it with ENCODING 'UTF8'.")
    for name in ("fsync", "full_page_writes"):
        if _ask(f"SHOW {name}") != "on":
            yield fault("database", f"{name} is off: a power cut destroys the database", f"Set {name} = on.")
    if _ask("SHOW synchronous_commit") == "off":
        yield notice("database", "synchronous_commit is off: a power cut may lose the last writes", "Set it on.")
    yield fine("database", f"PostgreSQL {version // 10000}.{version % 100}, {encoding}")


def _ask(question: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return str(cursor.fetchone()[0])


def examine_clock() -> Iterator[Finding]:
    """Compare this machine's clock with the database's: expiries and agendas hang on it."""
    skew = abs((database_now() - timezone.now()).total_seconds())
    if skew > 30:
        yield fault("clock", f"{skew:.0f} s from the database's", "Let both machines ask a time server (chrony).")
    elif skew > 2:
        yield notice("clock", f"{skew:.1f} s from the database's", "Let both machines ask a time server (chrony).")
    else:
        yield fine("clock", "as the database's")


def examine_jobs() -> Iterator[Finding]:
    """Look at whether somebody does the jobs."""
    now: datetime = database_now()
    beating = Worker.objects.filter(beat_at__gte=now - timedelta(seconds=SILENT_SECONDS))
    living = len({f"{worker.machine}/{worker.keeper}" if worker.keeper else worker.pk for worker in beating})
    waiting = oldest_waiting_seconds()
    yesterday = timezone.now() - timedelta(days=1)
    failed = DBTaskResult.objects.failed().filter(finished_at__gte=yesterday, job__held_at=None).count()
    if waiting > 600:
        yield fault("jobs", f"one has been due for {waiting / 60:.0f} minutes", "Start praya worker, or look at its messages.")
    elif not living:
        yield notice("jobs", "no worker runs", "praya serve starts one; or start praya worker.")
    elif connection.vendor == "sqlite" and living > 1:
        yield notice("jobs", f"{living} workers share one SQLite file and wait for each other", "Run one, or use PostgreSQL.")
    else:
        yield fine("jobs", f"{living} workers")
    if failed:
        yield notice("jobs", f"{failed} were given up in the last day", "Look at the worker's messages.")
    yield from _examine_quarantine()


def _examine_quarantine() -> Iterator[Finding]:
    page = settings.PUBLIC_URL + reverse("jobs_held")
    for held in held_jobs()[:10]:
        what = f"{held.result.task_path} is in quarantine since {held.held_at:%Y-%m-%d %H:%M} UTC: {held.fault}"
        yield fault("jobs", what, f"Mend the cause, then try it again or give it up at {page}")
    names = sorted(set(unknown_jobs().values_list("result__task_path", flat=True)))
    if names:
        remedy = "They wait for a worker of a newer version: start one, or bring this one up to date."
        yield notice("jobs", f"no worker knows {', '.join(names)}", remedy)


def examine_letters() -> Iterator[Finding]:
    """Look at whether letters leave, and what the mail server says where they do not."""
    late, told = late_letters(timezone.now() - LATE)
    if late and not standing_row().is_mail_held:
        said = f": {told}" if told else ""
        remedy = "Look at the mail server, PRAYA_MAIL_PER_MINUTE and the worker; nothing is lost, they leave by themselves."
        yield fault("letters", f"{late} have been due for {LATE.seconds // 60} minutes{said}", remedy)
    else:
        yield fine("letters", "none is late")


def examine_mail() -> Iterator[Finding]:
    """Look at whether sign-in codes reach people."""
    if not settings.EMAIL_HOST:
        yield notice("mail", f"none is sent; letters are files in {settings.EMAIL_FILE_PATH}", "Set PRAYA_MAIL_HOST.")
        return
    try:
        socket.create_connection((settings.EMAIL_HOST, settings.EMAIL_PORT), timeout=5).close()
    except OSError as broken:
        name = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
        yield fault(
            "mail", f"{name} does not answer ({broken}): nobody gets a sign-in code", "Look at PRAYA_MAIL_HOST and _PORT."
        )
        return
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        yield fault("mail", "letters come from praya@localhost and are thrown away", "Set PRAYA_MAIL_FROM.")
    else:
        yield fine("mail", f"{settings.EMAIL_HOST} answers, letters come from {settings.DEFAULT_FROM_EMAIL}")


def examine_static_files() -> Iterator[Finding]:
    """Look at whether styles and scripts are gathered and compressed."""
    if (settings.STATIC_ROOT / "staticfiles.json").exists():
        yield fine("static files", "gathered and compressed")
    else:
        yield notice("static files", "served from their sources, slowly", "praya ready")


def examine_languages() -> Iterator[Finding]:
    """Look at whether every catalogue is compiled."""
    sources = sorted(LOCALE_FOLDER.glob("*/LC_MESSAGES/django.po"))
    stale = [path.parent.parent.name for path in sources if not path.with_suffix(".mo").exists()]
    if stale:
        yield fault("languages", f"not compiled: {', '.join(stale)}", "praya ready")
    else:
        yield fine("languages", ", ".join(tag for tag, _ in settings.LANGUAGES))


def examine_sequences() -> Iterator[Finding]:
    """Look at whether new rows of PostgreSQL get numbers above the existing ones, as after a careless restore."""
    if connection.vendor != "postgresql":
        return
    from django.apps import apps

    behind = []
    for model in apps.get_models():
        field = model._meta.pk
        if field is None or not connection.ops.sequence_reset_sql(no_style(), [model]):
            continue
        with connection.cursor() as cursor:
            quoted = connection.ops.quote_name(model._meta.db_table), connection.ops.quote_name(str(field.column))
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [quoted[0], field.column])
            sequence = cursor.fetchone()[0]
            if sequence is None:
                continue
            cursor.execute(f"SELECT (SELECT COALESCE(MAX({quoted[1]}), 0) FROM {quoted[0]}), last_value FROM {sequence}")  # noqa: S608
            highest, last = cursor.fetchone()
        if highest > last:
            behind.append(model._meta.db_table)
    if behind:
        yield fault("sequences", f"numbers run behind in {', '.join(behind)}", "praya manage sqlsequencereset APP | psql")


def examine_journal() -> Iterator[Finding]:
    """Look at the journal of revocations, and at what a restore has left for a person to decide."""
    try:
        with book.held() as folder:
            place = open_book(folder)
            book.read(folder)
    except (OSError, book.BookFault) as broken:
        remedy = "Bring PRAYA_JOURNAL's folder back; if it is lost: praya restore --accept-without-journal, then praya backup."
        yield fault("journal", f"revocations cannot be kept: {broken}", remedy)
        return
    standing, waits = standing_row(), waiting_since()
    if standing.reason:
        state = State(standing.reason)
        yield fault("restore", f"read-only. {state.why}", "docs/operators.md, Backups; praya restore --accept-without-journal")
    elif waits is not None and timezone.now() - waits > timedelta(minutes=1):
        yield fault("journal", f"revocations wait since {waits:%Y-%m-%d %H:%M}", "See the log for what keeps them.")
    else:
        yield fine("journal", f"{place.number} lines in {folder}")
    if standing.is_mail_held or jobs_of_before().exists():
        yield notice("restore", f"letters and {jobs_of_before().count()} jobs of before it are held", "praya held")
