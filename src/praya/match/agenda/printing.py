"""Print an agenda as PDF, on A4 or on an A4 sheet folded to A6."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from praya.core.directory.names import language_of, second_name
from praya.core.texts.days import day_text
from praya.core.texts.reading import read
from praya.match.agenda.days import Day, Line
from praya.match.agenda.glyphs import check_drawable, drawable_by, drawable_name, missing_in
from praya.match.agenda.queries import Somebody
from praya.meet.accreditation.models import Delegate

PAPERS = ("a4", "a6")
# The faces that suit a language, best first; whichever the machine has is used.
FACES: Mapping[str, tuple[str, ...]] = {
    "zh-hk": ("Noto Sans CJK HK", "Noto Sans HK", "Noto Sans CJK TC"),
    "zh-hant": ("Noto Sans CJK TC", "Noto Sans TC", "Noto Sans CJK HK", "WenQuanYi Zen Hei", "Droid Sans Fallback"),
    "zh-hans": ("Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Zen Hei", "Droid Sans Fallback"),
    "zh": ("Noto Sans CJK TC", "Noto Sans TC", "WenQuanYi Zen Hei", "Droid Sans Fallback"),
    "ja": ("Noto Sans CJK JP", "Noto Sans JP", "Droid Sans Fallback"),
    "ko": ("Noto Sans CJK KR", "Noto Sans KR", "Droid Sans Fallback"),
    "ar": ("Noto Sans Arabic", "Noto Naskh Arabic", "DejaVu Sans"),
    "th": ("Noto Sans Thai", "Noto Sans Thai Looped"),
    "hi": ("Noto Sans Devanagari",),
    "he": ("Noto Sans Hebrew", "DejaVu Sans"),
}
_PLAIN = ("Noto Sans", "Liberation Sans", "DejaVu Sans")
_HERE = Path(__file__).parent


@lru_cache(maxsize=1)
def installed_fonts() -> tuple[Any, dict[str, str]]:
    """Return the layout program's fonts and the file of each family that we print with."""
    import typst

    fonts = typst.Fonts(include_system_fonts=True, include_embedded_fonts=True)
    wanted = {*_PLAIN, *(face for faces in FACES.values() for face in faces)}
    found: dict[str, str] = {}
    for font in fonts.fonts():
        ours = font.family in wanted or font.family.startswith("Noto Sans ")
        if ours and font.path and font.weight == 400 and font.style == "normal":
            found.setdefault(font.family, font.path)
    return fonts, found


def drawable() -> frozenset[int]:
    """Return the code points that can be printed on this machine."""
    return drawable_by(tuple(sorted(set(installed_fonts()[1].values()))))


def face_order(installed: Mapping[str, str]) -> list[str]:
    """Return the installed families, plain Latin first, then Chinese, then the rest by name."""
    first = [family for family in (*_PLAIN, *FACES["zh"], *FACES["ja"], *FACES["ko"]) if family in installed]
    return list(dict.fromkeys([*first, *sorted(installed), "Libertinus Serif"]))


def print_agenda(delegate: Delegate, days: Sequence[Day], *, viewer: ZoneInfo, language: str, paper: str, now: datetime) -> bytes:
    """Return the PDF; MissingGlyphs names a character that no installed font can draw."""
    can_draw = drawable()
    page = _Page(delegate, viewer, language, can_draw)
    data = page.content(days, now) | {"paper": paper}
    check_drawable(_texts(data), can_draw)
    return _lay_out(data, paper)


