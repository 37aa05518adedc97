"""People see what is held of them, take it with them, and are erased."""

from __future__ import annotations

import io
import json
from urllib.parse import quote
from zipfile import ZipFile

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook

from praya.core.accounts.models import Account
from praya.core.audit.models import Entry
from praya.core.catalogue.indexing import index_people
from praya.core.directory.models import Person
from praya.core.duplicates.models import Merge
from praya.core.holding import NAMELESS
from praya.core.index.models import Listing
from praya.core.jobs.executing import claim_next, execute
from praya.core.jobs.models import Job
from praya.core.personal.erasing import erase
from praya.core.personal.queries import subject_at, subject_of
from tests.builders import make_account, make_person, prove, sign_in

pytestmark = pytest.mark.django_db


def archive(client: Client) -> ZipFile:
    answer = client.get("/account/data/download/")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    return ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_strangers_are_asked_to_sign_in(client: Client) -> None:
    for path in ("/account/data/", "/account/data/download/", "/account/erase/"):
        assert client.get(path)["Location"] == f"/accounts/login/?next={path}"


def test_an_open_session_alone_takes_nothing_out_and_erases_nobody(client: Client) -> None:
    person = make_person("Yip", email="yip@example.org")
    own = sign_in(client, person.account)
    for path in ("/account/data/download/", "/account/erase/"):
        assert own.get(path)["Location"] == f"/accounts/proof/?next={quote(path, safe='')}"
    assert own.post("/account/erase/", {"address": "yip@example.org"}).status_code == 302
    assert Job.objects.count() == 0


def test_the_page_counts_what_is_held_and_says_what_an_erasure_does(client: Client) -> None:
    page = sign_in(client, make_person("Yip Wing-hei").account).get("/account/data/")
    rooms = page.context["rooms"]
    assert {str(heading): {str(held.table.label): held.count for held in tables} for heading, tables in rooms.items()} == {
        "Account": {"Account": 1, "Signing in": 1},
        "Your record": {"Your record": 1},
    }
    assert "Emptied." in page.content.decode()


def test_the_archive_holds_the_same_as_a_workbook_and_for_programs(client: Client) -> None:
    person = make_person("=1+1 Yip", names={"zh-Hant": "葉永熙"})
    make_person("Somebody else")
    with archive(prove(sign_in(client, person.account))) as told:
        tables = json.loads(told.read("data.json"))
        book = CalamineWorkbook.from_filelike(io.BytesIO(told.read("data.xlsx")))
        parts = ZipFile(io.BytesIO(told.read("data.xlsx")))
    rows = {table["table"]: table["rows"] for table in tables}
    assert sorted(rows) == ["axes.accesslog", "core.account", "core.person"]
    assert [(row["name"], row["names"]) for row in rows["core.person"]] == [("=1+1 Yip", {"zh-Hant": "葉永熙"})]
    assert book.sheet_names == ["What is held of you", "Account", "Signing in", "Your record"]
    record = dict(zip(*book.get_sheet_by_name("Your record").to_python(), strict=True))
    assert (record["Name"], record["Names in other scripts and languages"]) == ("=1+1 Yip", '{"zh-Hant": "葉永熙"}')
    assert [name for name in parts.namelist() if b"<f>" in parts.read(name)] == []


def test_the_same_rows_give_the_same_bytes(client: Client) -> None:
    own = prove(sign_in(client, make_person("Yip").account))
    answers = [b"".join(own.get("/account/data/download/").streaming_content) for _ in range(2)]
    assert answers[0] == answers[1]


def test_another_address_confirms_nothing(client: Client) -> None:
    own = prove(sign_in(client, make_person("Yip").account))
    for typed in ("", "somebody@example.org"):
        assert own.post("/account/erase/", {"address": typed}).status_code == 422
    assert Job.objects.count() == 0


def test_a_confirmation_that_was_sent_empty_is_asked_for_again(client: Client) -> None:
    answer = prove(sign_in(client, make_person("Yip").account)).post("/account/erase/")
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["address"])


def test_whoever_confirms_is_signed_out_and_erased_by_a_job_that_names_nobody(client: Client) -> None:
    person = make_person("Yip", email="yip@example.org")
    elsewhere = sign_in(Client(), person.account)
    own = prove(sign_in(client, person.account))
    answer = own.post("/account/erase/", {"address": " Yip@Example.org "})
    assert (answer.status_code, own.get("/account/")["Location"]) == (200, "/accounts/login/?next=/account/")
    queued = Job.objects.select_related("result").get()
    assert (queued.label, queued.account, queued.result.args_kwargs["args"]) == ("", None, [person.account.pk])
    execution = claim_next("test", ["default"])
    assert execution is not None and execute(execution) == "done"
    assert elsewhere.get("/account/").status_code == 302
    assert subject_at("yip@example.org") is None
    erased = Account.objects.get(pk=person.account.pk)
    assert (erased.is_active, erased.name, erased.email) == (False, NAMELESS, f"erased-{erased.pk}@erased.invalid")


def test_an_erased_person_is_a_nameless_record_that_nobody_finds() -> None:
    person = make_person("Yip Wing-hei", level="public", country="MO", names={"zh-Hant": "葉永熙"}, birth_year=1970)
    index_people([person.pk])
    assert Listing.objects.filter(kind="person", number=person.pk).exists()
    erase(subject_of(person.account), at=timezone.now())
    person.refresh_from_db()
    assert (person.name, person.email, person.birth_year, person.country, person.level) == (NAMELESS, None, None, "MO", "private")
    assert person.names["zh-Hant"] == "已刪除的人士"
    assert not Listing.objects.filter(kind="person", number=person.pk).exists()


def test_records_merged_into_the_person_are_theirs_and_what_the_merge_kept_goes() -> None:
    person = make_person("Yip")
    merged = make_person("Yip, W.", email="old@example.org", account=None, merged_into=person)
    further = make_person("Y. Yip", email=None, account=None, merged_into=merged)
    Merge.objects.create(kind="person", keep=person.pk, other=merged.pk, journal={"other": {"before": {"name": "Yip, W."}}})
    who = subject_of(person.account)
    assert who.people == (person.pk, merged.pk, further.pk)
    assert who.addresses == tuple(sorted((person.account.email, "old@example.org")))
    erase(who, at=timezone.now())
    assert set(Person.objects.values_list("name", flat=True)) == {NAMELESS}
    assert Merge.objects.count() == 0


def test_somebody_without_an_account_is_erased_by_their_address() -> None:
    make_person("Yip", email="yip@example.org", account=None)
    who = subject_at(" Yip@example.org")
    assert who is not None and who.accounts == ()
    assert erase(who, at=timezone.now()) == {"core.person": 1}
    assert subject_at("yip@example.org") is None


def test_the_trail_keeps_that_it_happened_and_no_fact_of_the_person(client: Client) -> None:
    account = make_account(name="Yip")
    sign_in(client, account).post("/account/", {"name": "Yip Wing-hei", "language": "pt", "zone": ""})
    erase(subject_of(account), at=timezone.now())
    assert [(entry.action, entry.before, entry.after) for entry in Entry.objects.order_by("pk")] == [
        ("change account", None, None),
        ("erase person", None, {"rows": 2}),
    ]


def test_everybody_stays_signed_in_but_the_one_who_is_erased() -> None:
    one, other = make_account(), make_account()
    for account in (one, one, other):
        sign_in(Client(), account)
    erase(subject_of(one), at=timezone.now())
    assert [session.get_decoded()["_auth_user_id"] for session in Session.objects.all()] == [str(other.pk)]
