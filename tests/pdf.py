"""Read a PDF in tests: its text, and the fonts that stand in it."""

from __future__ import annotations

import re
from io import BytesIO

from pypdf import PdfReader


def text_of(content: bytes) -> str:
    """Return the text of all pages without white space and marks of direction, pages that stand inside pages included."""
    reader = PdfReader(BytesIO(content))
    found = "".join(page.extract_text() for page in reader.pages)
    return re.sub(r"[\s\u200e\u200f\u202a-\u202e\u2066-\u2069]+", "", found)


def fonts_of(content: bytes) -> set[str]:
    """Return the PostScript names of the embedded fonts, without the tag of their subset."""
    objects = (one.get_object() for one in _all_objects(PdfReader(BytesIO(content))))
    names = (str(one["/FontName"]) for one in objects if isinstance(one, dict) and one.get("/Type") == "/FontDescriptor")
    return {name.lstrip("/").split("+")[-1] for name in names}


def left_edge_of(content: bytes, word: str) -> float:
    """Return how far from the left edge of its page a word begins that stands in the PDF once, in points."""
    found: list[float] = []

    def look(text: str, outer: list[float], inner: list[float], _font: object, _size: float) -> None:
        if word in text:
            found.append(outer[4] + inner[4])

    for page in PdfReader(BytesIO(content)).pages:
        page.extract_text(visitor_text=look)
    (place,) = found
    return place


def _all_objects(reader: PdfReader) -> list:
    return [reader.get_object(number) for number in range(1, len(reader.xref_objStm) + sum(map(len, reader.xref.values())) + 1)]
