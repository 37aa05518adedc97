"""Judge what is uploaded as a material: its form is read from its bytes, its name is not kept.

A file is served as what was found here and never as what its name says, always to be saved and never to be shown in the page's
own place. What carries programs (macros, scripts in a container of another kind) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from praya.core.actions.refusing import Refused
from praya.core.texts.joining import joined

MOST_BYTES = 20_000_000
MOST_ENTRIES = 5_000
_OPEN_XML, _ODF = "application/vnd.openxmlformats-officedocument.", "application/vnd.oasis.opendocument."
FORMS: Mapping[str, str] = {
    "pdf": "application/pdf",
    "pptx": f"{_OPEN_XML}presentationml.presentation",
    "docx": f"{_OPEN_XML}wordprocessingml.document",
    "xlsx": f"{_OPEN_XML}spreadsheetml.sheet",
    "odp": f"{_ODF}presentation",
    "odt": f"{_ODF}text",
    "ods": f"{_ODF}spreadsheet",
    "png": "image/png",
    "jpg": "image/jpeg",
}
ACCEPTED = ",".join(f".{form}" for form in FORMS)
_MAIN_PARTS = {"ppt/presentation.xml": "pptx", "word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_MACROS = re.compile(r"(^|/)(vbaProject\.bin|vbaData\.xml|Basic/|Scripts/)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Brought:
    """Hold a file that is taken: its form, its bytes and the mark of them."""

    form: str
    content: bytes
    digest: str


def content_of(file: UploadedFile[Any]) -> bytes:
    """Return what was uploaded; of a file that is too large only its size, for the sentence."""
    size = file.size or 0
    return file.read(MOST_BYTES + 1) if size <= MOST_BYTES else bytes(size)


def judged(name: str, content: bytes) -> Brought:
    """Return a file as it is kept; Refused says what is wrong with it and what would be right."""
    if len(content) > MOST_BYTES:
        words: dict[str, Any] = {"size": -(-len(content) // 1_000_000), "most": MOST_BYTES // 1_000_000}
        sentence = _("This file has %(size)d MB; %(most)d MB are the most. Save it smaller, or give its address as a link.")
        raise Refused(sentence % words)
    if not content:
        raise Refused(_("This file is empty. Choose another one."))
    said = ending_of(name)
    if said not in FORMS:
        raise Refused(_("Files of this kind are not taken. Save it as one of these: %(forms)s.") % {"forms": joined(FORMS)})
    found = form_of(content)
    if found != said:
        words = {"said": said, "forms": joined(FORMS)}
        raise Refused(_("This file is no %(said)s file, whatever its name says. Save it as one of these: %(forms)s.") % words)
    return Brought(found, content, sha256(content).hexdigest())


def ending_of(name: str) -> str:
    """Return the form that a name says, by its last ending.

    >>> ending_of("Slides.PDF"), ending_of("slides.pdf.exe"), ending_of("photo.jpeg"), ending_of("slides")
    ('pdf', 'exe', 'jpg', '')
    """
    ending = PurePosixPath(name.replace("\\", "/")).suffix.removeprefix(".").strip().lower()
    return "jpg" if ending == "jpeg" else ending


def form_of(content: bytes) -> str:
    """Return of which form some bytes are, nothing for none that is taken; Refused for what carries programs.

    >>> form_of(b"%PDF-1.7 ..."), form_of(b"MZ..."), form_of(b"<html>")
    ('pdf', '', '')
    """
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    return _packed(content) if content.startswith(b"PK\x03\x04") else ""


def _packed(content: bytes) -> str:
    """Return which office document a ZIP file is; only its list of contents and its first words are read."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
            if len(names) > MOST_ENTRIES:
                return ""
            if any(_MACROS.search(name) for name in names):
                raise Refused(_("This document carries programs (macros). Save it without them, or as a PDF."))
            kind = archive.open("mimetype").read(100).decode("ascii", "replace") if "mimetype" in names else ""
    except (BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
        return ""
    if kind:
        return next((form for form, mime in FORMS.items() if mime == kind and form.startswith("od")), "")
    return next((form for part, form in _MAIN_PARTS.items() if part in names), "") if "[Content_Types].xml" in names else ""
