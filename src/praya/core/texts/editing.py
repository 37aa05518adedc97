"""Edit a text in several languages: the fields of a form, and the stored text that what was typed makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from babel import Locale, UnknownLocaleError
from django.conf import settings

from praya.core.texts.reading import replace


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one language's field of a text, for the component `language_tabs`."""

    tag: str
    own_name: str
    text: str
    is_source: bool = False
    is_machine: bool = False
    is_stale: bool = False
    direction: str = "ltr"
    error: str = ""


def own_name(tag: str) -> tuple[str, str]:
    """Return what a language calls itself and its direction.

    >>> own_name("zh-Hant"), own_name("ar"), own_name("xq")
    (('繁體中文', 'ltr'), ('العربية', 'rtl'), ('xq', 'ltr'))
    """
    known = {name.lower(): words for name, words in settings.LANGUAGES}
    try:
        locale = Locale.parse(tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return known.get(tag.lower(), tag), "ltr"
    return known.get(tag.lower()) or locale.get_display_name(locale) or tag, locale.text_direction


def canonical(tag: str) -> str:
    """Return a language tag as BCP 47 writes it.

    >>> canonical("zh-hant"), canonical("pt-br")
    ('zh-Hant', 'pt-BR')
    """
    first, *rest = tag.split("-")
    return "-".join([first.lower(), *(part.title() if len(part) == 4 else part.upper() for part in rest)])


def tags_offered(stored: Mapping[str, Any] | None, further: Iterable[str] = ()) -> list[str]:
    """Return the languages that a text can be typed in: the interface's, those it has, and `further` ones."""
    tags = [canonical(tag) for tag, _name in settings.LANGUAGES]
    return list(dict.fromkeys([*tags, *((stored or {}).get("texts") or {}), *(canonical(tag) for tag in further if tag)]))


def entries(
    stored: Mapping[str, Any] | None, *, further: Iterable[str] = (), errors: Mapping[str, str] | None = None
) -> list[Entry]:
    """Return a text's fields, one for each language."""
    texts = (stored or {}).get("texts") or {}
    found = []
    for tag in tags_offered(stored, further):
        entry, (name, direction) = texts.get(tag, {}), own_name(tag)
        found.append(
            Entry(
                tag,
                name,
                entry.get("text", ""),
                bool(texts) and tag == (stored or {}).get("source"),
                entry.get("by") == "machine",
                bool(entry.get("stale")),
                direction,
                (errors or {}).get(tag, ""),
            )
        )
    return found


def typed_texts(
    typed: Mapping[str, Any], name: str, stored: Mapping[str, Any] | None, *, further: Iterable[str] = ()
) -> dict[str, Any]:
    """Return the stored form that the fields `name_tag` make of a text.

    A changed source makes the translations stale, unless they were changed with it or `name_tag_fresh` says that they are
    still right; an emptied language goes; without its source the first language left becomes the source.
    """
    result: dict[str, Any] = {"source": (stored or {}).get("source", ""), "texts": dict((stored or {}).get("texts") or {})}
    source = result["source"]
    tags = tags_offered(stored, further)
    # The source first: whatever is typed for the others afterwards is fresh.
    for tag in sorted(tags, key=lambda tag: tag != source):
        text = typed.get(f"{name}_{tag}")
        if text is None:
            continue
        text = plain_lines(text)
        if not text:
            result["texts"].pop(tag, None)
        elif result["texts"].get(tag, {}).get("text") != text:
            result = replace(result, tag, text)
        elif typed.get(f"{name}_{tag}_fresh"):
            result["texts"][tag] = {key: value for key, value in result["texts"][tag].items() if key != "stale"}
    if not result["texts"]:
        return {}
    if result["source"] not in result["texts"]:
        result["source"] = next(iter(result["texts"]))
    return result


def plain_lines(text: str) -> str:
    """Return a typed text with plain line ends, without blanks around it and without the NUL that no database keeps."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()
