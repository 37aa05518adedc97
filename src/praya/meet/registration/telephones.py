"""Read telephone numbers as people write them, and keep them as the whole world dials them: a plus and at most 15 digits.

How a number begins and how long it is follows ITU-T E.164 and the national plans; where a plan has several lengths the check is
lenient, for a number that is refused although it is right helps nobody.
"""

from __future__ import annotations

import re
import unicodedata

from praya.core.sheets.rows import Row
from praya.core.texts.said import gettext as _

# By region: what others dial before the number, and how many digits the number has, its trunk 0 left out.
_PLANS = {
    "AE": ("971", 8, 9), "AR": ("54", 10, 11), "AT": ("43", 4, 13), "AU": ("61", 9, 9), "BE": ("32", 8, 9),
    "BR": ("55", 10, 11), "CA": ("1", 10, 10), "CH": ("41", 9, 9), "CL": ("56", 9, 9), "CN": ("86", 9, 11),
    "CO": ("57", 10, 10), "CZ": ("420", 9, 9), "DE": ("49", 6, 13), "DK": ("45", 8, 8), "EG": ("20", 8, 10),
    "ES": ("34", 9, 9), "FI": ("358", 5, 12), "FR": ("33", 9, 9), "GB": ("44", 9, 10), "GR": ("30", 10, 10),
    "HK": ("852", 8, 8), "HU": ("36", 8, 9), "ID": ("62", 7, 12), "IE": ("353", 7, 9), "IL": ("972", 8, 9),
    "IN": ("91", 10, 10), "IT": ("39", 6, 12), "JP": ("81", 9, 10), "KR": ("82", 8, 10), "MO": ("853", 8, 8),
    "MX": ("52", 10, 11), "MY": ("60", 8, 10), "NG": ("234", 7, 10), "NL": ("31", 9, 9), "NO": ("47", 8, 8),
    "NZ": ("64", 8, 10), "PH": ("63", 8, 10), "PL": ("48", 9, 9), "PT": ("351", 9, 9), "QA": ("974", 8, 8),
    "RO": ("40", 9, 9), "SA": ("966", 8, 9), "SE": ("46", 7, 13), "SG": ("65", 8, 8), "TH": ("66", 8, 9),
    "TR": ("90", 10, 10), "TW": ("886", 8, 9), "US": ("1", 10, 10), "VN": ("84", 9, 10), "ZA": ("27", 9, 9),
}  # fmt: skip  # five regions a line
# In Italy the first 0 is a part of the number.
_KEEPS_ZERO = {"IT"}
# Where many have a telephone of the mainland, whose mobile numbers are of a kind that no number there has.
_NEAR_CHINA = {"HK", "MO"}
_CHINESE_MOBILE = re.compile(r"1[3-9]\d{9}")
_SIGNS = re.compile(r"[\s().\-‐‑–—/·]+")
_LEAST, _MOST = 7, 15


def telephone(row: Row, key: str) -> str:
    """Return a number with its plus; one without the code of a country is read as one of the row's country.

    A number that is none of that country's is kept as it is written, with a note: people live in one place and have a telephone
    of another.
    """
    text = row.text(key)
    if not text:
        return ""
    region = row["country"]
    found = number_in(text, region)
    if not found and (digits := _digits(text)) and not digits.startswith(("+", "00")):
        row.note(_("telephone %(number)s: of which country is not known, so it is kept as it is written") % {"number": digits})
        return digits
    if not found:
        example = _example(region)
        reason = _(
            "this is no telephone number that can be dialled from abroad; write it with the code of its country, such as "
            "%(like)s."
        )
        row.fault(key, reason % {"like": example})
    return found


def number_in(text: str, region: str = "") -> str:
    """Return a number as it is dialled from anywhere, or nothing where that cannot be known.

    >>> number_in("+852 5550-0100"), number_in("00853 6612 3456"), number_in("6612 3456", "MO")
    ('+85255500100', '+85366123456', '+85366123456')
    >>> number_in("(020) 7946 0018", "GB"), number_in("06 1234 5678", "IT"), number_in("12345678")
    ('+442079460018', '+390612345678', '')
    >>> number_in("+852 123"), number_in("+853 6612 34567"), number_in("call me", "MO")
    ('', '', '')
    """
    plain = _digits(text)
    digits = plain.removeprefix("+")
    if not digits:
        return ""
    if region in _NEAR_CHINA and _CHINESE_MOBILE.fullmatch(digits):
        return f"+86{digits}"
    if plain.startswith("+") or digits.startswith("00"):
        return _from_abroad(digits.removeprefix("00") if not plain.startswith("+") else digits)
    if region not in _PLANS:
        return ""
    code, least, most = _PLANS[region]
    own = digits if region in _KEEPS_ZERO else digits.removeprefix("0")
    if least <= len(own) <= most:
        return f"+{code}{own}"
    return _from_abroad(digits) if digits.startswith(code) else ""


def _digits(text: str) -> str:
    """Return the digits of a number, with its plus; nothing where it has other signs, too few digits or too many."""
    plain = _SIGNS.sub("", unicodedata.normalize("NFKC", text)).removeprefix("tel:")
    digits = plain.removeprefix("+")
    is_number = digits.isascii() and digits.isdecimal() and _LEAST <= len(digits) <= _MOST + 2
    return plain if is_number else ""


def _from_abroad(digits: str) -> str:
    """Return a number with the code of its country, if it can be one: of the plans that are known, each is held against it."""
    if digits.startswith("0") or not _LEAST <= len(digits) <= _MOST:
        return ""
    plans = [plan for plan in _PLANS.values() if digits.startswith(plan[0])]
    # A 0 in brackets, which is dialled within the country alone, is often written behind the code.
    bare = [digits[: len(code)] + digits[len(code) :].removeprefix("0") for code, _least, _most in plans if code != "39"]
    for one in (digits, *bare):
        if not plans or any(least <= len(one) - len(code) <= most for code, least, most in plans if one.startswith(code)):
            return f"+{one}"
    return ""


def _example(region: str) -> str:
    code, least, _most = _PLANS.get(region, _PLANS["MO"])
    return f"+{code} " + "61234567890"[:least]
