"""From the upload over the dry run to the imported rows, as an organiser sees it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from praya.core.audit.models import Entry
from praya.core.jobs.executing import claim_next, execute
from praya.core.sheets.reading import read_sheets
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from praya.meet.sheets import actions
from praya.meet.sheets.models import SheetImport
from tests.builders import make_account, make_category, make_edition, make_team_member, sign_in

pytestmark = pytest.mark.django_db
GOOD = "name,e-mail,category,site\nMei Chan,mei@example.org,buyer,hk\nJosé,jose@example.org,buyer,la\n"
BAD = "name,e-mail,category,site,shoe size\nMei Chan,mei@@example,buyer,hk,38\nJosé,jose@example.org,buyer,la,44\n"


def organiser(client: Client) -> Edition:
    """Sign an organiser of a new edition in."""
    edition = make_edition("fair")
    make_category(edition, "buyer")
    sign_in(client, make_team_member(edition))
    return edition


def upload(client: Client, text: str | bytes, name: str = "people.csv") -> HttpResponse:
    """Upload a file."""
    content = text.encode() if isinstance(text, str) else text
    return client.post(reverse("manage_import", args=["fair"]), {"file": SimpleUploadedFile(name, content), "kind": ""})  # type: ignore[return-value]


def work_off() -> None:
    """Run every waiting job in this process."""
    while (execution := claim_next("w", ["default"])) is not None:
        execute(execution)


def page(client: Client, kept: SheetImport, query: str = "") -> str:
    """Return the page of an import."""
    return client.get(reverse("manage_import_file", args=["fair", kept.code]) + query).content.decode()


def download(client: Client, route: str, *words: str) -> bytes:
    """Return a file that is sent as a stream."""
    return b"".join(client.get(reverse(route, args=["fair", *words])).streaming_content)


def uploads() -> set[Path]:
    """Return the files that wait for a job."""
    return set((Path(settings.VAR_FOLDER) / "uploads").glob("*"))


def test_an_upload_is_checked_confirmed_and_taken(client: Client) -> None:
    edition = organiser(client)
    before = uploads()
    answer = upload(client, GOOD)
    kept = SheetImport.objects.get()
    assert answer.headers["Location"] == reverse("manage_import_file", args=["fair", kept.code])
    assert "The file is being checked." in page(client, kept)
    work_off()
    assert "Import 2 rows" in page(client, kept)
    assert Delegate.objects.count() == 0
    client.post(reverse("manage_import_confirm", args=["fair", kept.code]))
    work_off()
    kept.refresh_from_db()
    assert (kept.status, kept.file, kept.fates, kept.counts, Delegate.objects.count()) == ("applied", None, None, {"new": 2}, 2)
    assert "The whole file is taken" in page(client, kept)
    entries = Entry.objects.filter(action="import sheets").values_list("edition", "after")
    assert list(entries) == [(edition.pk, {"file": "people.csv", "new": 2})]
    assert uploads() == before


def test_a_file_with_faults_cannot_be_confirmed_and_comes_back_with_reasons(client: Client, tmp_path: Path) -> None:
    organiser(client)
    upload(client, BAD)
    work_off()
    kept = SheetImport.objects.get()
    shown = page(client, kept)
    assert "this is not an e-mail address; write one such as name@example.org." in shown
    assert "people: shoe size" not in shown
    assert kept.ignored == ["delegates: shoe size"]
    client.post(reverse("manage_import_confirm", args=["fair", kept.code]))
    work_off()
    assert (SheetImport.objects.get().status, Delegate.objects.count()) == ("checked", 0)
    report = client.get(reverse("manage_import_report", args=["fair", kept.code]))
    assert report.headers["Content-Disposition"] == 'attachment; filename="people-to-mend.xlsx"'
    path = tmp_path / "report.xlsx"
    path.write_bytes(b"".join(report.streaming_content))
    assert read_sheets(path)[0].rows == [
        (1, ["name", "e-mail", "category", "site", "shoe size", "what to mend"]),
        (
            2,
            [
                *("Mei Chan", "mei@@example", "buyer", "hk", "38"),
                "delegates, row 2, column e-mail, “mei@@example”: this is not an e-mail address; "
                "write one such as name@example.org.",
            ],
        ),
        (3, ["José", "jose@example.org", "buyer", "la", "44", ""]),
    ]


def test_the_mended_report_can_be_imported(client: Client) -> None:
    organiser(client)
    upload(client, BAD)
    work_off()
    report = download(client, "manage_import_report", SheetImport.objects.get().code)
    upload(client, report, "mended.xlsx")
    work_off()
    mended = SheetImport.objects.first()
    assert mended is not None
    assert (mended.counts, mended.ignored) == ({"fault": 1, "new": 1}, ["delegates: shoe size"])


def test_a_file_that_cannot_be_read_says_why_and_is_removed(client: Client) -> None:
    organiser(client)
    upload(client, b"PK\x03\x04 and nothing else", "broken.xlsx")
    work_off()
    kept = SheetImport.objects.get()
    assert (kept.status, kept.file) == ("refused", None)
    assert "The file ends too early or is damaged. Save it again and upload it again in full." in page(client, kept)


def test_empty_and_oversized_uploads_are_refused_at_once(client: Client) -> None:
    organiser(client)
    empty, large = upload(client, b""), upload(client, bytes(20_000_001), "large.xlsx")
    assert (empty.status_code, large.status_code, SheetImport.objects.count()) == (422, 422, 0)
    assert "The file is empty. Choose the file again" in empty.content.decode()
    assert "The file has 21 MB; at most 20 MB can be read." in large.content.decode()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("shoe,size\n1,2\n", "No sheet of this file can be recognised (found: people.csv)."),
        ("name,e-mail\n", "The file has no rows below its column names."),
    ],
)
def test_files_without_anything_to_take(client: Client, text: str, message: str) -> None:
    organiser(client)
    upload(client, text)
    work_off()
    assert message in page(client, SheetImport.objects.get())


def test_a_dry_run_that_is_out_of_date_is_shown_again(client: Client) -> None:
    organiser(client)
    upload(client, GOOD)
    upload(client, GOOD.replace("José", "Joseph"))
    work_off()
    second, first = SheetImport.objects.all()
    client.post(reverse("manage_import_confirm", args=["fair", first.code]))
    client.post(reverse("manage_import_confirm", args=["fair", second.code]))
    work_off()
    second.refresh_from_db()
    assert (second.status, second.counts) == ("checked", {"unchanged": 1, "changed": 1})
    assert second.message_read == "The records changed after the check. Look at the rows again, then confirm."
    client.post(reverse("manage_import_confirm", args=["fair", second.code]))
    work_off()
    assert sorted(Delegate.objects.values_list("person__name", flat=True)) == ["Joseph", "Mei Chan"]


def test_only_the_uploader_sees_an_import(client: Client) -> None:
    edition = organiser(client)
    upload(client, GOOD)
    kept = SheetImport.objects.get()
    colleague = sign_in(Client(), make_team_member(edition))
    stranger = sign_in(Client(), make_account())
    names = ("manage_import_file", "manage_import_report")
    addresses = [reverse(name, args=["fair", kept.code]) for name in names]
    assert [colleague.get(address).status_code for address in addresses] == [404, 404]
    assert [stranger.get(address).status_code for address in addresses] == [404, 404]
    for name in ("manage_import_confirm", "manage_import_discard"):
        assert colleague.post(reverse(name, args=["fair", kept.code])).status_code == 404
    assert "people.csv" not in colleague.get(reverse("manage_import", args=["fair"])).content.decode()


def test_an_import_can_be_thrown_away_and_old_ones_go_by_themselves(client: Client) -> None:
    organiser(client)
    upload(client, GOOD)
    client.post(reverse("manage_import_discard", args=["fair", SheetImport.objects.get().code]))
    assert SheetImport.objects.count() == 0
    upload(client, GOOD)
    SheetImport.objects.update(created_at=timezone.now() - timezone.timedelta(hours=25))
    assert (actions.discard_old(at=timezone.now()), SheetImport.objects.count()) == (1, 0)


def test_work_that_stopped_says_so(client: Client) -> None:
    organiser(client)
    upload(client, GOOD)
    kept = SheetImport.objects.get()
    actions.give_up(kept.pk, "the worker was killed")
    kept.refresh_from_db()
    assert (kept.status, kept.message_read) == ("refused", "The work on this file stopped: the worker was killed")


def test_fates_can_be_filtered(client: Client) -> None:
    organiser(client)
    upload(client, BAD)
    work_off()
    kept = SheetImport.objects.get()
    assert ["José" in page(client, kept, query) for query in ("", "?state=new", "?state=fault", "?state=noted")] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("heads", ["en", "zh-hant", "zh-hans"])
def test_templates_can_be_filled_in_and_imported(client: Client, heads: str) -> None:
    organiser(client)
    book = download(client, "manage_import_example", heads, "all")
    upload(client, book, "template.xlsx")
    work_off()
    kept = SheetImport.objects.get()
    assert (kept.message_read, kept.counts, kept.ignored) == ("", {"new": 10}, [])
    for kind in ("organisations", "delegates"):
        text = download(client, "manage_import_example", heads, kind)
        upload(client, text, f"{kind}.csv")
        work_off()
        found = SheetImport.objects.first()
        assert found is not None
        assert (found.message, found.counts, found.ignored) == ("", {"new": 2}, [])


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_for_any_number_of_rows(client: Client, count: int, django_assert_num_queries: object) -> None:
    organiser(client)
    upload(client, "name,e-mail,site\n" + "".join(f"P {n},p{n}@example.org,hk\n" for n in range(count)))
    work_off()
    kept = SheetImport.objects.get()
    with django_assert_num_queries(6):  # type: ignore[operator]
        page(client, kept)
    with django_assert_num_queries(7):  # type: ignore[operator]
        client.get(reverse("manage_import", args=["fair"]))


def test_the_export_is_a_workbook(client: Client, tmp_path: Path) -> None:
    organiser(client)
    upload(client, GOOD)
    work_off()
    client.post(reverse("manage_import_confirm", args=["fair", SheetImport.objects.get().code]))
    work_off()
    path = tmp_path / "fair.xlsx"
    path.write_bytes(download(client, "manage_export"))
    names = [sheet.name for sheet in read_sheets(path)]
    assert names == ["organisations", "delegates", "availability", "programme", "wishes", "requests", "meetings"]
