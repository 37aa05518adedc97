"""What a restored market would open or publish by itself waits for its organisers."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from praya.core.audit.models import Entry
from praya.core.revocations import book
from praya.core.revocations.declaring import declared
from praya.core.revocations.models import Standing
from praya.match.requests.models import Round
from praya.match.scheduling.models import Run
from praya.site.backup.reading import restore
from praya.site.backup.writing import write_backup
from tests import builders as make
from tests.ops.test_restored import journal

__all__ = ["journal"]
pytestmark = pytest.mark.django_db(transaction=True)


def test_what_was_planned_waits_for_a_person_whatever_the_journal_says(tmp_path: Path, settings: Any) -> None:
    moment = timezone.now() + timedelta(days=1)
    planned = make.make_round(make.make_edition("spring"), status="planned", opens_at=moment)
    frozen = make.make_round(make.make_edition("autumn"), status="frozen", publishes_at=moment)
    make.make_run(frozen, status="done", is_chosen=True)
    write_backup(tmp_path / "one.zip")
    book.pages(settings.JOURNAL_FOLDER).unlink(missing_ok=True)
    restore(tmp_path / "one.zip", force=True)
    found = [(one.status, one.opens_at, one.publishes_at) for one in Round.objects.order_by("pk")]
    assert (found, Run.objects.get().is_chosen) == ([("planned", None, None), ("frozen", None, None)], False)
    assert planned.pk and Entry.objects.filter(action="change round").count() == 2


def test_a_plan_that_cannot_wait_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_at: Any) -> None:
        raise ValueError

    write_backup(tmp_path / "one.zip")
    monkeypatch.setattr(declared, "waiting", [fails])
    restore(tmp_path / "one.zip", force=True)
    assert Standing.objects.get().reason == "failed"
