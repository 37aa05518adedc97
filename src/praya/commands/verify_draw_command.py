"""Play a draw of seats again from its published bundle, without a database."""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path
from typing import Any

from praya.engines.programme import BundleError, Fault, FaultKind, terms, verify

LARGEST = 64 * 1024 * 1024  # bytes: a draw among four thousand takes a third of one
SENTENCES = {
    FaultKind.NOT_CANONICAL: "the file is not as it was written: the same values would make another text",
    FaultKind.COMMITMENT: "rules and seed are not those that were promised: their SHA-256 is {expected}, promised was {given}",
    FaultKind.LISTED_TWICE: "{given} is on the list twice",
    FaultKind.RULES: "no draw follows from these rules: {given}",
    FaultKind.SEATED: "place {place} of the seats: the bundle says {given}, the draw gives {expected}",
    FaultKind.WAITING: "place {place} of those who wait: the bundle says {given}, the draw gives {expected}",
}


COMPARE = "Compare these with what the page showed before anybody could ask:"
COMPARED = "It was promised so: the commitment is the one that you gave."
UNCOMPARED = "Whether it was promised so is not shown: give the commitment from before with --commitment."
HOW = {"draw": "From these rules, this list and this seed", "first_come": "From these rules and this order of arrival"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the bundle, and what was promised."""
    parser.add_argument("bundle", type=Path, metavar="BUNDLE", help="the file that was published after the draw")
    help_text = "the commitment that the page showed before anybody could ask, which is then compared"
    parser.add_argument("--commitment", type=_digest, metavar="HEX", help=help_text)


def run(options: argparse.Namespace) -> int:
    """Print whether seats and waiting list follow from the bundle: 0 when they do, 1 when not, 2 when it is no bundle."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # names are in all scripts, terminals are not
    try:
        text = _text(options.bundle)
        faults, promised = verify(text), terms(text)
    except (OSError, BundleError) as error:
        print(f"{options.bundle}: {shown(str(error.strerror if isinstance(error, OSError) else error))}", file=sys.stderr)
        return 2
    print("\n".join([COMPARE, *(f"  {name:<19}{value}" for name, value in _facts(promised).items())]))
    for fault in faults:
        print(told(fault))
    is_another = options.commitment not in {None, promised["commitment"]}
    if is_another:
        print(f"the commitment is another than the one you gave: {options.commitment}")
    if faults or is_another:
        print("The seats are not those that were promised.")
        return 1
    print(f"{HOW[promised['method']]} follow these seats and this waiting list.")
    print(COMPARED if options.commitment else UNCOMPARED)
    return 0


def told(fault: Fault) -> str:
    """Say a fault in words; what has no name in the list is nobody."""
    sentence = SENTENCES[fault.kind]
    return sentence.format(place=fault.place, given=shown(fault.given) or "nobody", expected=shown(fault.expected) or "nobody")


def shown(text: str) -> str:
    """Return a text of a bundle as one line that steers no terminal and hides no difference.

    >>> shown("買家 \\x1b[2J\\u202e")
    '買家 \\\\x1b[2J\\\\u202e'
    """
    return "".join(sign if sign.isprintable() and sign != "\\" else sign.encode("unicode_escape").decode() for sign in text)


def _facts(promised: dict[str, Any]) -> dict[str, str]:
    """Return what was promised, and the public value that was not yet known, in words."""
    beacon = "none"
    if promised["beacon_source"]:
        beacon = f"{promised['beacon']} ({promised['beacon_form']}), from: {promised['beacon_source']}"
    facts = {
        "commitment": promised["commitment"],
        "screening": promised["screening"],
        "method": promised["method"],
        "seats": str(promised["seats"]),
        "held for the door": str(promised["walk_ups"]),
        "kept": ", ".join(f"{name} {count}" for name, count in sorted(promised["quotas"].items())) or "none",
        "public value": beacon,
    }
    return {name: shown(fact) for name, fact in facts.items()}


def _digest(word: str) -> str:
    found = word.strip().lower()
    if len(found) != 64 or not set(found) <= set("0123456789abcdef"):
        raise argparse.ArgumentTypeError("a commitment is 64 hexadecimal digits")
    return found


def _text(path: Path) -> str:
    with path.open("rb") as file:
        read = file.read(LARGEST + 1)
    if len(read) > LARGEST:
        raise BundleError(f"this is larger than {LARGEST // 1024 // 1024} MB, no bundle is")
    try:
        return read.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BundleError("this is no text in UTF-8") from error
