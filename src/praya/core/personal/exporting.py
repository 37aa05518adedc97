"""Write what is held of a person into one file: a workbook, the same as JSON, and the files they have uploaded."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from typing import IO, Any
from zipfile import ZipFile, ZipInfo

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from praya.core.holding import Personal, Subject, personal_tables
from praya.core.personal.queries import told_rows
from praya.core.personal.wording import word_for
from praya.core.sheets.writing import Cell, Sheet, workbook_file

Row = Mapping[str, Any]


def own_data_file(who: Subject) -> IO[bytes]:
    """Return the archive, opened for reading: data.xlsx with a sheet for each table, data.json, and `files/`.

    Nothing is compressed twice and no time is written, so that the same rows give the same bytes.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever answers the request closes it
    with ZipFile(file, "w") as archive:
        told = [(table, rows) for table in personal_tables() if table.columns and (rows := list(_rows(table, who, archive)))]
        with workbook_file(_sheets(told)) as book, archive.open(ZipInfo("data.xlsx"), "w") as entry:
            shutil.copyfileobj(book, entry)
        texts = [{"table": table.model._meta.label_lower, "label": str(table.label), "rows": rows} for table, rows in told]
        archive.writestr(ZipInfo("data.json"), json.dumps(texts, ensure_ascii=False, indent=1, cls=DjangoJSONEncoder))
    file.seek(0)
    return file


def _rows(table: Personal, who: Subject, archive: ZipFile) -> Iterator[Row]:
    """Yield rows as they are told; what is a file stands in the archive, and its name in the row."""
    for number, row in enumerate(told_rows(table, who), start=1):
        told = dict(row)
        for column, value in row.items():
            if isinstance(value, bytes | memoryview):
                told[column] = f"files/{table.model._meta.model_name}-{number}"
                archive.writestr(ZipInfo(told[column]), bytes(value))
        yield told


def _sheets(told: list[tuple[Personal, list[Row]]]) -> Iterator[Sheet]:
    """Yield a sheet that says what follows, then one for each table."""
    heads = (_("Sheet"), _("Rows"), _("All times are of UTC."))
    yield Sheet(_("What is held of you"), heads, [(str(table.label), len(rows), "") for table, rows in told])
    for table, rows in told:
        names = [word_for(table, column) for column in table.columns.split()]
        yield Sheet(str(table.label), names, ([_cell(value) for value in row.values()] for row in rows))


def _cell(value: Any) -> Cell:
    return value if value is None or isinstance(value, str | int | float) or hasattr(value, "isoformat") else _text(value)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder) if value else ""
