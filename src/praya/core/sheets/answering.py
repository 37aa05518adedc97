"""Answer with sheets as files: a workbook from the disk, or CSV line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from django.http import FileResponse, Http404, HttpResponseBase, StreamingHttpResponse

from praya.core.portions import portions
from praya.core.sheets.writing import Sheet, csv_lines, workbook_file

LINES_AT_ONCE = 100


def sheet_answer(stem: str, kind: str, sheets: Iterator[Sheet] | Sequence[Sheet]) -> HttpResponseBase:
    """Send sheets as one workbook ("xlsx"), or the first of them as CSV ("csv"); Http404 for any other kind."""
    name = f"{stem}.{kind}"
    if kind == "xlsx":
        return FileResponse(workbook_file(sheets), as_attachment=True, filename=name)
    if kind != "csv":
        raise Http404
    sheet = next(iter(sheets))
    # A server hands every piece on by itself, which costs more than to write a line.
    lines = ("".join(some) for some in portions(csv_lines(chain([sheet.heads], sheet.rows)), LINES_AT_ONCE))
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
