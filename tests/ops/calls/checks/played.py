"""Play the call desk: list, file, JSON, document, sheet, trail, notice, job, menu, palette, what waits, policy, secrets."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from praya.make.calls.models import Call

from praya.core.audit.models import Entry
from praya.core.jobs.declaring import declared_jobs
from praya.core.jobs.executing import claim_next, execute
from praya.meet.notices.models import Notice
from praya.meet.sheets.models import SheetImport
from tests import builders as make
from tests.access.judging import leaks, missing_lines, play, uneven_refusals, writing_reads, wrong_cells
from tests.access.routes import routes_of
from tests.access.world import World, build_world
from tests.access.written import POLICY, fillers

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Client:
    edition = make.make_edition("fair")
    caller = make.make_delegate(edition, person=make.make_person("Anna", email="anna@example.org"))
    Call.objects.create(edition=edition, delegate=caller, about="Badge", rung_at=timezone.now())
    return make.sign_in(Client(), make.make_team_member(edition))


def test_the_list_is_a_page_a_file_and_json_and_is_described(desk: Client) -> None:
    page = desk.get("/e/fair/manage/calls/").content.decode()
    assert "Badge" in page and 'aria-current="page"' in page and ">Make<" in page
    assert b"Badge" in b"".join(desk.get("/e/fair/manage/calls/calls.csv").streaming_content)
    assert desk.get("/e/fair/api/manage/calls/").json()["results"][0]["about"] == "Badge"
    assert "/e/{edition}/api/manage/calls/" in desk.get("/api/openapi.json").json()["paths"]


def test_answering_tells_the_caller_and_the_trail_once(desk: Client) -> None:
    call = Call.objects.get()
    address = reverse("manage_call_answer", args=["fair", call.code])
    assert "They have been told." in desk.post(address, follow=True).content.decode()
    assert "Somebody has rung back already." in desk.post(address, follow=True).content.decode()
    assert list(Notice.objects.values_list("delegate", "kind")) == [(call.delegate_id, "called back")]
    assert [entry.action for entry in Entry.objects.filter(subject="make.call")] == ["answer call"]
    assert "rang back" in desk.get("/e/fair/manage/trail/").content.decode()
    anna = make.sign_in(Client(), call.delegate.person.account)
    assert "The market has rung you back." in anna.get("/e/fair/notices/").content.decode()


def test_what_waits_is_told_on_the_overview_and_calls_are_found_by_the_palette(desk: Client) -> None:
    waits = '<a href="/e/fair/manage/calls/">1 call waits.</a>'
    assert waits in desk.get("/e/fair/manage/").content.decode()
    found = desk.get("/e/fair/palette/", {"q": "badge"}).content.decode()
    assert 'href="/e/fair/manage/calls/?state=open"' in found and "<small>Anna</small>" in found
    Call.objects.update(answered_at=timezone.now())
    assert "call waits" not in desk.get("/e/fair/manage/").content.decode()
    anna = make.sign_in(Client(), Call.objects.get().delegate.person.account)
    assert "Badge" not in anna.get("/e/fair/palette/", {"q": "badge"}).content.decode()


def test_calls_come_in_from_a_sheet(desk: Client) -> None:
    sheet = SimpleUploadedFile("calls.csv", b"who,about\nanna@example.org,Hotel\n")
    desk.post("/e/fair/manage/import/", {"file": sheet, "kind": "calls"})
    for _ in range(2):
        while (execution := claim_next("w", ["default"])) is not None:
            execute(execution)
        one = SheetImport.objects.get()
        desk.post(reverse("manage_import_confirm", args=["fair", one.code]))
    assert sorted(Call.objects.values_list("about", flat=True)) == ["Badge", "Hotel"]


def test_old_calls_are_forgotten_by_a_job(desk: Client) -> None:
    Call.objects.update(rung_at=timezone.now() - timedelta(days=181))
    declared_jobs()["praya.make.calls.tasks.forget_calls"].func(None)
    assert not Call.objects.exists()


def test_nobody_else_reads_or_answers_a_call() -> None:
    world: World = build_world(fillers())
    routes = [route for route in routes_of() if "manage_call" in route.name]
    assert len(routes) == 4
    assert missing_lines(routes_of(), POLICY) == []
    answers = play(world, routes, POLICY)
    assert (wrong_cells(answers, POLICY), leaks(answers, world, POLICY)) == ([], [])
    assert (uneven_refusals(answers), writing_reads(answers, POLICY)) == ([], [])
