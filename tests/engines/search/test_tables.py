"""The tables are whole, folded, and say where they come from."""

from __future__ import annotations

from praya.engines.search import loading

NAMES = (
    "alphabets.tsv",
    "fold.txt",
    "han.tsv",
    "mandarin.tsv",
    "cantonese.tsv",
    "korean.tsv",
    "surnames.tsv",
    "kanji.tsv",
    "japanese.tsv",
    "orders.tsv",
)


def test_every_table_names_its_source() -> None:
    sources = (loading.FOLDER / "SOURCES").read_text(encoding="utf-8")
    assert {path.name for path in loading.FOLDER.iterdir()} == {*NAMES, "SOURCES", "NOTICE.ipadic"}
    assert all(f"\n{name} " in sources for name in NAMES)


def test_whatever_is_looked_up_is_folded() -> None:
    fold = loading.han_fold()
    assert not any(fold.get(folded) for folded in fold.values())
    tables = (loading.han_readings(), loading.kanji_readings(), loading.japanese_forms())
    assert all(word.translate(fold) == word for table in tables for word in table)


def test_tables_are_as_large_as_they_should_be() -> None:
    assert len(loading.han_readings()) > 15_000 and len(loading.japanese_forms()) > 80_000
    assert len(loading.spellings("mandarin")) > 600 and len(loading.spellings("cantonese")) > 1800
    assert len(loading.spellings("korean")) > 9000 and loading.surnames()["khoo"] == "邱"
