"""Plan what the rows of a sheet do to a company's works; an empty cell changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import get_language, override

from praya.core.actions.seeing import mark_of
from praya.core.catalogue.document import TITLE, display_name
from praya.core.catalogue.models import Title
from praya.core.catalogue.vocabulary import GENRES, KINDS, STAGES, WANTS, Words
from praya.core.catalogue.wording import field_word
from praya.core.directory.models import Organisation
from praya.core.documents.checking import faults_of, tidy
from praya.core.documents.differences import differences
from praya.core.documents.drafting import working_document
from praya.core.documents.schema import Document
from praya.core.sheets.faults import Fault
from praya.core.sheets.kinds import Plan
from praya.core.sheets.messages import SheetError
from praya.core.sheets.rows import Row
from praya.core.texts.money import minor_units
from praya.core.texts.reading import replace
from praya.core.texts.said import gettext as _
from praya.meet.accreditation.visits import EditionVisit
from praya.show.records.queries import whole_titles_of
from praya.show.records.reading import amount_typed, country_typed, language_typed, number_typed, words_typed

MOST_ROWS = 300
MOST_SIGNS = 200


@dataclass(slots=True)
class PlannedWork:
    """Hold what one row does: begin a work with a document, or change one that was `seen` so."""

    name: str
    title: Title | None
    document: Document
    changes: Document = field(default_factory=dict)
    seen: str = ""


@dataclass(slots=True)
class CompanyPlan:
    """Hold whose works a file is about, those that they have, and what its rows do."""

    visit: EditionVisit
    company: Organisation
    known: dict[str, Title]
    words: _Words
    works: list[PlannedWork] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)


def company_plan(plan: Plan) -> CompanyPlan:
    """Return what a file does to the works of its author's company; SheetError for whoever comes for none."""
    visit = EditionVisit(plan.edition, [], plan.by)
    if visit.delegate is None or visit.delegate.organisation is None:
        raise SheetError("no_company", _("You come for no company."))
    titles = whole_titles_of(visit.delegate.organisation.pk)
    names = {one["text"].casefold(): title for title in titles for one in title.names if one.get("kind") == "original"}
    return CompanyPlan(visit, visit.delegate.organisation, names, _Words.of())


def plan_works(rows: Sequence[Row], plan: Plan) -> None:
    """Set what each row does to a company's works; SheetError when there are too many."""
    if len(rows) > MOST_ROWS:
        counts = {"count": len(rows), "most": MOST_ROWS}
        raise SheetError("too_many_titles", _("There are %(count)d rows; %(most)d are the most. Split the file.") % counts)
    company = plan.shared(company_plan)
    for row in rows:
        company.works.append(_plan(row, company))


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


def _plan(row: Row, company: CompanyPlan) -> PlannedWork:
    names = {key: row[key] for key in row.table.places if key.partition(":")[0] == "name" and row[key]}
    title = next((found for name in names.values() if (found := company.known.get(name.casefold()))), None)
    before = working_document(title) if title is not None else _blank()
    after = tidy(TITLE, _typed(row, names, before, company.words))
    work = PlannedWork(display_name(after["names"]) or "–", title, after)
    row.fate.subject = work.name
    for fault in faults_of(TITLE, after):
        _refuse(row, fault.message, field_word(fault.place.split(".")[0]))
    if title is not None:
        work.changes = {name: value for name, value in after.items() if before.get(name) != value}
        work.seen = mark_of(before, work.changes)
        row.fate.state = "changed" if work.changes else "unchanged"
        for one in differences(TITLE, before, after):
            was, becomes = (Truncator(text).chars(MOST_SIGNS) or "–" for text in (one.was, one.becomes))
            row.note(_("%(field)s: %(before)s → %(after)s") % {"field": one.label, "before": was, "after": becomes})
    for word in {title.code if title is not None else "", work.name.casefold()} - {"", "–"}:
        first = company.rows.setdefault(word, row.number)
        if first != row.number:
            _refuse(row, _("Row %(row)d is about the same work. Keep one of them.") % {"row": first})
    return work


def _refuse(row: Row, reason: str, column: str = "") -> None:
    row.fate.faults.append(Fault(row.fate.sheet, row.number, column, "", reason))


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
