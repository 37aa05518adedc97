"""Print works as a catalogue in two languages side by side, with posters, contents and page numbers."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.staticfiles import finders
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from praya.core.catalogue.models import Picture
from praya.core.catalogue.queries import Card
from praya.core.catalogue.vocabulary import WANTS, word_of
from praya.core.directory.countries import country_name
from praya.core.directory.names import lead_name
from praya.core.printing.letters import is_drawable
from praya.core.printing.press import Press
from praya.core.printing.runs import Run, run, sentence, tongue_of
from praya.core.texts.days import day_text
from praya.core.texts.joining import joined, labelled, with_note
from praya.core.texts.reading import read
from praya.meet.editions.models import Edition, Site
from praya.show.printed.queries_selection import Selection
from praya.show.works.headings import Names, heading, original_name
from praya.show.works.queries import Presenter

log = logging.getLogger(__name__)
_TEMPLATE = Path(__file__).parent / "catalogue.typ"
_MARK = "mark.svg"
_COVER = "cover.jpg"
MOST_SYNOPSIS = 1200
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Sheet:
    """Hold what a catalogue is printed for: edition, sites, the two languages, the moment it tells of, the cover's picture."""

    edition: Edition
    sites: Sequence[Site]
    languages: tuple[str, str]
    now: datetime
    zone: ZoneInfo
    cover: bytes = b""


def print_catalogue(
    sheet: Sheet, selection: Selection, presenters: Mapping[int, Presenter], *, progress: Progress = lambda done, total: None
) -> bytes:
    """Return the PDF; what no font draws prints a stand-in, or a name gives way to another that can be drawn."""
    writer = _Writer(sheet)
    entries = []
    for number, card in enumerate(selection.cards):
        entries.append(writer.entry(card, presenters.get(card.number), selection.notes.get(card.number)))
        if number % 20 == 0:
            progress(number, len(selection.cards) + 1)
    progress(len(selection.cards), len(selection.cards) + 1)
    return _laid_out(writer.frame(selection) | {"entries": entries}, posters_of(selection.cards), sheet)


def posters_of(cards: Iterable[Card]) -> dict[str, bytes]:
    """Return the posters of cards by their digest, small, in one query; a card names a poster only to who may see it."""
    wanted = {card.poster for card in cards if card.poster}
    rows = Picture.objects.filter(digest__in=wanted).values_list("digest", "thumbnail", "image")
    return {digest: bytes(thumbnail) or bytes(image) for digest, thumbnail, image in rows}


def _laid_out(content: dict[str, Any], pictures: Mapping[str, bytes], sheet: Sheet) -> bytes:
    """Lay the content out; where a stored picture turns out to be damaged, with drawn posters instead of all pictures."""
    import typst

    try:
        return _compiled(content, pictures, sheet.cover, sheet.now)
    except typst.TypstError as fault:
        if not pictures and not sheet.cover:
            raise
        log.error("a picture cannot be printed: %s", fault)
        return _compiled(content, {}, b"", sheet.now)


def _compiled(content: dict[str, Any], pictures: Mapping[str, bytes], cover: bytes, now: datetime) -> bytes:
    entries = [entry | {"picture": entry["picture"] if entry["picture"] in pictures else ""} for entry in content["entries"]]
    files = {f"{digest}.jpg": picture for digest, picture in pictures.items()}
    files |= {_MARK: Path(str(finders.find(f"praya/{_MARK}"))).read_bytes()} | ({_COVER: cover} if cover else {})
    with Press(content | {"entries": entries, "picture": _COVER if cover else ""}, at=now, files=files) as press:
        return press.pdf(_TEMPLATE)


