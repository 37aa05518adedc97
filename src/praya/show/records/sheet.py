"""Read a list of works from a spreadsheet into documents, row by row; an empty cell changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from praya.core.catalogue.document import TITLE, display_name
from praya.core.catalogue.models import Title
from praya.core.catalogue.vocabulary import GENRES, KINDS, STAGES, WANTS, Words
from praya.core.catalogue.wording import field_word
from praya.core.documents.actions import mark_of
from praya.core.documents.checking import faults_of, tidy
from praya.core.documents.drafting import working_document
from praya.core.documents.schema import Document
from praya.core.sheets import fields
from praya.core.sheets.columns import Column, Kind, find_table
from praya.core.sheets.faults import Fate, Fault
from praya.core.sheets.messages import SheetError
from praya.core.sheets.reading import RawSheet
from praya.core.sheets.rows import Row
from praya.core.texts.money import minor_units
from praya.core.texts.reading import replace
from praya.show.records.reading import amount_typed, country_typed, language_typed, number_typed, words_typed

MOST_ROWS = 300
TITLES = Kind(
    "titles", "titles, 作品, 作品, works, 片名",
    (
        Column("name", "name, 片名, 片名, title, título, العنوان", ("花樣年華", "Dune Road"), has_tags=True),
        Column("kind", "kind, 類型, 类型, type, tipo", ("film", "series")),
        Column("stage", "stage, 階段, 阶段, status, fase", ("financing", "completed")),
        Column("year", "year, 年份, 年份, ano", ("2027", "")),
        Column("minutes", "minutes, 片長, 片长, running time, duração", ("98", "45")),
        Column("episodes", "episodes, 集數, 集数, episódios", ("", "8")),
        Column("genres", "genres, 題材, 题材, genre, géneros", ("drama, romance", "spy")),
        Column("countries", "countries, 國家及地區, 国家及地区, country, países", ("Hong Kong, France", "Canada")),
        Column("languages", "languages, 語言, 语言, language, línguas", ("Cantonese", "English, French")),
        Column("logline", "logline, 一句話簡介, 一句话简介",
               ("Two neighbours.", ""), has_tags=True, limit=20_000, read=fields.paragraphs),
        Column("synopsis", "synopsis, 故事大綱, 故事大纲, sinopse", has_tags=True, limit=20_000, read=fields.paragraphs),
        Column("director", "director, 導演, 导演, directors, realização", ("Wong Kar-wai", "")),
        Column("seeking", "seeking, 尋求, 寻求, sought", ("co-producer, finance", "")),
        Column("budget", "budget, 預算, 预算, orçamento", ("1500000", "")),
        Column("currency", "currency, 貨幣, 货币, moeda", ("USD", "")),
        Column("eidr", "EIDR, EIDR, EIDR"),
        Column("imdb", "IMDb, IMDb, IMDb"),
    ),
)  # fmt: skip  # a column's names on one line, what it holds beside or below them


@dataclass(slots=True)
class PlannedWork:
    """Hold what one row does: begin a work with a document, or change one (its code) that was `seen` so; and the row's fate."""

    name: str
    fate: Fate
    code: str = ""
    document: Document = field(default_factory=dict)
    changes: Document = field(default_factory=dict)
    seen: str = ""

    @property
    def reasons(self) -> list[str]:
        """Return why the row cannot be taken, each reason once."""
        faults = self.fate.faults
        return list(dict.fromkeys(f"{one.column}: {one.reason}" if one.column else one.reason for one in faults))


def plan_works(sheets: Sequence[RawSheet], titles: Sequence[Title]) -> list[PlannedWork]:
    """Return what each row of a file does to an organisation's `titles`; SheetError when the whole file cannot be taken."""
    table = next((found for raw in sheets if (found := find_table(raw, [TITLES], only=TITLES.key))), None)
    if table is None or not any(key.partition(":")[0] == "name" for key in table.places):
        raise SheetError("no_titles", _("No sheet has a column “name”. Name the columns as in the example."))
    rows = table.rows
    if len(rows) > MOST_ROWS:
        counts = {"count": len(rows), "most": MOST_ROWS}
        raise SheetError("too_many_titles", _("There are %(count)d rows; %(most)d are the most. Split the file.") % counts)
    known = _Known.of(titles)
    words = _Words.of()
    works = [_plan(Row.of(table, number, cells), known, words) for number, cells in rows]
    _refuse_twins(works)
    for work in works:
        work.fate.state = _state(work)
    return works


def _state(work: PlannedWork) -> str:
    if work.fate.faults:
        return "fault"
    return "new" if not work.code else "changed" if work.changes else "unchanged"


@dataclass(frozen=True, slots=True)
class _Known:
    by_name: Mapping[str, Title]

    @classmethod
    def of(cls, titles: Sequence[Title]) -> _Known:
        names = {one["text"].casefold(): title for title in titles for one in title.names if one.get("kind") == "original"}
        return cls(names)

    def find(self, names: Iterable[str]) -> Title | None:
        return next((self.by_name[name.casefold()] for name in names if name.casefold() in self.by_name), None)


