"""Either the whole file is taken, or nothing; whatever goes wrong on the way."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from praya.cli import main
from praya.core.audit.models import Entry
from praya.core.directory.models import Organisation, Person
from praya.core.jobs.executing import claim_next, execute
from praya.core.jobs.models import Job
from praya.core.sheets.messages import SheetError
from praya.core.sheets.uploads import lying_in_file
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition, Stand
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.sheets import actions
from praya.meet.sheets.models import SheetImport
from praya.meet.sheets.queries import LISTED
from praya.meet.sheets.tasks import discard_old_imports
from tests.builders import (
    HK_MORNING,
    calendar_of,
    make_account,
    make_category,
    make_delegate,
    make_edition,
    make_exhibitor,
    make_meeting,
    make_person,
    make_team_member,
)
from tests.meet.sheets.rows import NOW, people, plan, sheet, states, take

pytestmark = pytest.mark.django_db


def refused(edition: Edition, *sheets: Any, **words: Any) -> str:
    """Return the sentence with which an import is refused."""
    with pytest.raises(SheetError) as caught:
        take(edition, *sheets, **words)
    return caught.value.message


def kept_upload(edition: Edition, text: str = "name,e-mail,site\nAnna,anna@example.org,hk\n") -> SheetImport:
    """Upload a file."""
    return actions.upload(edition, text.encode(), name="people.csv", kind="", by=make_team_member(edition))


def work_off() -> None:
    """Run every waiting job in this process."""
    while (execution := claim_next("w", ["default"])) is not None:
        execute(execution)


def test_one_fault_keeps_every_row_out() -> None:
    edition = make_edition()
    rows = people(("Anna", "anna@example.org", "Étoile", "", "hk"), ("Bob", "bob@@example", "", "", "hk"))
    assert refused(edition, rows) == "Nothing was imported, because some rows have faults. Mend them and try again."
    assert (Person.objects.count(), Organisation.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_a_change_that_would_hurt_a_meeting_is_refused_with_its_name() -> None:
    edition = make_edition()
    exhibitor = make_exhibitor(edition, "Étoile")
    buyer = make_delegate(edition, name="Anna")
    make_meeting(calendar_of(buyer), calendar_of(exhibitor), HK_MORNING, stand=exhibitor.stand, site=exhibitor.site)
    message = refused(edition, sheet("organisations", ("name", "exhibitor", "site", "stand"), ("Étoile", "yes", "hk", "A3")))
    assert message.startswith("Nothing was changed, because 1 scheduled meeting would no longer be possible:")
    assert Exhibitor.objects.get().stand == Stand.objects.get(number="A1", hall__site__slug="hk")


@pytest.mark.parametrize(("site", "is_told"), [("la", True), ("hk", False)])
def test_a_meeting_that_somebody_would_be_moved_away_from_is_told_before_it_is_confirmed(site: str, is_told: bool) -> None:
    edition = make_edition()
    exhibitor = make_exhibitor(edition, "Étoile")
    buyer = make_delegate(edition, person=make_person("Anna", email="anna@example.org", account=None))
    make_meeting(calendar_of(buyer), calendar_of(exhibitor), HK_MORNING, stand=exhibitor.stand, site=exhibitor.site)
    before = set(Delegate.objects.values_list("pk", "site", "job_title"))
    text = f"name,e-mail,site,job title\nAnna,anna@example.org,{site},Producer\nBo,bo@example.org,hk,Buyer\n"
    kept = kept_upload(edition, text)
    work_off()
    kept.refresh_from_db()
    assert (kept.status, kept.counts) == ("checked", {"changed": 1, "new": 1})
    assert set(Delegate.objects.values_list("pk", "site", "job_title")) == before
    told = "Nothing was changed, because 1 scheduled meeting would no longer be possible:"
    assert (told in kept.message_read, bool(kept.message_read)) == (is_told, is_told)
    assert kept.hindrances == ([{"more": "2027-03-16 09:00 HKG: Anna – Étoile"}] if is_told else [])
    assert not Entry.objects.filter(action="import sheets").exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("site", "is_told"), [("la", True), ("hk", False)])
def test_the_command_tells_it_too(site: str, is_told: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edition = make_edition("fair")
    exhibitor = make_exhibitor(edition, "Étoile")
    buyer = make_delegate(edition, person=make_person("Anna", email="anna@example.org", account=None))
    make_meeting(calendar_of(buyer), calendar_of(exhibitor), HK_MORNING, stand=exhibitor.stand, site=exhibitor.site)
    path = tmp_path / "people.csv"
    path.write_text(f"name,e-mail,site,job title\nAnna,anna@example.org,{site},Producer\n", encoding="utf-8")
    before = list(Delegate.objects.values_list("pk", "site", "job_title"))
    dry = ["import", str(path), "--edition", "fair", "--dry-run"]
    assert main([*dry, "--json"]) == int(is_told)
    result = json.loads(capsys.readouterr().out)
    kept = actions.upload(edition, path.read_bytes(), name="people.csv", kind="", by=make_team_member(edition))
    work_off()
    kept.refresh_from_db()
    assert result["harm"] == ([kept.message_read, "2027-03-16 09:00 HKG: Anna – Étoile"] if is_told else [])
    assert ("it stands against meetings" in kept.message_read, result["written"]) == (is_told, False)
    assert main(dry) == int(is_told)
    assert capsys.readouterr().out.splitlines()[: len(result["harm"])] == result["harm"]
    assert list(Delegate.objects.values_list("pk", "site", "job_title")) == before
    # Of a file with a faulty row the good rows alone are tried, where they are what would be written.
    path.write_text(f"{path.read_text(encoding='utf-8')}Bo,no address,{site},Producer\n", encoding="utf-8")
    for words, harm in ((dry, []), ([*dry, "--good-rows"], result["harm"])):
        assert main([*words, "--json"]) == 1
        assert json.loads(capsys.readouterr().out)["harm"] == harm


def test_somebody_who_writes_the_same_at_the_same_time_is_noticed() -> None:
    edition = make_edition()

    def meanwhile(done: int, total: int, note: str) -> None:
        if note == "delegates":
            make_person("Somebody", email="anna@example.org", account=None)

    rows = people(("Anna", "anna@example.org", "Étoile", "", "hk"))
    assert refused(edition, rows, progress=meanwhile) == (
        "Nothing was imported: somebody changed the same records meanwhile. Check the file once more."
    )
    assert (Person.objects.count(), Organisation.objects.count(), Delegate.objects.count()) == (0, 0, 0)


def test_an_address_in_capitals_is_the_same_address() -> None:
    edition = make_edition()
    make_delegate(edition, person=make_person("Anna", email="Anna@Example.org", account=None))
    assert states(plan(edition, people(("Anna", "anna@example.org", "", "", "hk")))) == ["changed"]


def test_a_missing_column_is_named() -> None:
    edition = make_edition()
    with pytest.raises(SheetError) as caught:
        plan(edition, sheet("delegates", ("e-mail", "site"), ("a@example.org", "hk")))
    assert caught.value.message == ("The sheet delegates lacks the column name. Add it, or rename a column as in the template.")


def test_sheets_of_other_names_are_listed() -> None:
    edition = make_edition()
    with pytest.raises(SheetError) as caught:
        plan(edition, sheet("Budget", ("cost",), ("7",)), sheet("Notes", ("text",), ("x",)))
    assert caught.value.message == (
        "No sheet of this file can be recognised (found: Budget, Notes). Name the sheets as the template does "
        "(organisations, delegates, availability, programme, wishes), and keep its column names."
    )


def test_an_unusual_sheet_name_is_no_obstacle_where_the_columns_tell() -> None:
    edition = make_edition()
    make_category(edition, "buyer")
    rows = sheet("Sheet1", ("name", "e-mail", "category", "site"), ("Anna", "anna@example.org", "buyer", "hk"))
    assert states(plan(edition, rows)) == ["new"]
    assert states(plan(edition, rows, kind="delegates")) == ["new"]


def test_a_fault_at_the_last_moment_lets_the_dry_run_be_confirmed_again() -> None:
    edition = make_edition()
    kept = kept_upload(edition)
    work_off()
    kept.refresh_from_db()
    assert actions.confirm(kept, by=kept.account)
    assert not actions.confirm(kept, by=kept.account)
    assert not actions.discard(kept)
    kept.refresh_from_db()
    edition.sites.filter(slug="hk").update(slug="elsewhere", short_name="ELS", name={})
    work_off()
    kept.refresh_from_db()
    assert (kept.status, kept.counts) == ("checked", {"fault": 1})
    assert not actions.confirm(kept, by=kept.account)


def test_a_refusal_while_writing_is_shown_on_the_dry_run() -> None:
    edition = make_edition()
    kept = kept_upload(edition)
    work_off()
    kept.refresh_from_db()
    kept.status, kept.digest = SheetImport.Status.APPLYING, ""
    kept.save()
    edition.sites.filter(slug="hk").update(slug="elsewhere", short_name="ELS", name={})
    actions.apply(kept.pk, at=NOW)
    kept.refresh_from_db()
    assert (kept.status, kept.message_read) == (
        "checked",
        "Nothing was imported, because some rows have faults. Mend them and try again.",
    )


def test_applying_that_stopped_can_be_confirmed_again() -> None:
    edition = make_edition()
    kept = kept_upload(edition)
    work_off()
    kept.refresh_from_db()
    actions.confirm(kept, by=kept.account)
    actions.give_up(kept.pk, "the worker was killed")
    kept.refresh_from_db()
    assert (kept.status, kept.message_read) == ("checked", "The work on this file stopped: the worker was killed")
    assert actions.confirm(kept, by=kept.account)


def test_no_more_files_are_kept_of_one_account_than_its_page_lists() -> None:
    edition, account = make_edition(), make_account()
    words = {"name": "people.csv", "kind": "", "by": account}
    first = actions.upload(edition, b"name\nAnna\n", **words)
    other = kept_upload(edition)
    for _time in range(LISTED):
        actions.upload(edition, b"name\nBob\n", **words)
    kept = SheetImport.objects.values_list("pk", flat=True)
    assert (len(kept), first.pk in kept, other.pk in kept) == (LISTED + 1, False, True)


def test_an_import_thrown_away_leaves_its_jobs_nothing_to_do() -> None:
    edition = make_edition()
    kept = kept_upload(edition)
    actions.discard(kept)
    assert not actions.discard(kept)
    work_off()
    actions.check(kept.pk)
    actions.apply(kept.pk, at=NOW)
    actions.give_up(kept.pk, "gone")
    assert (SheetImport.objects.count(), Delegate.objects.count(), set(Job.objects.values_list("fault", flat=True))) == (
        0,
        0,
        {""},
    )


def test_a_job_taken_over_after_its_effect_writes_nothing_twice() -> None:
    edition = make_edition()
    kept = kept_upload(edition)
    work_off()
    kept.refresh_from_db()
    actions.confirm(kept, by=kept.account)
    work_off()
    actions.apply(kept.pk, at=NOW)
    assert (Delegate.objects.count(), Entry.objects.filter(action="import sheets").count()) == (1, 1)


def test_old_uploads_go_every_hour() -> None:
    assert discard_old_imports.every_seconds == 3600


def test_an_upload_lies_under_a_random_name_and_leftovers_go() -> None:
    folder = Path(settings.VAR_FOLDER) / "uploads"
    folder.mkdir(parents=True, exist_ok=True)
    left = folder / "left.upload"
    left.touch()
    os.utime(left, (time.time() - 7200, time.time() - 7200))
    with lying_in_file(b"x") as path:
        assert (path.read_bytes(), path.parent, path.stat().st_mode & 0o777, left.exists()) == (b"x", folder, 0o600, False)
    assert not path.exists()
