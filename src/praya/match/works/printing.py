"""Print works as a catalogue in two languages side by side, with posters, contents and page numbers."""

from __future__ import annotations

import json
import logging
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from praya.core.catalogue.models import Picture
from praya.core.catalogue.queries import Card
from praya.core.catalogue.vocabulary import KINDS, STAGES, WANTS, word_of
from praya.core.directory.countries import country_name
from praya.core.directory.names import language_of
from praya.core.texts.days import day_text
from praya.core.texts.reading import read
from praya.match.agenda.glyphs import missing_in
from praya.match.agenda.printing import FACES, drawable, face_order, installed_fonts
from praya.match.works.names import heading, original_name
from praya.match.works.queries import Presenter
from praya.match.works.selecting import Selection
from praya.meet.editions.models import Edition, Site

log = logging.getLogger(__name__)
_TEMPLATE = Path(__file__).parent / "catalogue.typ"
_FROM_RIGHT = frozenset({"ar", "he", "fa", "ur"})
MOST_SYNOPSIS = 1200
Progress = Callable[[int, int], None]
Run = dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """Hold what a catalogue is printed for: edition, sites, the two languages, and the moment it tells of."""

    edition: Edition
    sites: Sequence[Site]
    languages: tuple[str, str]
    now: datetime
    zone: ZoneInfo


def print_catalogue(
    sheet: Sheet, selection: Selection, presenters: Mapping[int, Presenter], *, progress: Progress = lambda done, total: None
) -> bytes:
    """Return the PDF. A text that no font of this server draws is left out, and the last page says how many were."""
    writer = _Writer(sheet, drawable())
    entries = []
    for number, card in enumerate(selection.cards):
        entries.append(writer.entry(card, presenters.get(card.number), selection.notes.get(card.number)))
        if number % 20 == 0:
            progress(number, len(selection.cards) + 1)
    data = writer.frame(selection) | {"entries": entries}
    data["left_out"] = writer.left_out_words()
    progress(len(selection.cards), len(selection.cards) + 1)
    return _laid_out(data, posters_of(selection.cards))


def posters_of(cards: Iterable[Card]) -> dict[str, bytes]:
    """Return the posters of cards by their digest, small, in one query; a card names a poster only to who may see it."""
    wanted = {card.poster for card in cards if card.poster}
    rows = Picture.objects.filter(digest__in=wanted).values_list("digest", "thumbnail", "image")
    return {digest: bytes(thumbnail) or bytes(image) for digest, thumbnail, image in rows}


def _laid_out(data: dict[str, Any], pictures: Mapping[str, bytes]) -> bytes:
    """Lay the data out; where a stored picture turns out to be damaged, with drawn posters instead of all pictures."""
    import typst

    try:
        return _compiled(data, pictures)
    except typst.TypstError as fault:
        if not pictures:
            raise
        log.error("a picture cannot be printed: %s", fault)
        return _compiled(data, {})


