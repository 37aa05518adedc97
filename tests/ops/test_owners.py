"""Tables that have got another owner keep every row: forwards, backwards and forwards again."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from praya.core.audit.actions import record
from praya.core.audit.models import Entry
from praya.core.jobs.models import Timetable
from praya.core.revocations.actions import replaying
from praya.match.requests.models import Request, Wish
from praya.meet.editions.models import Edition
from praya.meet.notices.models import Notice
from praya.meet.parties.models import Party
from praya.meet.sheets.models import SheetImport
from praya.show.lists.models import ItemNote, Shortlist, ShortlistItem
from praya.show.searches.models import SavedSearch
from praya.site.backup.reading import CannotRestore, restore
from praya.site.backup.tables import tables
from praya.site.backup.writing import write_backup
from tests import builders as make

BEFORE = [("core", "0007_pictures"), ("match", "0007_suggestions"), ("meet", "0003_review"), ("show", None)]
AT = datetime(2027, 3, 1, tzinfo=UTC)


@pytest.fixture
def _latest() -> Any:
    """Leave the tables as the other tests expect them."""
    yield
    upgrade()


def migrate(targets: list[tuple[str, str]]) -> Any:
    """Bring the tables to where they were then; return the models of that time."""
    MigrationExecutor(connection).migrate(targets)
    # What `migrate` returns has columns of migrations that it undid, where another app's were undone after them.
    loader = MigrationExecutor(connection).loader
    return loader.project_state([node for node in loader.applied_migrations if node in loader.graph.nodes]).apps


def upgrade() -> None:
    """Bring the tables to those of today."""
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of the tables that moved, and of those that refer to them."""
    models = (
        Party,
        Wish,
        Request,
        Request.guests.through,
        Shortlist,
        ShortlistItem,
        ItemNote,
        SavedSearch,
        Notice,
        Entry,
        SheetImport,
        Timetable,
    )
    return {model._meta.label: sorted(model.objects.values_list()) for model in models}


@pytest.fixture
def edition() -> Edition:
    """Make an edition with a row in every table that moves."""
    edition = make.make_edition("spring")
    host, guest, third = (make.make_calendar(make.make_delegate(edition)) for _ in range(3))
    make.make_wish(host, guest, level="must")
    make.make_request(host, guest).guests.add(third)
    work = make.make_work(edition)
    liked = Shortlist.objects.create(edition=edition, owner=host.delegate, name="Spring")
    item = ShortlistItem.objects.create(shortlist=liked, work=work, added_at=AT)
    ItemNote.objects.create(item=item, by=host.delegate, text="Ask for the rights", changed_at=AT)
    SavedSearch.objects.create(delegate=guest.delegate, name="花樣年華", words="q=fa")
    make.make_notice(guest.delegate, "moved", meeting="m1", was="2027-03-01T09:00+00:00")
    record("change list", liked, by=None, edition=edition.pk)
    record("change wishes", "meet.party", by=None, edition=edition.pk)
    Timetable.objects.create(task="praya.show.searches.tasks.tell_of_new_works", next_at=AT)
    Timetable.objects.create(task="praya.meet.sheets.tasks.discard_old_imports", next_at=AT)
    SheetImport.objects.create(edition=edition, account=make.make_account(), name="代表.xlsx", file=b"PK\x03", counts={"new": 2})
    make.make_calendar(make.make_delegate(edition)).delete()
    return edition


@pytest.mark.one_database(reason="tables change their owner by the same statements; every run migrates the other database, too")
@pytest.mark.exhaustive(reason="migrations that lie behind change no more; to go back through them takes minutes")
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_latest")
def test_tables_that_move_to_another_app_keep_their_rows(edition: Edition) -> None:
    kept, parties = rows(), sorted(Party.objects.values_list("pk", flat=True))
    then = migrate(BEFORE)
    old = {
        "calendars": sorted(then.get_model("match.Calendar").objects.values_list("pk", flat=True)),
        "notices": list(then.get_model("match.Notice").objects.values_list("delegate", "kind", "facts__meeting")),
        "lists": list(then.get_model("match.Shortlist").objects.values_list("name", flat=True)),
        "subjects": sorted(then.get_model("core.Entry").objects.values_list("subject", flat=True)),
        "sheets": list(then.get_model("match.SheetImport").objects.values_list("name", "counts")),
        "jobs": sorted(then.get_model("core.Timetable").objects.values_list("task", flat=True)),
    }
    assert old == {
        "calendars": parties,
        "notices": [(delegate, "moved", "m1") for _pk, delegate, *_rest in kept["meet.Notice"]],
        "lists": ["Spring"],
        "subjects": ["core.title", "match.calendar", "match.shortlist", "meet.work"],
        "sheets": [("代表.xlsx", {"new": 2})],
        "jobs": ["praya.match.imports.tasks.discard_old_imports", "praya.match.works.tasks.tell_of_new_works"],
    }
    upgrade()
    assert rows() == kept
    assert make.make_calendar(make.make_delegate(edition)).pk == parties[-1] + 2, "a number that was given out is not given again"


@pytest.mark.one_database(reason="tables change their owner by the same statements; every run migrates the other database, too")
@pytest.mark.exhaustive(reason="migrations that lie behind change no more; to go back through them takes minutes")
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_latest")
def test_a_backup_of_the_old_version_comes_back_in_the_new(edition: Edition, tmp_path: Path, monkeypatch, settings) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    kept = rows()
    then = migrate(BEFORE)
    with monkeypatch.context() as patched:
        there = set(connection.introspection.table_names())
        patched.setattr(
            "praya.site.backup.writing.tables", lambda: [model for model in tables(then) if model._meta.db_table in there]
        )
        old = write_backup(tmp_path / "old.zip")
    assert (old["tables"]["match.calendar"]["rows"], "show.shortlist" in old["tables"]) == (3, False)
    upgrade()
    with replaying():  # the journal is told of nothing that only this test takes away
        Party.objects.all().delete()
    restore(tmp_path / "old.zip", force=True)
    assert rows() == kept
    assert write_backup(tmp_path / "new.zip")["tables"]["meet.party"]["rows"] == 3
    with pytest.raises(CannotRestore, match="The database is not empty"):
        restore(tmp_path / "old.zip")