def _lay_out(data: dict[str, Any], paper: str) -> bytes:
    import typst

    fonts, installed = installed_fonts()
    data |= {"fonts": face_order(installed), "faces": {tag: [f for f in faces if f in installed] for tag, faces in FACES.items()}}
    with tempfile.TemporaryDirectory(prefix="praya-print-") as root:
        for name in ("agenda.typ", "folded.typ"):
            Path(root, name).write_bytes((_HERE / name).read_bytes())
        words = {"agenda": json.dumps(data, ensure_ascii=False)}
        compiler = typst.Compiler(Path(root, "agenda.typ"), root=root, font_paths=fonts, sys_inputs=words)
        pages = cast("bytes", compiler.compile(format="pdf"))
        if paper != "a6":
            return pages
        count = json.loads(compiler.query("<pages>", field="value", one=True))
        Path(root, "agenda.pdf").write_bytes(pages)
        words = {"pages": str(count), "language": data["language"], "side": data["side"]}
        folded = typst.Compiler(Path(root, "folded.typ"), root=root, font_paths=fonts, sys_inputs=words)
        return cast("bytes", folded.compile(format="pdf"))


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, Mapping):
        for one in part.values():
            yield from _texts(one)
    elif isinstance(part, list):
        for one in part:
            yield from _texts(one)


class _Page:
    """Turn an agenda into the data that the layout reads."""

    def __init__(self, delegate: Delegate, viewer: ZoneInfo, language: str, can_draw: frozenset[int]) -> None:
        self.delegate, self.viewer, self.language, self.can_draw = delegate, viewer, language, can_draw

    def content(self, days: Sequence[Day], now: datetime) -> dict[str, Any]:
        """Return everything that is printed; cancelled and handed-over meetings are not."""
        person, organisation = self.delegate.person, self.delegate.organisation
        own = now.astimezone(self.viewer)
        kept = [(day, [line for line in day.lines if not line.item.is_gone]) for day in days]
        printed = f"{day_text(own, 'j M')} {own:%H:%M}"
        return {
            "title": _("Agenda"),
            "language": self.language.split("-")[0],
            "side": "rtl" if get_language_bidi() else "ltr",
            **self._person(person.name, person.names),
            "organisation": self._run(organisation.name, organisation.names) if organisation else {"tag": "", "text": ""},
            "edition": self._plain(read(self.delegate.edition.name, self.language).text),
            "days": [
                {"heading": day_text(day.on, "l j F Y"), "meetings": [self._meeting(line) for line in lines]}
                for day, lines in kept
                if lines
            ],
            "empty": _("There is no meeting on this agenda yet."),
            "footer": _("As of %(when)s (%(zone)s)") % {"when": printed, "zone": self.viewer.key},
        }

    def _meeting(self, line: Line) -> dict[str, Any]:
        item, site = line.item, line.site
        zone = ZoneInfo(site.zone) if site is not None else self.viewer
        begins, ends = item.starts_at.astimezone(zone), item.ends_at.astimezone(zone)
        own = item.starts_at.astimezone(self.viewer)
        differs = own.utcoffset() != begins.utcoffset()
        day = "" if own.date() == begins.date() else f"{day_text(own, 'D j M')} "
        second = _("yours: %(time)s") % {"time": f"{day}{own:%H:%M}"} if differs else ""
        place = f"{line.place}, {read(site.name, self.language).text or site.short_name}" if site is not None else line.place
        return {
            "time": f"{begins:%H:%M}–{ends:%H:%M}",
            "own": second if site is not None else begins.tzname() or self.viewer.key,
            "people": [self._somebody(one) for one in item.with_whom],
            "place": place,
            "hue": site.hue if site is not None else 0,
        }

    def _somebody(self, one: Somebody) -> dict[str, Any]:
        return {
            **self._person(one.name, one.names),
            "organisation": self._run(one.organisation, one.organisation_names),
        }

    def _person(self, name: str, names: Mapping[str, str]) -> dict[str, Any]:
        main = self._run(name, names)
        tag, other = second_name(name, names, self.language)
        is_shown = bool(other) and main["text"] == name and not missing_in(other, self.can_draw)
        return {"name": main, "other": {"tag": tag.lower(), "text": other} if is_shown else {"tag": "", "text": ""}}

    def _run(self, name: str, names: Mapping[str, str]) -> dict[str, str]:
        tag, text = drawable_name(name, names, self.can_draw)
        return {"tag": (tag if tag and language_of(text) else language_of(text)).lower(), "text": text}

    def _plain(self, text: str) -> dict[str, str]:
        return {"tag": language_of(text), "text": text}
