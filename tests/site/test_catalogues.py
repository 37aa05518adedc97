"""Compile catalogues."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest

from praya.site.catalogues import CatalogueError, compile_catalogues

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'


def catalogue(folder: Path, text: str) -> Path:
    source = folder / "pt" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(text, encoding="utf-8")
    return source


def test_compiles_what_gettext_reads(tmp_path):
    source = catalogue(tmp_path, HEADER + '\nmsgid "Agenda"\nmsgstr "Programação"\n')

    assert compile_catalogues(tmp_path) == [source.with_suffix(".mo")]
    with source.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Agenda") == "Programação"


def test_leaves_alone_what_is_up_to_date(tmp_path):
    catalogue(tmp_path, HEADER)

    assert len(compile_catalogues(tmp_path)) == 1
    assert compile_catalogues(tmp_path) == []


def test_names_the_faulty_catalogue_and_leaves_no_half_file(tmp_path):
    source = catalogue(tmp_path, HEADER + '\nmsgid "Agenda"\nnonsense\n')

    with pytest.raises(CatalogueError) as caught:
        compile_catalogues(tmp_path)
    assert str(caught.value).startswith(str(source))
    assert sorted(path.name for path in source.parent.iterdir()) == ["django.po"]
