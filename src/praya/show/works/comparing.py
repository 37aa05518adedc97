"""Lay the facts of a few works side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from praya.core.catalogue.queries import Card
from praya.core.catalogue.vocabulary import KINDS, STAGES, word_of
from praya.core.catalogue.wording import field_word
from praya.core.directory.names import lead_name
from praya.core.texts.joining import joined, labelled, with_note
from praya.core.texts.reading import read
from praya.show.works.pitch import Pitch, pitch_of
from praya.show.works.queries import Presenter
from praya.show.works.readers import WorksReader

MOST = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """Hold what one work says about one fact, in lines; `tag` names the language when it is not the reader's."""

    lines: list[str]
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one fact of every work."""

    label: str
    cells: list[Cell]


def comparison(cards: Sequence[Card], presenters: Mapping[int, Presenter], reader: WorksReader, language: str) -> list[Row]:
    """Return the facts that at least one of the works tells, in the order in which a page tells them."""
    pitches = [pitch_of(card, language, {}) for card in cards]
    logline = Row(field_word("logline"), [_logline(pitch, language) for pitch in pitches])
    rows = [
        (field_word("kind"), [[word_of(KINDS, card.document["kind"])] for card in cards]),
        (field_word("stage"), [[word_of(STAGES, card.document["stage"])] for card in cards]),
        (field_word("year"), [_given(card.document["year"]) for card in cards]),
        (field_word("minutes"), [_given(card.document["minutes"]) for card in cards]),
        (field_word("episodes"), [_given(card.document["episodes"]) for card in cards]),
        (field_word("genres"), [pitch.genres for pitch in pitches]),
        (field_word("countries"), [pitch.countries for pitch in pitches]),
        (field_word("languages"), [pitch.languages for pitch in pitches]),
        (field_word("versions"), [[labelled(name, joined(marks)) for name, marks in pitch.versions] for pitch in pitches]),
        (_("Directed by"), [card.directors for card in cards]),
        (field_word("seeking"), [[_want(what, where) for what, where, _note in pitch.seeking] for pitch in pitches]),
        (field_word("budget"), [_given(pitch.finance.budget if pitch.finance else "") for pitch in pitches]),
        (field_word("finance"), [_secured(pitch) for pitch in pitches]),
        (field_word("prizes"), [pitch.prizes for pitch in pitches]),
        (field_word("showings"), [[_shown(what, on) for what, on in pitch.showings] for pitch in pitches]),
        (_("Presented by"), [_presented(presenters.get(card.number), reader) for card in cards]),
    ]
    told = [Row(label, [Cell(lines) for lines in cells]) for label, cells in rows if any(cells)]
    return [*([logline] if any(cell.lines for cell in logline.cells) else []), *told]


def _logline(pitch: Pitch, language: str) -> Cell:
    found = read(pitch.card.document["logline"], language)
    return Cell([found.text] if found.text else [], "" if found.language.lower() == language.lower() else found.language)


def _given(value: object) -> list[str]:
    return [str(value)] if value else []


def _want(what: str, where: str) -> str:
    return with_note(what, where)


def _secured(pitch: Pitch) -> list[str]:
    bar = pitch.finance
    return [with_note(bar.secured, bar.share)] if bar and bar.secured else []


def _shown(what: str, on: str) -> str:
    return joined([what, on])


def _presented(presenter: Presenter | None, reader: WorksReader) -> list[str]:
    if presenter is None or not presenter.name:
        return []
    site = next((site.short_name for site in reader.sites if site.pk == presenter.site), _("online"))
    stand = _("stand %(stand)s") % {"stand": presenter.stand} if presenter.stand else ""
    return [lead_name(presenter), " ".join(word for word in (site, stand) if word)]
