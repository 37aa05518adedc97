"""Say what a file does not show at once: how its text was read, what of it is hidden, and what a sheet was taken for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache

from django.conf import settings
from django.utils.translation import get_language, override

from praya.core.directory.languages import language_name
from praya.core.sheets.charsets import ENCODINGS
from praya.core.sheets.columns import Table, kind_named
from praya.core.sheets.headings import folded_head
from praya.core.sheets.kinds import SheetKind
from praya.core.sheets.layouts import own_head
from praya.core.sheets.order_of_names import names_turned
from praya.core.sheets.parting import parts_of
from praya.core.sheets.quoting import quoted
from praya.core.sheets.reading import RawSheet
from praya.core.texts.said import gettext as _
from praya.core.texts.said import joined, ngettext

MOST_NAMED = 12


def name_of(sheet: RawSheet, file: str = "") -> str:
    """Return how a sheet is called among those that are left out."""
    name = quoted(sheet.name or file)
    return _("%(sheet)s (hidden)") % {"sheet": name} if sheet.is_hidden else name


def reasons_head() -> str:
    """Return the heading of the column that says in each row what to mend."""
    return _("what to mend")


@cache
def _reasons_heads() -> frozenset[str]:
    heads = set()
    for tag, _name in settings.LANGUAGES:
        with override(tag):
            heads.add(folded_head(reasons_head()))
    return frozenset(heads)


def is_reasons(head: str) -> bool:
    """Tell whether a heading is that of the column of reasons, in any language: a sheet that was mended brings it back."""
    return folded_head(head) in _reasons_heads()


def remarks_on(
    tables: Sequence[Table], kinds: Sequence[SheetKind], *, is_kind_asked: bool, said: Collection[str] = ()
) -> list[str]:
    """Return what is worth knowing about a file before its rows; of sheets of which somebody has `said` what they are, less."""
    found: list[str] = []
    for table in tables:
        brought = table.origin or table  # where a cell was mended, it has no parts or halves any more
        found += [*_encoding(table), *_hidden(table), *_totals(table), *_parted(brought), *_joined(brought)]
        if not is_kind_asked and table.raw.name not in said and kind_named(table.raw.name, kinds) is None:
            found.append(_kind(table))
    return found


def remarks_on_names(tables: Sequence[Table]) -> list[str]:
    """Return, of tables that were read, which columns of names were turned round."""
    reason = _("The names in the column %(column)s have the family name first: “%(before)s” was read as “%(after)s”.")
    return [
        reason % {"column": quoted(head), "before": quoted(before), "after": quoted(after)}
        for head, before, after in names_turned(tables)
    ]


def _totals(table: Table) -> Iterator[str]:
    if table.totals:
        words = {"sheet": quoted(table.sheet), "rows": joined(_spans(table.totals)), "count": len(table.totals)}
        yield (
            ngettext(
                "%(sheet)s: row %(rows)s only counts the others, and is left out.",
                "%(sheet)s: %(count)d rows only count the others (%(rows)s), and are left out.",
                len(table.totals),
            )
            % words
        )


def _encoding(table: Table) -> Iterator[str]:
    encoding = table.raw.encoding
    if encoding in {"", "utf-8", "utf-16"}:
        return
    language = language_name(ENCODINGS[encoding][0].replace("_", "-"), get_language() or "en")
    cells = [table.cell(cells, key) for _number, cells in table.rows for key in table.places]
    text = quoted(next((cell for cell in cells if not cell.isascii()), ""))
    words = {"language": language, "encoding": encoding.upper(), "text": text}
    yield (
        _(
            "The text was read as %(language)s (%(encoding)s), as in “%(text)s”. If that is not what you wrote, "
            "save the file as “CSV UTF-8” and upload it again."
        )
        % words
    )


def _hidden(table: Table) -> Iterator[str]:
    if rows := [number for number, _cells in table.rows if number in set(table.raw.hidden_rows)]:
        words = {"sheet": quoted(table.sheet), "rows": joined(_spans(rows)), "count": len(rows)}
        yield (
            ngettext(
                "%(sheet)s: row %(rows)s is hidden in the file, and is taken like the others.",
                "%(sheet)s: %(count)d rows are hidden in the file (%(rows)s), and are taken like the others.",
                len(rows),
            )
            % words
        )
    if columns := table.raw.hidden_columns[:MOST_NAMED]:
        words = {"sheet": quoted(table.sheet), "columns": joined(columns)}
        yield (
            ngettext(
                "%(sheet)s: column %(columns)s is hidden in the file, and is taken like the others.",
                "%(sheet)s: the columns %(columns)s are hidden in the file, and are taken like the others.",
                len(columns),
            )
            % words
        )


def _joined(table: Table) -> Iterator[str]:
    for key in table.joins:
        columns = joined(quoted(table.heads[place]) for place in table.joins[key])
        words = {"columns": columns, "column": own_head(table.kind, key)}
        example = next((text for _number, cells in table.rows if (text := table.cell(cells, key))), "")
        yield _("The columns %(columns)s were put together as %(column)s, as in “%(text)s”.") % {**words, "text": quoted(example)}


def _parted(table: Table) -> Iterator[str]:
    for place, split in table.splits.items():
        said = next((text for _number, cells in table.rows if len(parts_of(text := cells[place], split.by)) > 1), "")
        parts = " | ".join(map(quoted, parts_of(said, split.by, len(split.keys))))
        column = quoted(table.heads[place]) or _("column %(number)d") % {"number": place + 1}
        words = {"column": column, "text": quoted(said), "parts": parts}
        yield _("The column %(column)s was parted, as in “%(text)s”: %(parts)s.") % words


def _kind(table: Table) -> str:
    heads = joined([quoted(table.head(key)) for key in sorted(table.places, key=table.places.__getitem__)][:MOST_NAMED])
    label = getattr(table.kind, "label", "") or table.kind.english
    words = {"sheet": quoted(table.raw.name), "kind": label, "columns": heads}
    if not table.raw.name:
        return (
            _("The rows were taken for %(kind)s, by the columns %(columns)s. You can say otherwise when you upload them.") % words
        )
    reason = _(
        "The sheet %(sheet)s was taken for %(kind)s, by its columns %(columns)s. You can say otherwise when you upload it."
    )
    return reason % words


def _spans(numbers: Iterable[int]) -> list[str]:
    """Return numbers with those that follow each other as one, the first dozen.

    >>> _spans([2, 4, 5, 6])
    ['2', '4–6']
    """
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return [str(first) if first == last else f"{first}–{last}" for first, last in spans[:MOST_NAMED]]