def _compiled(data: dict[str, Any], pictures: Mapping[str, bytes]) -> bytes:
    import typst

    fonts, installed = installed_fonts()
    entries = [entry | {"picture": entry["picture"] if entry["picture"] in pictures else ""} for entry in data["entries"]]
    faces = {tag: [face for face in wanted if face in installed] for tag, wanted in FACES.items()}
    data = data | {"fonts": face_order(installed), "faces": faces, "entries": entries}
    with tempfile.TemporaryDirectory(prefix="praya-catalogue-") as root:
        Path(root, "catalogue.typ").write_bytes(_TEMPLATE.read_bytes())
        Path(root, "catalogue.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        for digest, content in pictures.items():
            Path(root, f"{digest}.jpg").write_bytes(content)
        compiler = typst.Compiler(Path(root, "catalogue.typ"), root=root, font_paths=fonts)
        return cast("bytes", compiler.compile(format="pdf"))


class _Writer:
    """Turn cards into what the layout reads, in both languages, leaving out what cannot be drawn."""

    def __init__(self, sheet: Sheet, can_draw: frozenset[int]) -> None:
        self.sheet, self.can_draw, self.left_out = sheet, can_draw, 0

    def run(self, text: str, tag: str = "") -> Run:
        """Return a text with its language, empty when a character of it cannot be drawn."""
        if text and missing_in(text, self.can_draw):
            self.left_out += 1
            return {"tag": "", "text": ""}
        return {"tag": (tag or language_of(text)).lower(), "text": text}

    def frame(self, selection: Selection) -> dict[str, Any]:
        """Return what stands around the entries."""
        first = self.sheet.languages[0]
        own = self.sheet.now.astimezone(self.sheet.zone)
        with translation.override(first):
            moment = f"{day_text(own, 'j M Y')} {own:%H:%M}"
            words = {
                "contents": _("Contents"),
                "footer": _("As of %(when)s (%(zone)s)") % {"when": moment, "zone": self.sheet.zone.key},
                "chosen": [self.run(text) for text in selection.chosen],
                "cut": _("These are the first %(most)d; more fit.") % {"most": len(selection.cards)} if selection.is_cut else "",
            }
        return {
            **words,
            "language": first.split("-")[0],
            "side": _side(first),
            "columns": [self._cover(language, selection) for language in self._languages()],
        }

    def _languages(self) -> list[str]:
        return list(dict.fromkeys(self.sheet.languages))

    def _cover(self, language: str, selection: Selection) -> dict[str, Any]:
        with translation.override(language):
            count = len(selection.cards)
            name = selection.name if isinstance(selection.name, str) else read(selection.name, language).text
            return {
                "side": _side(language),
                "edition": self.run(read(self.sheet.edition.name, language).text, language),
                "name": self.run(name or _("Works"), language),
                "introduction": self.run(read(selection.introduction, language).text, language),
                "count": ngettext("%(count)d work", "%(count)d works", count) % {"count": count},
            }

    def entry(self, card: Card, presenter: Presenter | None, note: Mapping[str, Any] | None) -> dict[str, Any]:
        """Return one work: its poster or the name drawn in its place, and a column for each language."""
        head = heading(card.document["names"], self.sheet.languages[0])
        name = self.run(head.name, head.tag)
        return {
            "picture": card.poster,
            "poster": self.run(original_name(card.document["names"])),
            "kind": card.document["kind"],
            "name": name if name["text"] else self.run(card.code),
            "columns": [self._column(card, presenter, note, language) for language in self._languages()],
        }

    def _column(self, card: Card, presenter: Presenter | None, note: Mapping[str, Any] | None, language: str) -> dict[str, Any]:
        document = card.document
        head = heading(document["names"], language)
        with translation.override(language):
            synopsis = read(document["synopsis"], language)
            logline, remark = read(document["logline"], language), read(note or {}, language)
            return {
                "side": _side(language),
                "name": self.run(head.name, head.tag),
                "other": self.run(head.other, head.other_tag),
                "facts": self.run(_facts(card, language), language),
                "note": self.run(remark.text, remark.language),
                "logline": self.run(logline.text, logline.language),
                "synopsis": self.run(_shortened(synopsis.text), synopsis.language),
                "seeks": self.run(_seeks(document, language), language),
                "where": self.run(_where(presenter, self.sheet.sites), language),
            }

    def left_out_words(self) -> str:
        """Return how many texts were left out, or nothing."""
        if not self.left_out:
            return ""
        with translation.override(self.sheet.languages[0]):
            return ngettext(
                "%(count)d text is left out: no font on this server draws one of its characters.",
                "%(count)d texts are left out: no font on this server draws one of their characters.",
                self.left_out,
            ) % {"count": self.left_out}


def _side(language: str) -> str:
    return "rtl" if language.split("-", maxsplit=1)[0].lower() in _FROM_RIGHT else "ltr"


def _facts(card: Card, language: str) -> str:
    document = card.document
    length = _("%(count)s min") % {"count": document["minutes"]} if document["minutes"] else ""
    count = document["episodes"]
    episodes = ngettext("%(count)d episode", "%(count)d episodes", count) % {"count": count} if count else ""
    countries = ", ".join(country_name(code, language) for code in card.countries)
    year = str(document["year"]) if document["year"] else ""
    words = (word_of(KINDS, document["kind"]), year, word_of(STAGES, document["stage"]), length, episodes, countries)
    return " · ".join(word for word in (*words, ", ".join(card.directors[:3])) if word)


def _seeks(document: Mapping[str, Any], language: str) -> str:
    wants = []
    for row in document["seeking"]:
        places = ", ".join(country_name(code, language) for code in row.get("where") or [])
        wants.append(f"{word_of(WANTS, row['what'])} ({places})" if places else word_of(WANTS, row["what"]))
    return f"{_('Seeks')}: {', '.join(wants)}" if wants else ""


def _where(presenter: Presenter | None, sites: Sequence[Site]) -> str:
    if presenter is None or not presenter.name:
        return ""
    site = next((site.short_name for site in sites if site.pk == presenter.site), _("online"))
    stand = _("stand %(stand)s") % {"stand": presenter.stand} if presenter.stand else ""
    return " · ".join(word for word in (presenter.name, site, stand) if word)


def _shortened(text: str) -> str:
    return text if len(text) <= MOST_SYNOPSIS else text[: MOST_SYNOPSIS - 1].rstrip() + "…"
