"""Find the encoding and the separator of a text file of rows."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from praya.core.sheets.charsets import encoding_of
from praya.core.sheets.scan import Unreadable

_SAMPLE = 400_000
SEPARATORS = ",;\t"


def decoded(content: bytes) -> tuple[str, str]:
    """Return the text of a file and its encoding: UTF-8, UTF-16 with a mark, or the only one in which the text makes sense."""
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if content.startswith(mark):
            return _strictly(content, encoding), encoding.removesuffix("-sig")
    if b"\x00" in content[:_SAMPLE]:
        raise Unreadable("not_a_workbook")
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
    if encoding := encoding_of(content):
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError as fault:
            line = content.count(b"\n", 0, fault.start) + 1
    raise Unreadable("unknown_encoding", row=line)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as fault:
        # The place is counted in what was decoded, which is the content without its mark.
        raise Unreadable("unknown_encoding", row=fault.object.count(b"\n", 0, fault.start) + 1) from fault


def separator(text: str) -> str:
    """Return the separator that occurs most often in the first line with content, outside quotation marks.

    >>> separator("name;e-mail\\n")
    ';'
    """
    line = next((line for line in _lines(text) if line.strip()), "")
    if line.lower().startswith("sep=") and line[4:5]:
        return line[4]
    bare = re.sub(r'"[^"]*"', "", line)
    return max(SEPARATORS, key=bare.count)


def _lines(text: str) -> Iterator[str]:
    for found in re.finditer(r"[^\r\n]+", text[:20_000]):
        yield found[0]
