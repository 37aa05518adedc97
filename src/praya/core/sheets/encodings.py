"""Find the encoding and the separator of a text file of rows."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from praya.core.sheets.scan import Unreadable

_SAMPLE = 400_000
_PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
SEPARATORS = ",;\t"


def decoded(content: bytes) -> str:
    """Return the text of a file in UTF-8 (with or without a mark), UTF-16 with a mark, GB18030 or Big5."""
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if content.startswith(mark):
            return _strictly(content, encoding)
    if b"\x00" in content[:_SAMPLE]:
        raise Unreadable("not_a_workbook")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
    for encoding in _chinese_encodings(content[:_SAMPLE]):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("unknown_encoding", row=line)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as fault:
        # The place is counted in what was decoded, which is the content without its mark.
        raise Unreadable("unknown_encoding", row=fault.object.count(b"\n", 0, fault.start) + 1) from fault


def _chinese_encodings(sample: bytes) -> list[str]:
    """Return the encodings worth trying, likeliest first; none when the pairs of bytes look like neither.

    Frequent characters lie in rows A4-C6 of Big5, with a second byte below 7F in four of ten, and in rows B0-F7 of
    GB 2312, with a second byte from A1 on; Western texts in one-byte encodings have few such pairs.
    """
    pairs = _PAIR.findall(sample)
    if not pairs:
        return []
    gb = sum(0xB0 <= pair[0] <= 0xF7 and pair[1] >= 0xA1 for pair in pairs) / len(pairs)
    big5 = sum(0xA4 <= pair[0] <= 0xC6 and (pair[1] <= 0x7E or pair[1] >= 0xA1) for pair in pairs) / len(pairs)
    # GB18030 writes Traditional characters with second bytes below A1, which Big5 does not know.
    extended = sum(0x80 <= pair[1] <= 0xA0 for pair in pairs) / len(pairs)
    scores = [("gb18030", gb + extended), ("big5hkscs", big5 - extended)]
    return [name for name, score in sorted(scores, key=lambda item: -item[1]) if score >= 0.4]


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
