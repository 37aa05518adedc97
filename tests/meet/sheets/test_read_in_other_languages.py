"""What an import says is read in the language of whoever reads it, however long ago and in which language it was brought."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from praya.core.letters.sending import send_due
from praya.core.sheets.reading import read_sheets
from praya.meet.sheets import actions
from praya.meet.sheets.letters import tell_of_end
from praya.meet.sheets.models import SheetImport
from tests.builders import make_account, make_team_member, sign_in
from tests.meet.sheets.test_good_rows import MIXED, checked, take
from tests.meet.sheets.test_pages import download, organiser, page

pytestmark = pytest.mark.django_db
ADDRESS = {
    "en": "this is not an e-mail address; write one such as name@example.org.",
    "zh-hant": "這不是電郵地址；請寫成 name@example.org 這樣的形式。",
}


def colleague(language: str) -> Client:
    """Sign another organiser of the market in, who reads another language."""
    account = make_account(f"{language}@example.org", language=language)
    client = sign_in(
        Client(headers={"accept-language": language}), make_team_member(SheetImport.objects.first().edition, account)
    )
    client.cookies["django_language"] = language
    return client


def said(language: str, message: str) -> str:
    """Return a message of ours in a language."""
    from django.utils.translation import gettext

    with override(language):
        return gettext(message)


@pytest.mark.parametrize("language", ["en", "zh-hant", "ar"])
def test_a_colleague_reads_what_is_left_of_a_file_in_their_own_language(client: Client, tmp_path: Path, language: str) -> None:
    organiser(client)
    kept = checked(client, MIXED)
    take(client, kept)
    rest = SheetImport.objects.get(rest_of=kept)
    reader = colleague(language)
    reason = said(language, ADDRESS["en"])
    assert (reason == ADDRESS["en"]) is (language == "en")
    for shown in (page(reader, rest), reader.get(reverse("manage_import_mend", args=["fair", rest.code])).content.decode()):
        assert (reason in shown, ADDRESS["en"] in shown) == (True, language == "en")
    rows = reader.get(reverse("manage_import_rows", args=["fair", rest.code, "csv"]))
    assert reason in b"".join(rows.streaming_content).decode()
    file = tmp_path / "rest.xlsx"
    file.write_bytes(download(reader, "manage_import_report", rest.code))
    (sheet,) = read_sheets(file)
    assert reason in sheet.rows[1][1][-1]


def test_notes_lists_and_states_are_said_anew_too(client: Client) -> None:
    edition = organiser(client)
    heads, wrong = "name,e-mail,category,site,organisation", "Mei Chan,mei@example.org,buyr,nowhere,"
    kept = checked(client, f"{heads}\n{wrong}\nJosé,jose@example.org,buyer,hk,Étoile\n")
    fates = json.loads(gzip.decompress(bytes(kept.fates)))
    assert {"say": "new organisation “%(name)s”", "words": {"name": "Étoile"}} in fates[1]["notes"]
    listed = [fault["reason"]["words"]["known"] for fault in fates[0]["faults"] if fault["key"] == "site"]
    assert listed == [{"way": "joined", "parts": [site.short_name for site in edition.sites.all()]}]
    client.cookies["django_language"] = "zh-hant"
    shown = page(client, kept)
    for name, message in (("Étoile", "new organisation “%(name)s”"),):
        assert said("zh-hant", message) % {"name": name} in shown
    assert "、".join(site.short_name for site in edition.sites.all()) in shown


def test_the_same_check_has_the_same_name_in_every_language(client: Client) -> None:
    organiser(client)
    kept = checked(client, MIXED)
    before = kept.digest
    with override("zh-hant"):
        SheetImport.objects.filter(pk=kept.pk).update(status="waiting", language="zh-hant")
        actions.check(kept.pk)
    kept.refresh_from_db()
    assert kept.digest == before


def test_messages_are_read_in_the_readers_language_on_the_page_and_in_the_letter(client: Client) -> None:
    organiser(client)
    kept = checked(client, MIXED)
    actions.apply(kept.pk, at=timezone.now())
    SheetImport.objects.filter(pk=kept.pk).update(status="waiting")
    actions.give_up(kept.pk, "no memory")
    kept.refresh_from_db()
    message = "The work on this file stopped: %(fault)s"
    for language in ("en", "pt"):
        with override(language):
            assert kept.message_read == said(language, message) % {"fault": "no memory"}
    kept.account.language = "pt"
    kept.account.save()
    now = timezone.now()
    tell_of_end(kept.pk, began=None, at=now)
    send_due(lambda: None, clock=lambda: now + timezone.timedelta(minutes=1))
    assert said("pt", message) % {"fault": "no memory"} in mail.outbox[-1].body


def test_what_was_kept_before_is_read_as_it_was_said(client: Client) -> None:
    organiser(client)
    kept = checked(client, MIXED)
    fault = {"sheet": "people", "row": 2, "column": "e-mail", "value": "x", "reason": "mend it.", "key": "email", "likely": ""}
    old = {"sheet": "people", "row": 2, "subject": "Mei", "state": "fault", "notes": ["looks odd"], "cells": []}
    old["faults"] = [{**fault, "sentence": "people, row 2, column e-mail, “x”: mend it."}]
    SheetImport.objects.filter(pk=kept.pk).update(
        fates=gzip.compress(json.dumps([old]).encode()), message="Look again.", remarks=["One remark."], ignored=["people: shoe"]
    )
    kept.refresh_from_db()
    client.cookies["django_language"] = "zh-hant"
    shown = page(client, kept)
    assert all(text in shown for text in ("mend it.", "Look again.", "One remark.", "people: shoe"))
    rows = client.get(reverse("manage_import_rows", args=["fair", kept.code, "csv"]))
    assert "people, row 2, column e-mail, “x”: mend it." in b"".join(rows.streaming_content).decode()
