"""A room that declares a kind of sheet has its upload, dry run, writing, template and export, and no other room is touched."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from praya.cli import main
from praya.core.audit.models import Entry
from praya.core.jobs.executing import claim_next, execute
from praya.core.sheets import kinds
from praya.core.sheets.columns import Column
from praya.core.sheets.exporting import export_folder
from praya.core.sheets.kinds import Plan, Reading, SheetKind, declare_sheets
from praya.core.sheets.rows import Row
from praya.core.sheets.writing import Sheet
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from praya.meet.registration.surroundings import world_of
from praya.meet.sheets.models import SheetImport
from tests.builders import make_delegate, make_edition, make_person, make_team_member, sign_in

pytestmark = pytest.mark.django_db
CALLS = "who,said\nanna@example.org,Call back\nnew@example.org,Hello\n"


def called(_plan: Plan) -> list[tuple[Delegate, str]]:
    """Return whom the sheet of calls speaks of, and what they said."""
    return []


def plan_calls(rows: Sequence[Row], plan: Plan) -> None:
    """Find the delegates whom the rows name, those of the same file too."""
    world = plan.shared(world_of)
    for row in rows:
        delegate = world.delegate_named(row["who"])
        row.fate.subject = row["who"]
        if delegate is None:
            row.fault("who", "nobody has this address.")
        else:
            plan.shared(called).append((delegate, row["said"]))


def write_calls(plan: Plan, at: datetime) -> None:
    """Write down what everybody said."""
    for delegate, said in plan.shared(called):
        Delegate.objects.filter(pk=delegate.pk).update(job_title=f"{said} ({at:%Y})")


def export_calls(kind: SheetKind, reading: Reading) -> Sheet:
    """Return what was written down."""
    found = Delegate.objects.filter(edition=reading.edition).exclude(job_title="")
    return kind.sheet(found.order_by("pk").values_list("person__email", "job_title"))


@pytest.fixture
def market(monkeypatch: pytest.MonkeyPatch) -> Edition:
    """Make an edition with a delegate, and declare the kind."""
    monkeypatch.setattr(kinds, "_declared", dict(kinds._declared))
    columns = (
        Column("who", "who, 誰, 谁, caller", ("mei@example.org", "D-2"), is_required=True),
        Column("said", "said, 話, 话"),
    )
    declare_sheets(
        SheetKind(
            "calls",
            "calls, 通話, 通话, call desk",
            columns,
            label="calls",
            needs=("delegates",),
            plan=plan_calls,
            write=write_calls,
            export=export_calls,
        )
    )
    edition = make_edition("fair")
    make_delegate(edition, person=make_person("Anna", email="anna@example.org"), job_title="")
    return edition


def work_off() -> None:
    """Run every waiting job in this process."""
    while (execution := claim_next("w", ["default"])) is not None:
        execute(execution)


def upload(client: Client, text: str, kind: str = "") -> SheetImport:
    """Upload a file, let it be checked, and return it."""
    file = SimpleUploadedFile("calls.csv", text.encode())
    client.post(reverse("manage_import", args=["fair"]), {"file": file, "kind": kind})
    work_off()
    found = SheetImport.objects.first()
    assert found is not None
    return found


def test_the_page_names_it_and_gives_its_template(client: Client, market: Edition) -> None:
    sign_in(client, make_team_member(market))
    page = client.get(reverse("manage_import", args=["fair"])).content.decode()
    assert "From a spreadsheet: organisations, delegates, availability, programme, wishes, calls." in page
    assert '<option value="calls">calls</option>' in page
    blank = client.get(reverse("manage_import_example", args=["fair", "zh-hant", "calls"])).getvalue().decode()
    assert blank.splitlines()[:2] == ["\ufeff誰,話", "mei@example.org,"]


def test_a_file_of_it_is_checked_and_taken(client: Client, market: Edition) -> None:
    sign_in(client, make_team_member(market))
    wrong = upload(client, CALLS)
    assert (wrong.status, wrong.counts) == ("checked", {"new": 1, "fault": 1})
    right = upload(client, CALLS.splitlines()[0] + "\n" + CALLS.splitlines()[1] + "\n", kind="calls")
    assert (right.status, right.counts, Delegate.objects.get().job_title) == ("checked", {"new": 1}, "")
    client.post(reverse("manage_import_confirm", args=["fair", right.code]))
    work_off()
    right.refresh_from_db()
    assert (right.status, Delegate.objects.get().job_title[:11]) == ("applied", "Call back (")
    assert Entry.objects.filter(action="import sheets").count() == 1


def test_it_goes_out_with_the_others_and_by_the_command_line(market: Edition, tmp_path: Path, capsys: object) -> None:
    path = tmp_path / "calls.csv"
    path.write_text(CALLS.replace("new@", "anna@"), encoding="utf-8")
    assert main(["import", str(path), "--edition", "fair", "--kind", "calls"]) == 0
    assert main(["import", str(path), "--edition", "fair", "--kind", "shoes"]) == 2
    assert "as the template does (organisations, delegates, availability, programme, wishes, calls)" in capsys.readouterr().err
    export_folder(market, tmp_path / "out")
    lines = (tmp_path / "out" / "calls.csv").read_text(encoding="utf-8-sig").splitlines()
    assert (lines[0], lines[1][:23], len(lines)) == ("who,said", "anna@example.org,Hello ", 2)
