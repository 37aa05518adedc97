"""Play a draw of seats again from its published bundle, without a database."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from praya.engines.programme import BundleError, Fault, FaultKind, verify

LARGEST = 64 * 1024 * 1024  # bytes: a draw among four thousand takes a third of one
SENTENCES = {
    FaultKind.NOT_CANONICAL: "the file is not as it was written: the same values would make another text",
    FaultKind.COMMITMENT: "the seed is not the one that was promised: its SHA-256 is {expected}, promised was {given}",
    FaultKind.LISTED_TWICE: "{given} is on the list twice",
    FaultKind.RULES: "no draw follows from these rules: {given}",
    FaultKind.SEATED: "place {place} of the seats: the bundle says {given}, the draw gives {expected}",
    FaultKind.WAITING: "place {place} of those who wait: the bundle says {given}, the draw gives {expected}",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the bundle."""
    parser.add_argument("bundle", type=Path, metavar="BUNDLE", help="the file that was published after the draw")


def run(options: argparse.Namespace) -> int:
    """Print whether seats and waiting list follow from the bundle: 0 when they do, 1 when not, 2 when it is no bundle."""
    try:
        faults = verify(_text(options.bundle))
    except (OSError, BundleError) as error:
        print(f"{options.bundle}: {error.strerror if isinstance(error, OSError) else error}", file=sys.stderr)
        return 2
    for fault in faults:
        print(told(fault))
    print("The seats are not those of this draw." if faults else "The draw gives these seats and this waiting list.")
    return int(bool(faults))


def told(fault: Fault) -> str:
    """Say a fault in words; what has no name in the list is nobody."""
    sentence = SENTENCES[fault.kind]
    return sentence.format(place=fault.place, given=fault.given or "nobody", expected=fault.expected or "nobody")


def _text(path: Path) -> str:
    with path.open("rb") as file:
        read = file.read(LARGEST + 1)
    if len(read) > LARGEST:
        raise BundleError(f"this is larger than {LARGEST // 1024 // 1024} MB, no bundle is")
    try:
        return read.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BundleError("this is no text in UTF-8") from error
