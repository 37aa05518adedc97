"""Choose under which of its names a work is shown to a reader, and mark what of a name was looked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from praya.core.catalogue.document import display_name
from praya.core.directory.names import language_of, script_of

Names = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Heading:
    """Hold the name a reader sees first and a second one: the original, or one in another script."""

    name: str
    tag: str = ""
    other: str = ""
    other_tag: str = ""


def heading(names: Names, language: str) -> Heading:
    """Return a name in the reader's language where there is one, else the international one, and the original beside it.

    >>> film = [{"text": "花樣年華", "kind": "original", "tag": "zh-Hant"},
    ...         {"text": "In the Mood for Love", "kind": "international", "tag": "en"}]
    >>> heading(film, "en").other, heading(film, "zh-hant").name, heading(film, "pt").name
    ('花樣年華', '花樣年華', 'In the Mood for Love')
    """
    told = [one for one in names if one.get("text")]
    spoken = [one for one in told if _speaks(one, language)] or [one for one in told if _is_sister(one, language)]
    first = _name_matched(names, display_name(spoken or names))
    others = [one for one in names if one["text"] != first["text"]]
    original = next((one for one in others if one.get("kind") == "original"), None)
    script = script_of(first["text"])
    other = original or next((one for one in others if script_of(one["text"]) != script), None)
    if other is None:
        return Heading(first["text"], _tag(first))
    return Heading(first["text"], _tag(first), other["text"], _tag(other))


def _speaks(one: Mapping[str, Any], language: str) -> bool:
    tag, wanted = str(one.get("tag", "")).lower(), language.lower()
    if one.get("kind") == "romanised":
        return False
    return tag == wanted or (tag not in {"", "und"} and (tag.startswith(f"{wanted}-") or wanted.startswith(f"{tag}-")))


def _is_sister(one: Mapping[str, Any], language: str) -> bool:
    """Tell whether a name is in the other script of the reader's Chinese, which stands in before another language does."""
    is_chinese = language.lower().startswith("zh") and str(one.get("tag", "")).lower().startswith("zh")
    return is_chinese and one.get("kind") != "romanised"


def _name_matched(names: Names, text: str) -> Mapping[str, Any]:
    return next((one for one in names if one["text"] == text), {"text": text})


def _tag(one: Mapping[str, Any]) -> str:
    tag = str(one.get("tag") or "")
    return tag if tag and tag != "und" else language_of(str(one["text"]))


def original_name(names: Names) -> str:
    """Return the original name, or the one it is listed under."""
    return next((str(one["text"]) for one in names if one.get("kind") == "original" and one.get("text")), display_name(names))


def marked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return a text as markup with the spans marked; spans beyond its end are left out.

    >>> marked("Fa yeung <nin>", [(0, 2), (9, 14), (40, 50)])
    '<mark>Fa</mark> yeung <mark>&lt;nin&gt;</mark>'
    """
    found, at = [], 0
    for begin, end in sorted(spans):
        if begin >= at and begin < end <= len(text):
            found.append(f"{escape(text[at:begin])}<mark>{escape(text[begin:end])}</mark>")
            at = end
    return "".join([*found, escape(text[at:])])


def run_of(text: str, tag: str, *, class_name: str = "", markup: str = "") -> str:
    """Return a name as a run of its own language and direction; `markup` stands for the text when it is marked."""
    name = f' class="{class_name}"' if class_name else ""
    language = f' lang="{escape(tag)}"' if tag else ""
    return f"<bdi{name}{language}>{markup or escape(text)}</bdi>"