@dataclass(frozen=True, slots=True)
class _Words:
    keys: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls) -> _Words:
        """Return the keys of the vocabulary by what people type for them: the key, the English word, the reader's."""
        lists: dict[str, Words] = {"kind": KINDS, "stage": STAGES, "genres": GENRES, "seeking": WANTS}
        found: dict[str, dict[str, str]] = {name: {key.replace("_", " "): key for key in words} for name, words in lists.items()}
        for language in dict.fromkeys(["en", get_language() or "en"]):
            with override(language):
                for name, words in lists.items():
                    found[name] |= {str(word).casefold(): key for key, word in words.items()}
        return cls(found)

    def key(self, name: str, text: str) -> str:
        return self.keys[name].get(text.strip().casefold(), text.strip())


def _plan(row: Row, known: _Known, words: _Words) -> PlannedWork:
    names = {key: row[key] for key in row.table.places if key.partition(":")[0] == "name" and row[key]}
    title = known.find(names.values())
    before = working_document(title) if title is not None else _blank()
    after = tidy(TITLE, _typed(row, names, before, words))
    work = PlannedWork(display_name(after["names"]) or "–", row.fate, title.code if title is not None else "", after)
    for fault in faults_of(TITLE, after):
        _refuse(work, fault.message, field_word(fault.place.split(".")[0]))
    if title is not None:
        work.changes = {name: value for name, value in after.items() if before.get(name) != value}
        work.seen = mark_of(before, work.changes)
    return work


def _refuse(work: PlannedWork, reason: str, column: str = "") -> None:
    work.fate.faults.append(Fault(work.fate.sheet, work.fate.row, column, "", reason))


def _blank() -> Document:
    blank = {"names": [], "kind": "film", "stage": "development", "level": "badge", "visibility": {}, "currency": "USD"}
    return tidy(TITLE, blank)


def _typed(row: Row, names: Mapping[str, str], before: Mapping[str, Any], words: _Words) -> Document:
    """Return a document with what a row says; what it leaves out stays."""
    after: Document = dict(before)
    after["names"] = _names(names, before["names"])
    for key, value in _facts(row, words):
        after[key] = value
    for key in row.table.places:
        stem, _colon, tag = key.partition(":")
        if stem in {"logline", "synopsis"} and row[key]:
            text, tag = row[key], tag or "en"
            if ((after.get(stem) or {}).get("texts") or {}).get(tag, {}).get("text") != text:
                after[stem] = replace(after.get(stem) or {}, tag, text)
    for scheme in ("eidr", "imdb"):
        if row[scheme]:
            after["identifiers"] = {**(after.get("identifiers") or {}), scheme: row[scheme]}
    if row["director"]:
        others = [one for one in after.get("credits") or [] if one["role"] != "director"]
        after["credits"] = [*_directors(row["director"], after.get("credits") or []), *others]
    return after


def _names(typed: Mapping[str, str], before: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    found = list(before)
    for key, text in typed.items():
        tag = key.partition(":")[2]
        if all(one["text"] != text for one in found):
            kind = "other" if tag or any(one.get("kind") == "original" for one in found) else "original"
            found.append({"text": text, "tag": tag, "kind": kind, "level": "public"})
    return found


def _directors(text: str, before: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    known = {one["name"]: one for one in before if one["role"] == "director"}
    plain = {"role": "director", "note": "", "person": "", "organisation": ""}
    return [known.get(name, plain | {"name": name}) for name in words_typed(text)]


def _facts(row: Row, words: _Words) -> Iterator[tuple[str, Any]]:
    for name in ("kind", "stage"):
        if row[name]:
            yield name, words.key(name, row[name])
    for name in ("year", "minutes", "episodes"):
        if row[name]:
            yield name, number_typed(row[name])
    if row["genres"]:
        yield "genres", [words.key("genres", word) for word in words_typed(row["genres"])]
    if row["countries"]:
        yield "countries", [{"code": country_typed(word), "share": None} for word in words_typed(row["countries"])]
    if row["languages"]:
        yield "languages", [language_typed(word) for word in words_typed(row["languages"])]
    if row["seeking"]:
        wants = [words.key("seeking", word) for word in words_typed(row["seeking"])]
        yield "seeking", [{"what": want, "where": [], "note": ""} for want in wants]
    yield from _money(row)


def _money(row: Row) -> Iterator[tuple[str, Any]]:
    currency = row["currency"].upper() or "USD"
    if row["currency"]:
        yield "currency", currency
    amount = amount_typed(row["budget"])
    if amount is not None:
        unit = minor_units(currency) if len(currency) == 3 and currency.isalpha() else 100
        whole = amount * unit if isinstance(amount, int) else amount
        yield from (("budget_low", whole), ("budget_high", whole))


def _refuse_twins(works: Sequence[PlannedWork]) -> None:
    """Refuse two rows of one file about the same work."""
    first: dict[str, int] = {}
    for work in works:
        for word in {work.code, work.name.casefold()} - {"", "–"}:
            if first.setdefault(word, work.fate.row) != work.fate.row:
                _refuse(work, _("Row %(row)d is about the same work. Keep one of them.") % {"row": first[word]})


def example_rows() -> list[list[str]]:
    """Return the names of the columns and two rows to fill in over."""
    heads = [column.english for column in TITLES.columns]
    place = heads.index("name") + 1
    rows = [heads, *([column.examples[number] for column in TITLES.columns] for number in (0, 1))]
    further = (["name (en)", "logline (zh-Hant)"], ["In the Mood for Love", "兩個鄰居。"], ["", ""])
    return [[*row[:place], more[0], *row[place:], more[1]] for row, more in zip(rows, further, strict=True)]
