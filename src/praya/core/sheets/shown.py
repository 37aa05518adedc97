"""Write a number as a spreadsheet program shows it, where its format makes another text of it.

A reference is often a number with a format: stored 7, shown 00007, D-007 or (852) 2345-6789. What people see is what they mean
and what the other sheets say. Formats that only group or round, and those of dates, change nothing that is read here.
"""

from __future__ import annotations

import re

# A text in quotation marks, one sign after a backslash, what only makes room (_x, *x), a colour or condition, any other sign.
_TOKEN = re.compile(r'"(?P<text>[^"]*)"|\\(?P<one>.)|(?P<room>[_*].)|(?P<note>\[[^\]]*\])|(?P<sign>.)', re.DOTALL)
_PLACES, _PLAIN = frozenset("0#?"), frozenset("-+()/:.& ~{}=<>'")
MOST_SIGNS = 60


def telling(code: str) -> str:
    """Return the part of a number format for what is not negative, if it makes more of a whole number than its digits.

    >>> telling("00000"), telling('"D-"000;[Red]0'), telling("#,##0.00"), telling("yyyy-mm-dd"), telling("0")
    ('00000', '"D-"000', '', '', '')
    """
    first, zeros, has_text = "", 0, False
    for found in _TOKEN.finditer(code[:MOST_SIGNS]):
        sign = found["sign"] or ""
        if sign == ";":
            break
        first += found[0]
        if sign in _PLACES:
            zeros += sign == "0"
        elif sign and sign not in _PLAIN - {"."}:
            return ""  # a separator of thousands or decimals, a percentage, a power, a date
        else:
            has_text = has_text or bool(found["text"] or found["one"] or (sign and not sign.isspace()))
    is_fraction = "?" in first and "/" in first
    return first if not is_fraction and (zeros > 1 or (has_text and _PLACES & set(first))) else ""


def shown(number: str, part: str) -> str:
    """Return a whole number that is not negative as a part of a format shows it; nothing for any other number.

    >>> shown("7", "00000"), shown("8.0", '"D-"000'), shown("23456789", "####-####"), shown("7.5", "00")
    ('00007', 'D-008', '2345-6789', '')
    """
    try:
        value = float(number)
    except ValueError:
        return ""
    if not value.is_integer() or not 0 <= value < 1e15:
        return ""
    pieces = [(found["text"] or found["one"] or "", found["sign"] or "") for found in _TOKEN.finditer(part)]
    left = str(int(value))
    places = sum(sign in _PLACES for _text, sign in pieces)
    written: list[str] = []
    for text, sign in reversed(pieces):
        if sign not in _PLACES:
            written.append(text or sign)
            continue
        places -= 1
        taken = left if not places else left[-1:]
        left = left[: len(left) - len(taken)]
        written.append(taken or ("0" if sign == "0" else " " if sign == "?" else ""))
    return "".join(reversed(written)).strip()
