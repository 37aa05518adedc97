"""Print agendas in many scripts, and refuse to print boxes."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
from pathlib import Path

import pytest
from django.test import Client

from praya.match.agenda import printing
from praya.match.agenda.glyphs import MissingGlyphs, check_drawable, drawable_by, drawable_name, missing_in
from praya.site.catalogues import compile_catalogues
from tests.builders import (
    HK_MORNING,
    calendar_of,
    make_delegate,
    make_edition,
    make_meeting,
    make_notice,
    make_organisation,
    make_person,
    sign_in,
)

ASCII = frozenset(range(0x20, 0x7F))


def font_with(*segments: tuple[int, int], kind: int = 12) -> bytes:
    """Make the smallest font file that has nothing but a character map."""
    if kind == 12:
        groups = b"".join(struct.pack(">III", first, last, 1) for first, last in segments)
        table = struct.pack(">HHIII", 12, 0, 16 + len(groups), 0, len(segments)) + groups
    else:
        ends = [*(last for _, last in segments), 0xFFFF]
        firsts = [*(first for first, _ in segments), 0xFFFF]
        count = len(ends)
        table = struct.pack(">HHHHHHH", 4, 16 + 8 * count, 0, 2 * count, 0, 0, 0)
        table += struct.pack(f">{count}H", *ends) + b"\0\0" + struct.pack(f">{count}H", *firsts)
    cmap = struct.pack(">HHHHI", 0, 1, 3, 10, 12) + table
    return struct.pack(">IHHHH", 0x00010000, 1, 0, 0, 0) + struct.pack(">4sIII", b"cmap", 0, 28, len(cmap)) + cmap


@pytest.mark.parametrize("kind", [4, 12])
def test_character_maps_of_both_formats_are_read(tmp_path: Path, kind: int) -> None:
    font = tmp_path / f"{kind}.ttf"
    font.write_bytes(font_with((0x0E01, 0x0E03), (0x5433, 0x5433), kind=kind))
    own = drawable_by((str(font),)) - drawable_by(())
    assert own == {0x0E01, 0x0E02, 0x0E03, 0x5433}


def test_a_collection_holds_several_fonts_and_a_broken_file_none(tmp_path: Path) -> None:
    first = font_with((0x0915, 0x0915))
    shifted = bytearray(first)
    shifted[20:24] = struct.pack(">I", 28 + 16)  # offsets in a collection count from the file's first byte
    (tmp_path / "many.ttc").write_bytes(struct.pack(">4sII", b"ttcf", 0x00010000, 1) + struct.pack(">I", 16) + bytes(shifted))
    (tmp_path / "broken.ttf").write_bytes(b"\0\1\0\0\0")
    (tmp_path / "other.ttf").write_bytes(struct.pack(">IHHHH", 0x00010000, 0, 0, 0, 0))
    assert drawable_by((str(tmp_path / "many.ttc"),)) - drawable_by(()) == {0x0915}
    assert drawable_by((str(tmp_path / "broken.ttf"), str(tmp_path / "other.ttf"))) == drawable_by(())


def test_a_missing_glyph_names_character_text_and_package() -> None:
    with pytest.raises(MissingGlyphs) as caught:
        check_drawable(["Hall 1", "ສະບາຍດີ"], ASCII)
    assert str(caught.value) == (
        "no font on this server draws 'ສ' (U+0EAA LAO LETTER SO SUNG) in 'ສະບາຍດີ'; "
        "install the package fonts-noto-core and restart Praya"
    )
    assert MissingGlyphs("電影", "電").package == "fonts-noto-cjk"


def test_a_name_gives_way_to_a_variant_that_can_be_drawn() -> None:
    assert drawable_name("Ng", {"zh": "吳"}, ASCII) == ("", "Ng")
    assert drawable_name("吳", {"ja": "呉", "en": "Ng"}, ASCII) == ("en", "Ng")
    assert missing_in("e\u0301\u200d ", ASCII | {0xE9}) == ""
    with pytest.raises(MissingGlyphs):
        drawable_name("吳", {"ja": "呉"}, ASCII)


NAMES = {
    "吳思遠": {"en": "Ng See-yuen"},
    "是枝 裕和": {"en": "Koreeda Hirokazu"},
    "봉준호": {"en": "Bong Joon-ho"},
    "José Ángel Šćepanović": {},
    "张艺谋": {"en": "Zhang Yimou"},
}


def agenda_in_many_scripts(client: Client) -> str:
    edition = make_edition()
    buyer = make_delegate(edition, person=make_person("Ana Prova"))
    site = edition.sites.get(slug="hk")
    for number, (name, names) in enumerate(NAMES.items()):
        company = make_organisation(f"#strong[Company] $x$ @ref {number}")
        other = make_delegate(edition, person=make_person(name, names=names), organisation=company)
        starts_at = HK_MORNING.replace(hour=1 + number)
        make_meeting(calendar_of(buyer), calendar_of(other), starts_at, site=site)
    gone = make_delegate(edition, person=make_person("Gone Person"))
    make_meeting(calendar_of(buyer), calendar_of(gone), HK_MORNING.replace(day=17), status="cancelled")
    make_notice(buyer)
    sign_in(client, buyer.person.account)
    return f"/e/{edition.slug}/agenda/agenda.pdf"


needs_cjk = pytest.mark.skipif(missing_in("吳是봉", printing.drawable()) != "", reason="no Chinese, Japanese and Korean fonts")
needs_reader = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no program to read PDF")


@needs_cjk
@needs_reader
@pytest.mark.django_db
@pytest.mark.parametrize("paper", ["a4", "a6"])
def test_names_of_many_scripts_are_printed_whole(client: Client, tmp_path: Path, paper: str) -> None:
    response = client.get(agenda_in_many_scripts(client), {"paper": paper})
    assert response["Content-Type"] == "application/pdf"
    (tmp_path / "agenda.pdf").write_bytes(response.content)
    shown = subprocess.run(["pdftotext", tmp_path / "agenda.pdf", "-"], capture_output=True, check=True).stdout.decode()
    flat = re.sub(r"\s+", "", shown)
    missing = [text for name, names in NAMES.items() for text in (name, *names.values()) if text.replace(" ", "") not in flat]
    assert missing == []
    assert "#strong[Company]$x$@ref0" in flat
    assert "GonePerson" not in flat


@pytest.mark.django_db
def test_a_name_that_no_font_draws_is_said_and_not_boxed(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = make_edition()
    buyer = make_delegate(edition)
    other = make_delegate(edition, person=make_person("電影"))
    make_meeting(calendar_of(buyer), calendar_of(other))
    sign_in(client, buyer.person.account)
    monkeypatch.setattr(printing, "drawable", lambda: frozenset(range(0x20, 0x250)) | {0x2013})
    response = client.get(f"/e/{edition.slug}/agenda/agenda.pdf", follow=True)
    assert response.redirect_chain == [(f"/e/{edition.slug}/agenda/", 302)]
    assert "The server has no font for “電” in “電影”. Ask the organisers to install fonts-noto-cjk." in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("paper", ["a4", "a6"])
@pytest.mark.parametrize(("language", "side"), [("ar", b"R2L"), ("zh-hant", b"L2R")])
def test_the_document_says_its_language_and_its_side(client: Client, paper: str, language: str, side: bytes) -> None:
    compile_catalogues()
    edition = make_edition()
    buyer = make_delegate(edition)
    make_meeting(calendar_of(buyer), calendar_of(make_delegate(edition, person=make_person("Sultan Al Shamsi"))))
    sign_in(client, buyer.person.account)
    address = f"/e/{edition.slug}/agenda/agenda.pdf"
    printed = client.get(address, {"paper": paper}, headers={"accept-language": language}).content
    assert re.findall(rb"/Lang ?\((\w+)\)|/Direction ?/(\w+)", printed) == [(language[:2].encode(), b""), (b"", side)]


@pytest.mark.django_db
def test_an_empty_agenda_prints_and_unknown_paper_is_a4(client: Client) -> None:
    edition = make_edition()
    buyer = make_delegate(edition)
    sign_in(client, buyer.person.account)
    response = client.get(f"/e/{edition.slug}/agenda/agenda.pdf?paper=napkin")
    assert response.content[:5] == b"%PDF-"
    assert response["Content-Disposition"] == f'inline; filename="agenda-{edition.slug}.pdf"'
