"""Verify the identifiers of works: EIDR, ISAN, IMDb and Wikidata, and write them in their standard form.

EIDR and ISAN end in check characters of ISO 7064 Mod 37,36 (EIDR: over the twenty hexadecimal digits of the suffix; ISAN:
the first over its sixteen digits of root and episode, the second over these and the eight of the version).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_EIDR = re.compile(r"(?:https?://doi\.org/|doi:|urn:doi:)?10\.5240/((?:[0-9A-F]{4}-?){5})([0-9A-Z])")
_ISAN = re.compile(r"(?:ISAN|URN:ISAN:)?\s*((?:[0-9A-F]{4}-?){4})([0-9A-Z])(?:-?((?:[0-9A-F]{4}-?){2})([0-9A-Z]))?")
_IMDB = re.compile(r"(?:https?://(?:www\.)?imdb\.com/(?:title|name|company)/)?((?:tt|nm|co)\d{7,10})/?")
_WIKIDATA = re.compile(r"(?:https?://www\.wikidata\.org/(?:wiki|entity)/)?(Q[1-9]\d{0,11})/?")
MOST_CHARACTERS = 200


class WrongIdentifier(ValueError):  # noqa: N818 - it is an answer, not a fault
    """Say what is wrong with an identifier and what would be right."""


def check_character(digits: str) -> str:
    """Return the check character of ISO 7064 Mod 37,36 for hexadecimal or alphanumeric digits.

    >>> check_character("7EC7228A510A053ECBB8"), check_character("1F2AE1C5680A14C6E76B")
    ('J', 'I')
    """
    total = 36
    for digit in digits:
        total = (total + _ALPHABET.index(digit)) % 36 or 36
        total = total * 2 % 37
    return _ALPHABET[(37 - total) % 36]


def eidr(text: str) -> str:
    """Return an EIDR title identifier in its standard form.

    >>> eidr("10.5240/7ec7-228a-510a-053e-cbb8-j")
    '10.5240/7EC7-228A-510A-053E-CBB8-J'
    """
    found = _EIDR.fullmatch(_bare_identifier(text).replace("HTTPS://DOI.ORG/", "").replace("DOI:", ""))
    if found is None:
        raise WrongIdentifier(
            _("An EIDR looks like 10.5240/7EC7-228A-510A-053E-CBB8-J: five groups of four and a check character.")
        )
    digits = found.group(1).replace("-", "")
    _agree("EIDR", found.group(2), check_character(digits))
    return f"10.5240/{_groups(digits)}-{found.group(2)}"


def isan(text: str) -> str:
    """Return an ISAN, with its version when it has one, in its standard form.

    >>> isan("0000-0000-3a8d-0000-z-0000-0000-6")
    '0000-0000-3A8D-0000-Z-0000-0000-6'
    """
    found = _ISAN.fullmatch(_bare_identifier(text))
    if found is None:
        raise WrongIdentifier(
            _("An ISAN looks like 0000-0000-3A8D-0000-Z-0000-0000-6: four groups, a check character, then the version.")
        )
    root, first, version, second = found.groups()
    root = root.replace("-", "")
    _agree("ISAN", first, check_character(root))
    if version is None:
        return f"{_groups(root)}-{first}"
    version = version.replace("-", "")
    _agree("ISAN", second, check_character(root + version))
    return f"{_groups(root)}-{first}-{_groups(version)}-{second}"


def imdb(text: str) -> str:
    """Return an IMDb identifier.

    >>> imdb("https://www.imdb.com/title/tt0118694/")
    'tt0118694'
    """
    found = _IMDB.fullmatch(text.strip())
    if found is None:
        raise WrongIdentifier(_("An IMDb identifier looks like tt0118694 (a work) or nm0939182 (a person)."))
    return found.group(1)


def wikidata(text: str) -> str:
    """Return a Wikidata identifier.

    >>> wikidata("q223560")
    'Q223560'
    """
    plain = text.strip()
    found = _WIKIDATA.fullmatch(plain if "/" in plain else plain.upper())
    if found is None:
        raise WrongIdentifier(_("A Wikidata identifier looks like Q223560."))
    return found.group(1)


SCHEMES: Mapping[str, Callable[[str], str]] = {"eidr": eidr, "isan": isan, "imdb": imdb, "wikidata": wikidata}
SCHEME_NAMES: Mapping[str, str] = {"eidr": "EIDR", "isan": "ISAN", "imdb": "IMDb", "wikidata": "Wikidata"}


def verified(scheme: str, text: str) -> str:
    """Return an identifier in the standard form of its scheme; WrongIdentifier says what is wrong."""
    if len(text) > MOST_CHARACTERS:
        raise WrongIdentifier(_("This is too long for an identifier."))
    check = SCHEMES.get(scheme)
    if check is None:
        raise WrongIdentifier(_("“%(scheme)s” is no scheme we know. Use EIDR, ISAN, IMDb or Wikidata.") % {"scheme": scheme})
    return check(text)


def _bare_identifier(text: str) -> str:
    return text.strip().upper().replace("–", "-").replace("‑", "-")


def _agree(scheme: str, given: str, right: str) -> None:
    if given != right:
        words = {"scheme": scheme, "given": given, "right": right}
        raise WrongIdentifier(
            _("The check character of this %(scheme)s should be %(right)s, not %(given)s: one of its digits is mistyped.") % words
        )


def _groups(digits: str) -> str:
    return "-".join(digits[place : place + 4] for place in range(0, len(digits), 4))
