"""Back up and bring back, bit for bit."""

from __future__ import annotations

import json
import shutil
import stat
import threading
import zipfile
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection, models, transaction

from praya.core.accounts.models import Account
from praya.core.audit.actions import record
from praya.core.audit.models import Entry
from praya.core.jobs.actions import enqueue
from praya.core.jobs.tasks import prune_jobs
from praya.site.backup import sequences
from praya.site.backup.reading import CannotRestore, restore
from praya.site.backup.tables import TRANSIENT, line, read, tables, written
from praya.site.backup.writing import write_backup
from tests import builders as make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def media(settings, tmp_path):
    """Keep uploads in a folder of this test."""
    settings.MEDIA_ROOT = tmp_path / "media"
    (settings.MEDIA_ROOT / "logos").mkdir(parents=True)
    (settings.MEDIA_ROOT / "logos" / "電影.png").write_bytes(bytes(range(256)))
    return settings.MEDIA_ROOT


def make_market() -> None:
    """Fill most tables, with texts in many scripts, bytes, maps, times and gaps in the numbers."""
    edition = make.make_edition("backup")
    exhibitor = make.make_exhibitor(edition, staff=2)
    buyer = make.make_calendar(make.make_delegate(edition))
    host = make.calendar_of(exhibitor)
    make.make_wish(buyer, host)
    request = make.make_request(buyer, host, status="accepted")
    current = make.make_round(edition, status="frozen")
    make.make_run(current, problem=b"\x00\xff\x1f\x8b", bound=0.1 + 0.2, versions={"b": 1, "a": {"z": 0.5, "中": None}})
    make.make_meeting(buyer, host, request=request)
    record("電影 ☂ \u2028 'quoted'", "probe", by=None, after={"ß": [1, 2.5, "ü"], "A": True})
    Entry.objects.create(action="gone", subject="probe").delete()
    enqueue(prune_jobs)


def facts(manifest):
    return {name: manifest[name] for name in ("tables", "media", "sequences", "migrations")}


def test_backup_restored_and_backed_up_again_is_the_same(media, tmp_path):
    make_market()
    first = write_backup(tmp_path / "one.zip")
    make.make_edition("later")
    Account.objects.update(name="changed")
    shutil.rmtree(media)
    restore(tmp_path / "one.zip", force=True)
    second = write_backup(tmp_path / "two.zip")

    assert facts(second) == facts(first)
    assert (media / "logos" / "電影.png").read_bytes() == bytes(range(256))
    assert first["tables"]["match.meeting"]["rows"] == 1
    assert stat.S_IMODE((tmp_path / "one.zip").stat().st_mode) == 0o600


def test_numbers_given_out_are_not_given_again(media, tmp_path):
    gone = Entry.objects.create(action="gone", subject="probe")
    number = gone.pk
    gone.delete()
    write_backup(tmp_path / "one.zip")
    restore(tmp_path / "one.zip", force=True)

    assert Entry.objects.create(action="next", subject="probe").pk == number + 1
    assert sequences.counted([Entry])["core.entry"] == number + 1


def test_every_table_but_the_transient_ones_is_kept(media, tmp_path):
    manifest = write_backup(tmp_path / "one.zip")
    everything = {model._meta.label_lower for model in apps.get_models(include_auto_created=True) if not model._meta.proxy}

    assert set(manifest["tables"]) == everything - TRANSIENT
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert json.loads(archive.read("manifest.json")) == manifest


def test_database_with_rows_is_not_overwritten(media, tmp_path):
    write_backup(tmp_path / "one.zip")
    make.make_account("stays@example.org")

    with pytest.raises(CannotRestore, match=r"The database is not empty \(core.Account\)"):
        restore(tmp_path / "one.zip")
    assert Account.objects.filter(email="stays@example.org").count() == 1


def rewritten(path, target, change):
    """Copy a backup, changing entries on the way."""
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(target, "w") as copy:
        for name in archive.namelist():
            content = change(name, archive.read(name))
            if content is not None:
                copy.writestr(name, content)
    return target


def test_damaged_and_foreign_files_are_refused_with_a_sentence(media, tmp_path):
    make_market()
    write_backup(tmp_path / "one.zip")
    whole = (tmp_path / "one.zip").read_bytes()
    (tmp_path / "short.zip").write_bytes(whole[:-200])
    (tmp_path / "text.zip").write_text("hello")

    def tampered(name, content):
        return content.replace(b"probe", b"prawn") if name == "rows/core.entry.jsonl" else content

    def lacking(name, content):
        return None if name == "rows/core.entry.jsonl" else content

    def foreign(name, content):
        return content.replace(b"praya-backup/1", b"praya-backup/9") if name == "manifest.json" else content

    def newer(name, content):
        return content.replace(b"core.0001_initial", b"core.0099_future") if name == "manifest.json" else content

    def said(path):
        with pytest.raises(CannotRestore) as caught:
            restore(path, force=True)
        return str(caught.value).removeprefix(f"{path} ")

    assert said(tmp_path / "short.zip").startswith("is not a backup of praya: ")
    assert said(tmp_path / "text.zip") == "is not a backup of praya: File is not a zip file"
    assert said(rewritten(tmp_path / "one.zip", tmp_path / "b.zip", tampered)).startswith(
        "is damaged: rows/core.entry.jsonl is not"
    )
    assert said(rewritten(tmp_path / "one.zip", tmp_path / "c.zip", lacking)).startswith("is damaged at rows/core.entry.jsonl")
    assert said(rewritten(tmp_path / "one.zip", tmp_path / "d.zip", foreign)) == (
        "has the form 'praya-backup/9'; this praya reads praya-backup/1."
    )
    assert said(rewritten(tmp_path / "one.zip", tmp_path / "e.zip", newer)).startswith("The backup is of praya ")
    assert Entry.objects.filter(action="電影 ☂ \u2028 'quoted'").count() == 1


def test_backup_is_of_one_moment_while_others_write(media, tmp_path, monkeypatch):
    """Two rows that are only ever written together are either both in the backup or both absent."""
    stopping = threading.Event()

    def write_pairs():
        while not stopping.is_set():
            with transaction.atomic():
                record("pair", "probe", by=None)
                make.make_account()
        connection.close()

    writer = threading.Thread(target=write_pairs)
    writer.start()
    try:
        for number in range(5):
            kept = write_backup(tmp_path / f"{number}.zip")["tables"]
            assert kept["core.entry"]["rows"] == kept["core.account"]["rows"]
    finally:
        stopping.set()
        writer.join()


def test_every_kind_of_value_comes_back():
    values = [
        (models.DecimalField(max_digits=9, decimal_places=2), Decimal("1.50")),
        (models.DurationField(), timedelta(days=-3, microseconds=7)),
        (models.DateTimeField(), datetime(2027, 3, 15, 1, 2, 3, 4, tzinfo=UTC)),
        (models.DateField(), datetime(2027, 3, 15, tzinfo=UTC).date()),
        (models.TimeField(), datetime(2027, 3, 15, 1, 2, 3, 4, tzinfo=UTC).time()),
        (models.BinaryField(), b"\x00\xff"),
        (models.JSONField(), {"a": [None, 1.5]}),
        (models.UUIDField(), UUID(int=7)),
        (models.CharField(), "電影"),
        (models.FloatField(), 0.1 + 0.2),
    ]

    back = [read(json.loads(line([written(value, field)]))[0], field) for field, value in values]
    assert back == [value for _, value in values]


def test_tables_are_in_the_order_of_their_names():
    names = [model._meta.label_lower for model in tables()]

    assert names == sorted(names)
