"""Collect every sentence of the interface and bring the catalogues up to date, without gettext's programs.

    python -m praya.site.messages          adds new sentences to every catalogue and drops those no longer used
    python -m praya.site.messages --check  lists what is missing and changes nothing

A new language is a new folder: locale/<language>/LC_MESSAGES/django.po; an empty file is enough to begin with.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from praya.core.templating.whitespace import compact
from praya.site.languages import LOCALE_FOLDER

SOURCE = LOCALE_FOLDER.parents[1]
# Function: which of its arguments are context, singular and plural.
_FUNCTIONS = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
_CALL = re.compile(r"(?<!\w)(_|[np]{0,2}gettext(?:_lazy|_noop)?)\(")

Key = tuple[str, str, str]  # context, sentence, its plural


def collect(source: Path = SOURCE) -> dict[Key, list[str]]:
    """Return every sentence with the files it stands in, in the order of the files."""
    found: dict[Key, list[str]] = {}
    for path in sorted(source.rglob("*")):
        if path.suffix not in {".py", ".html", ".txt"} or "migrations" in path.parts or "static" in path.parts:
            continue
        place = path.relative_to(source).as_posix()
        for key in _python(path) if path.suffix == ".py" else _template(path):
            places = found.setdefault(key, [])
            if place not in places:
                places.append(place)
    return found


def _python(path: Path) -> Iterator[Key]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
            if name in _FUNCTIONS:
                yield from _key(name, node.args)


def _template(path: Path) -> Iterator[Key]:
    """Read what Django makes of a template: calls of gettext between letters X."""
    source = path.read_text(encoding="utf-8")
    text = templatize(compact(source).text if path.suffix == ".html" else source, origin=str(path))
    for call in _CALL.finditer(text):
        expression = _whole_call(text[call.start() :])
        if expression is not None:
            yield from _key(call[1], expression.args)


def _whole_call(text: str) -> ast.Call | None:
    """Return the call at the beginning of a text; it ends at the first bracket with which it is whole."""
    for bracket in re.finditer(r"\)", text):
        try:
            tree = ast.parse(text[: bracket.end()], mode="eval").body
        except SyntaxError:
            continue
        return tree if isinstance(tree, ast.Call) else None
    return None


def _key(name: str, arguments: list[ast.expr]) -> Iterator[Key]:
    texts = [one.value if isinstance(one, ast.Constant) and isinstance(one.value, str) else None for one in arguments]
    parts = [texts[at] if at is not None and at < len(texts) else "" for at in _FUNCTIONS[name]]
    if parts[1] and all(part is not None for part in parts):
        yield parts[0] or "", parts[1], parts[2] or ""


def catalogue(path: Path) -> Catalog:
    """Read one catalogue; an empty file is an empty catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def missing(known: Catalog, wanted: dict[Key, list[str]]) -> list[Key]:
    """Return the sentences without a translation, or with one that is only guessed."""
    return [key for key in wanted if not _translation(known, key)]


def _translation(known: Catalog, key: Key) -> bool:
    context, sentence, plural = key
    message = known.get((sentence, plural) if plural else sentence, context or None)
    if message is None or message.fuzzy or isinstance(message.id, tuple) != bool(plural):
        return False
    return all(texts_of(message.string))


def texts_of(stored: object) -> tuple[str, ...]:
    """Return one sentence, or a sentence with its plurals, as a row of sentences."""
    return tuple(str(text) for text in stored) if isinstance(stored, (tuple, list)) else (str(stored or ""),)


def update(path: Path, wanted: dict[Key, list[str]]) -> int:
    """Write a catalogue anew with exactly the wanted sentences, keeping what is translated; return how many are missing."""
    known = catalogue(path)
    fresh = _empty_like(known, path.parent.parent.name)
    for key, places in wanted.items():
        context, sentence, plural = key
        identity = (sentence, plural) if plural else sentence
        old = known.get(identity, context or None)
        string = old.string if old is not None and isinstance(old.id, tuple) == bool(plural) else None
        fresh.add(identity, string, locations=[(place, 0) for place in places], context=context or None)
    with path.open("wb") as file:
        write_po(file, fresh, width=0, sort_output=False, include_lineno=False, omit_header=False)
    return len(missing(fresh, wanted))


def _empty_like(known: Catalog, name: str) -> Catalog:
    """Return a catalogue without sentences; its dates stay, so that only sentences make a difference."""
    locale = Locale.parse(name)
    language = locale.english_name or name
    return Catalog(
        locale=locale,
        header_comment=f"# The interface of Praya in {language}.",
        project="Praya",
        version="1",
        msgid_bugs_address="see README.md",
        last_translator="Praya",
        language_team=language,
        creation_date=known.creation_date,
        revision_date=known.creation_date,
        fuzzy=False,
    )


def main(words: list[str]) -> int:
    """Update or check every catalogue; 1 when something is missing."""
    wanted = collect()
    lacking = 0
    for path in sorted(LOCALE_FOLDER.glob("*/LC_MESSAGES/django.po")):
        left = len(missing(catalogue(path), wanted)) if "--check" in words else update(path, wanted)
        lacking += left
        sys.stdout.write(f"{path.parent.parent.name}: {len(wanted)} sentences, {left} without a translation\n")
    return 1 if lacking else 0


if __name__ == "__main__":
    from django.conf import settings

    if not settings.configured:
        settings.configure()
    sys.exit(main(sys.argv[1:]))
