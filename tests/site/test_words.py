"""Each thing has one name in each language: docs/words.md, compared with the catalogues."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

ROOT = Path(__file__).parents[2]
LOCALE = Path(settings.LOCALE_PATHS[0])
LIST = (ROOT / "docs" / "words.md").read_text(encoding="utf-8")
MARKS = re.compile("[\u064b-\u0652\u0640]")  # which Arabic writes or leaves out
PLACEHOLDERS = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


def table() -> tuple[list[str], dict[str, list[tuple[str, list[str]]]]]:
    """Return the languages, and for each English word its word and those that are not used, language by language."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in LIST.splitlines() if line.startswith("| ")]
    heads, *lines = rows
    return heads[1:], {line[0]: [cell_of(cell) for cell in line[1:]] for line in lines}


def cell_of(cell: str) -> tuple[str, list[str]]:
    found = re.fullmatch(r"(.+?)(?: \(not (.+)\))?", cell)
    assert found is not None
    return found[1], (found[2] or "").split(", ") if found[2] else []


LANGUAGES, WORDS = table()
ELSEWHERE = [one.casefold() for one in re.findall("“(.+?)”", LIST.rsplit("\n\n", 1)[-1])]


def messages(language: str, *, is_plain: bool = False) -> list[tuple[str, list[str]]]:
    """Return what the catalogue of a language says, without placeholders: the English, and all forms of the translation.

    What is plain has no context, which would give a word another meaning.
    """
    folder = language.replace("-", "_")
    with (LOCALE / folder / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalogue = read_po(file, locale=folder)
    rows = []
    for one in catalogue:
        english = one.id if isinstance(one.id, tuple) else (one.id,)
        said = one.string if isinstance(one.string, tuple) else (one.string,)
        if one.id and not (is_plain and one.context):
            rows.append((" ".join(PLACEHOLDERS.sub("", text) for text in english), [text for text in said if text]))
    return rows


def names(english: str, word: str) -> bool:
    """Tell whether an English sentence speaks of a thing."""
    plural = f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
    is_other = any(one in english.casefold() for one in ELSEWHERE)
    return not is_other and re.search(rf"\b(?:{word}|{plural})\b", english, re.IGNORECASE) is not None


def test_the_list_has_a_column_for_each_language() -> None:
    assert sorted(LANGUAGES) == sorted(one.name.replace("_", "-") for one in LOCALE.iterdir() if one.name != "en")
    assert {len(cells) for cells in WORDS.values()} == {len(LANGUAGES)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_calls_a_thing_by_another_name(language: str) -> None:
    assert misnamed(language) == []


def misnamed(language: str) -> list[str]:
    column, said = LANGUAGES.index(language), messages(language)
    return [
        f"{word}: {text} ({english})"
        for word, cells in WORDS.items()
        for english, texts in said
        if names(english, word)
        for text in texts
        if any(other in MARKS.sub("", text) for other in cells[column][1])
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_called_just_so_has_its_name(language: str) -> None:
    column, said = LANGUAGES.index(language), messages(language, is_plain=True)
    found = [
        f"{word}: {text}"
        for word, cells in WORDS.items()
        for english, texts in said
        if english.casefold() == word
        for text in texts
        if cells[column][0] not in MARKS.sub("", text).casefold()
    ]
    assert found == []


def test_days_are_written_by_one_tag_in_every_template() -> None:
    templates = [path for path in (ROOT / "src").rglob("*.html") if path.suffix == ".html"]
    other = re.compile(r"""\|date(?::"(?:[A-Z_]*DATE_FORMAT|DATETIME_FORMAT|Y-m-d H:i)"|\s*}})""")
    shown = [f"{path.name}: {one}" for path in templates for one in other.findall(path.read_text(encoding="utf-8"))]
    assert shown == []


def test_the_list_knows_the_faults_it_is_for(monkeypatch: pytest.MonkeyPatch) -> None:
    said = [("Two markets and %(count)s", ["兩個市場"]), ("worth meeting", ["值得會面"]), ("No meeting", ["沒有會面"])]
    monkeypatch.setattr(f"{__name__}.messages", lambda language: said)
    assert misnamed("zh-Hant") == ["market: 兩個市場 (Two markets and %(count)s)", "meeting: 沒有會面 (No meeting)"]
