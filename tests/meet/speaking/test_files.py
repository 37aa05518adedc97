"""What is uploaded as a material is judged by its bytes; whatever else its name says is refused with what would be right."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from praya.core.actions.refusing import Refused
from praya.meet.speaking.files import MOST_BYTES, form_of, judged


def packed(**entries: bytes) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/"), content)
    return file.getvalue()


PPTX = packed(**{"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>"})
MACROS = packed(**{"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>", "ppt/vbaProject.bin": b"x"})
ODP = packed(mimetype=b"application/vnd.oasis.opendocument.presentation")
ODP_BASIC = packed(**{"mimetype": b"application/vnd.oasis.opendocument.presentation", "Basic/Standard/Module1.xml": b"x"})
JAR = packed(**{"META-INF/MANIFEST.MF": b"x"})
MANY = packed(**{f"{number}.txt": b"" for number in range(5_001)})


@pytest.mark.parametrize(
    ("name", "content", "form"),
    [
        ("Slides.PDF", b"%PDF-1.7\n...", "pdf"),
        ("a.pptx", PPTX, "pptx"),
        ("a.odp", ODP, "odp"),
        ("still.jpeg", b"\xff\xd8\xff\xe0", "jpg"),
        ("still.png", b"\x89PNG\r\n\x1a\n", "png"),
        ("invoice.exe.pdf", b"%PDF-1.4", "pdf"),
        ("C:\\Users\\me\\..\\slides.pdf", b"%PDF-1.4", "pdf"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_is_taken(name, content, form) -> None:
    assert judged(name, content).form == form


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("slides.pdf.exe", b"MZ", "Files of this kind are not taken"),
        ("slides", b"%PDF-1.7", "Files of this kind are not taken"),
        ("macro.pptm", MACROS, "Files of this kind are not taken"),
        ("page.html", b"<script>alert(1)</script>", "Files of this kind are not taken"),
        ("drawing.svg", b"<svg onload='x()'/>", "Files of this kind are not taken"),
        ("slides.pdf", b"<html>", "is no pdf file"),
        ("slides.pdf", PPTX, "is no pdf file"),
        ("slides.pptx", b"%PDF-1.7", "is no pptx file"),
        ("slides.pptx", JAR, "is no pptx file"),
        ("slides.pptx", b"PK\x03\x04broken", "is no pptx file"),
        ("slides.pptx", MANY, "is no pptx file"),
        ("slides.pptx", MACROS, "carries programs"),
        ("slides.odp", ODP_BASIC, "carries programs"),
        ("slides.pdf", b"", "is empty"),
        ("slides.pdf", bytes(MOST_BYTES + 1), "This file has 21 MB; 20 MB are the most"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_is_not_taken(name, content, sentence) -> None:
    with pytest.raises(Refused, match=sentence):
        judged(name, content)


def test_bytes_of_nothing_known_are_of_no_form() -> None:
    assert [form_of(one) for one in (b"", b"GIF89a", b"\x00" * 9)] == ["", "", ""]
