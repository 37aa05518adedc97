"""Materials are added, replaced and removed by who is in a session, and read by whom their level says."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from praya.core.audit.models import Entry
from praya.core.duplicates.actions import merge
from praya.core.personal.erasing import erase
from praya.core.personal.exporting import own_data_file
from praya.core.personal.queries import subject_of
from praya.meet.programme import actions as programme
from praya.meet.speaking.actions import take_invitation_back
from praya.meet.speaking.actions_materials import MOST_MATERIALS
from praya.meet.speaking.models import Impossible, Invitation, Material, MaterialFile, Need
from praya.site.front import UPLOAD_PATHS
from tests import builders as make

pytestmark = pytest.mark.django_db
MINE = "/e/spring/mine/sessions/"
PDF = b"%PDF-1.7 harbour"


def upload(client: Client, invitation: Invitation, name: str = "slides.pdf", content: bytes = PDF, **more: Any) -> Any:
    typed = {"title": "Our slides", "kind": "slides", "level": "badge", **more}
    file = {"file": SimpleUploadedFile(name, content)} if name else {}
    return client.post(f"{MINE}one/{invitation.code}/materials/", {**typed, **file})


def sent(client: Client, material: Material) -> Any:
    return client.get(f"/e/spring/materials/{material.code}/")


@pytest.fixture
def released(edition: Any, session: Any, invited: Any) -> Any:
    type(session).objects.filter(pk=session.pk).update(state="confirmed")
    return make.make_release(edition)


def test_a_file_is_added_once_and_sent_to_be_saved(session, me, invited, client) -> None:
    for _again in range(2):
        assert upload(client, invited)["Location"] == f"{MINE}one/{invited.code}/"
    material = Material.objects.get()
    page = sent(client, material)
    assert (page.content, page["Content-Type"], page["X-Content-Type-Options"]) == (PDF, "application/pdf", "nosniff")
    name = f"spring-{session.code}-{material.code}.pdf"
    assert page["Content-Disposition"] == f'attachment; filename="{name}"'
    assert page["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert page["Cache-Control"] == "private, no-store"
    assert [entry.action for entry in Entry.objects.filter(subject="meet.material")] == ["add material"]


@pytest.mark.parametrize(
    ("name", "content", "more", "sentence"),
    [
        ("slides.pdf.exe", b"MZ", {}, "Files of this kind are not taken"),
        ("slides.pdf", b"<html>", {}, "is no pdf file"),
        ("slides.pdf", b"", {}, "is empty"),
        ("", b"", {}, "Choose a file, or give the address of a page."),
        ("", b"", {"link": "javascript:alert(1)"}, "no web address"),
        ("slides.pdf", PDF, {"link": "https://example.org/x"}, "not both"),
        ("slides.pdf", PDF, {"level": "request"}, "Select a valid choice"),
        ("slides.pdf", PDF, {"title": "a\u202efdp"}, "cannot be shown"),
    ],
)
def test_what_is_not_taken_says_why_and_keeps_nothing(invited, client, name, content, more, sentence) -> None:
    page = upload(client, invited, name, content, **more)
    assert (page.status_code, sentence in page.content.decode(), Material.objects.count()) == (422, True, 0)


def test_one_person_brings_at_most_a_dozen_to_a_session(session, me, invited, client) -> None:
    for _number in range(MOST_MATERIALS):
        make.make_material(session, me.person)
    page = upload(client, invited)
    assert (page.status_code, "At most 12 materials" in page.content.decode()) == (422, True)


def test_more_than_a_page_carries_may_be_sent_here_only() -> None:
    assert UPLOAD_PATHS.match("/e/spring/mine/sessions/one/abc/materials/") is not None
    assert UPLOAD_PATHS.match("/e/spring/mine/sessions/one/abc/materials/def/") is not None
    assert UPLOAD_PATHS.match("/e/spring/mine/sessions/one/abc/needs/") is None


def change(client: Client, invitation: Invitation, material: Material, **more: Any) -> Any:
    address = f"{MINE}one/{invitation.code}/materials/{material.code}/"
    seen = client.get(address).context["form"]["seen"].value()
    return client.post(address, {"title": "Newer", "kind": "slides", "level": "badge", "seen": seen, **more})


def test_a_replaced_file_is_gone_and_a_late_form_changes_nothing(session, me, invited, client) -> None:
    material = make.make_material(session, me.person, content=b"%PDF-1.7 first")
    address = f"{MINE}one/{invited.code}/materials/{material.code}/"
    late = client.get(address).context["form"]["seen"].value()
    change(client, invited, material, level="public", file=SimpleUploadedFile("b.pdf", b"%PDF-1.7 second"))
    assert bytes(MaterialFile.objects.get().content) == b"%PDF-1.7 second"
    material.refresh_from_db()
    assert (material.title, material.level) == ("Newer", "public")
    page = client.post(address, {"title": "Late", "kind": "slides", "level": "private", "seen": late})
    assert (page.status_code, "Title is now: Newer" in page.content.decode()) == (422, True)
    change(client, invited, material, link="https://example.org/slides")
    material.refresh_from_db()
    assert (material.link, material.digest, MaterialFile.objects.count()) == ("https://example.org/slides", "", 0)
    assert sent(client, material).status_code == 404


def test_the_same_file_is_not_two_materials(session, me, invited, client) -> None:
    make.make_material(session, me.person, content=PDF)
    other = make.make_material(session, me.person)
    page = change(client, invited, other, file=SimpleUploadedFile("b.pdf", PDF))
    assert (page.status_code, "You have added this file" in page.content.decode()) == (422, True)


def test_a_removed_material_is_gone_for_good(session, me, invited, client, team) -> None:
    mine, theirs = make.make_material(session, me.person), make.make_material(session, me.person)
    address = f"{MINE}one/{invited.code}/materials/{mine.code}/remove/"
    client.post(address)
    assert (client.post(address).status_code, sent(client, mine).status_code) == (404, 404)
    team.post(f"/e/spring/manage/speakers/materials/{theirs.code}/remove/")
    assert (Material.objects.count(), MaterialFile.objects.count()) == (0, 0)


def test_nobody_reaches_what_somebody_else_has_brought(edition, session, me, invited, client) -> None:
    other = make.make_delegate(edition)
    make.make_invited(session, other.person)
    theirs = make.make_material(session, other.person)
    for word in ("", "remove/"):
        assert client.post(f"{MINE}one/{invited.code}/materials/{theirs.code}/{word}").status_code == 404
    assert Material.objects.count() == 1


READERS = ("stranger", "delegate", "buyer", "speaker", "desk", "team")


def readers_of(edition: Any, material: Material, invited: Invitation, team: Client, client: Client) -> list[str]:
    """Return who can save a material."""
    plain = make.make_delegate(edition, category=make.make_category(edition, "press", is_buyer=False))
    buying = make.make_delegate(edition, category=make.make_category(edition, "buying", is_buyer=True))
    desk = make.sign_in(Client(), make.make_team_member(edition, role="desk"))
    clients = [Client(), *(make.sign_in(Client(), one.person.account) for one in (plain, buying)), client, desk, team]
    return [name for name, one in zip(READERS, clients, strict=True) if sent(one, material).status_code == 200]


@pytest.mark.parametrize(
    ("level", "readers"),
    [
        ("public", list(READERS)),
        ("badge", ["delegate", "buyer", "speaker", "desk", "team"]),
        ("buyer", ["buyer", "speaker", "desk", "team"]),
        ("private", ["speaker", "team"]),
    ],
)
def test_a_released_material_is_read_by_whom_its_level_says(
    edition, session, me, invited, released, client, team, level, readers
) -> None:
    material = make.make_material(session, me.person, "kanari slides", level=level)
    assert readers_of(edition, material, invited, team, client) == readers
    shown = Client().get(reverse("session", args=["spring", session.code])).content.decode()
    assert ("kanari slides" in shown) == (level == "public")
    for reader in (client, team):
        is_shown = "kanari slides" in reader.get(reverse("session", args=["spring", session.code])).content.decode()
        assert is_shown == (level in {"public", "badge", *(["buyer"] if reader is team else [])})


def test_before_a_release_the_team_and_the_invited_alone_read_a_material(edition, session, me, invited, client, team) -> None:
    material = make.make_material(session, me.person, level="public")
    assert readers_of(edition, material, invited, team, client) == ["speaker", "team"]
    take_invitation_back(invited, by=None)
    assert readers_of(edition, material, invited, team, client) == ["team"]


def test_what_was_brought_outlives_edits_of_the_team(edition, session, me, invited, client) -> None:
    material = make.make_material(session, me.person)
    place = session.placements.get()
    facts = {name: getattr(place, name) for name in ("site", "room", "starts_at", "ends_at", "is_origin")}
    programme.move_session(place, {**facts, "ends_at": place.ends_at + timedelta(hours=1)}, by=None)
    programme.set_state(session, "cancel session", by=None)
    programme.set_state(session, "put session back", by=None)
    assert sent(client, material).status_code == 200
    programme.take_part_away(invited.part, by=None)
    assert (Material.objects.count(), sent(client, material).status_code) == (1, 404)


def test_merging_two_records_brings_everything_to_the_one_kept(edition, session, me) -> None:
    twin = make.make_person("Ana de Lima", account=None)
    invitation = make.make_invited(session, twin, state="confirmed")
    make.make_need(invitation.part)
    make.make_impossible(edition, twin, make.HK_AFTERNOON)
    same = make.make_material(session, twin, content=PDF)
    make.make_material(session, me.person, content=PDF)
    other = make.make_material(session, twin)
    merge("person", me.person_id, twin.pk, by=None, proof="owner")
    invitation.refresh_from_db()
    assert invitation.part.person_id == me.person_id
    assert (Impossible.objects.get().person_id, Material.objects.get(pk=other.pk).person_id) == (me.person_id,) * 2
    assert Material.objects.get(pk=same.pk).person_id == twin.pk


def test_an_erasure_takes_answers_needs_hours_and_files(edition, session, me, invited) -> None:
    make.make_need(invited.part)
    make.make_impossible(edition, me.person, make.HK_AFTERNOON)
    make.make_material(session, me.person, content=PDF)
    account = me.person.account
    with own_data_file(subject_of(account)) as file:
        assert PDF in file.read()
    erase(subject_of(account), at=make.HK_MORNING)
    tables = (Invitation, Need, Impossible, Material, MaterialFile)
    assert [table.objects.count() for table in tables] == [0] * 5
