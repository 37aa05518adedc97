"""Declare titles as documents."""

from __future__ import annotations

from praya.core.catalogue.checking import tidied_title, title_faults
from praya.core.catalogue.document import title_document
from praya.core.catalogue.models import Title
from praya.core.catalogue.sections import PARTS, SECTIONS
from praya.core.catalogue.wording import FIELD_WORDS
from praya.core.documents.schema import Deeds, Schema

TITLE = Schema(
    Title,
    Deeds("revise title", "enter title", "undo title", "begin draft", "submit draft", "discard draft", "return draft"),
    SECTIONS,
    title_document,
    words=FIELD_WORDS,
    parts=PARTS,
    check=title_faults,
    tidied=tidied_title,
    known_by="names",
    in_full=True,
)