class _Writer:
    """Turn cards into what the layout reads, in both languages."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def frame(self, selection: Selection) -> dict[str, Any]:
        """Return what stands around the entries."""
        first = self.sheet.languages[0]
        own = self.sheet.now.astimezone(self.sheet.zone)
        with translation.override(first):
            moment = f"{day_text(own, 'j M Y')} {own:%H:%M}"
            words = {
                "contents": _("Contents"),
                "footer": _("As of %(when)s (%(zone)s)") % {"when": moment, "zone": self.sheet.zone.key},
                "chosen": [run(text) for text in selection.chosen],
                "cut": _("These are the first %(most)d; more fit.") % {"most": len(selection.cards)} if selection.is_cut else "",
            }
        columns = [self._cover(language, selection) for language in self._languages()]
        for column in columns[1:]:  # what nobody has written in the second language is printed once
            if column["introduction"] == columns[0]["introduction"]:
                column["introduction"] = run("")
        is_one_name = len({column["name"]["text"] for column in columns}) == 1
        return {**words, "tongue": tongue_of(first), "columns": columns, "is_one_name": is_one_name}

    def _languages(self) -> list[str]:
        return list(dict.fromkeys(self.sheet.languages))

    def _cover(self, language: str, selection: Selection) -> dict[str, Any]:
        with translation.override(language):
            count = len(selection.cards)
            name = selection.name if isinstance(selection.name, str) else read(selection.name, language).text
            introduction = read(selection.introduction, language)
            return {
                "side": tongue_of(language)["side"],
                "edition": run(read(self.sheet.edition.name, language).text, language),
                "name": run(name or _("Works"), language),
                "when": sentence(self._when(language), language),
                "introduction": sentence(introduction.text, introduction.language),
                "count": sentence(ngettext("%(count)d work", "%(count)d works", count) % {"count": count}, language),
            }

    def _when(self, language: str) -> str:
        edition = self.sheet.edition
        days = " – ".join(dict.fromkeys(day_text(day, "j M Y") for day in (edition.starts_on, edition.ends_on)))
        return " · ".join([days, joined((read(site.name, language).text for site in self.sheet.sites), language)])

    def entry(self, card: Card, presenter: Presenter | None, note: Mapping[str, Any] | None) -> dict[str, Any]:
        """Return one work: its poster or the name drawn in its place, and a column for each language."""
        name, _other = _name_run(card.document["names"], self.sheet.languages[0])
        return {
            "picture": card.poster,
            "poster": run(original_name(card.document["names"])),
            "kind": card.document["kind"],
            "name": name if name["text"] else run(card.code),
            "columns": [self._column(card, presenter, note, language) for language in self._languages()],
        }

    def _column(self, card: Card, presenter: Presenter | None, note: Mapping[str, Any] | None, language: str) -> dict[str, Any]:
        document = card.document
        name, other = _name_run(document["names"], language)
        with translation.override(language):
            synopsis = read(document["synopsis"], language)
            logline, remark = read(document["logline"], language), read(note or {}, language)
            return {
                "side": tongue_of(language)["side"],
                "name": name,
                "other": other,
                "facts": sentence(card.in_words(language), language),
                "note": sentence(remark.text, remark.language),
                "logline": sentence(logline.text, logline.language),
                "synopsis": sentence(_shortened(synopsis.text), synopsis.language),
                "seeks": sentence(_seeks(document, language), language),
                "where": sentence(_where(presenter, self.sheet.sites), language),
            }


def _name_run(names: Names, language: str) -> tuple[Run, Run]:
    """Return the name a reader sees first, or the first other one that can be drawn, and the name beside it."""
    head = heading(names, language)
    if not is_drawable(head.name):
        head = next((one for one in (heading([name], language) for name in names) if one.name and is_drawable(one.name)), head)
    return run(head.name, head.tag), run(head.other, head.other_tag)


def _seeks(document: Mapping[str, Any], language: str) -> str:
    wants = []
    for row in document["seeking"]:
        places = joined((country_name(code, language) for code in row.get("where") or []), language)
        wants.append(with_note(word_of(WANTS, row["what"]), places, language))
    return labelled(_("Seeks"), joined(wants, language), language) if wants else ""


def _where(presenter: Presenter | None, sites: Sequence[Site]) -> str:
    if presenter is None or not presenter.name:
        return ""
    site = next((site.short_name for site in sites if site.pk == presenter.site), _("online"))
    stand = _("stand %(stand)s") % {"stand": presenter.stand} if presenter.stand else ""
    return " · ".join(word for word in (lead_name(presenter), site, stand) if word)


def _shortened(text: str) -> str:
    return text if len(text) <= MOST_SYNOPSIS else text[: MOST_SYNOPSIS - 1].rstrip() + "…"
