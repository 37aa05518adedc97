"""Find titles, people and organisations as visitors would, or with --all as the operator."""

from __future__ import annotations

import argparse

from praya.site.starting import start_django

KINDS = ("title", "person", "organisation")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the query, the kinds and how many hits to show."""
    parser.add_argument("query", help="names or words, in any script")
    parser.add_argument("--kind", action="append", choices=KINDS, help="only these kinds; may be repeated")
    parser.add_argument("--limit", type=int, default=10, help="how many hits to show (10)")
    parser.add_argument("--all", action="store_true", help="what the widest circle of badge holders finds, not the public")


def run(options: argparse.Namespace) -> int:
    """Print one line a hit, its marked parts in brackets; 1 when nothing was found."""
    start_django()
    from praya.core.access.audiences import Audience
    from praya.core.index.queries import find

    audience = Audience.BUYER if options.all else Audience.PUBLIC
    found = find(options.query, audience=audience, kinds=options.kind or KINDS, per_page=max(options.limit, 1))
    for hit in found.hits:
        print(f"{hit.score:5.2f}  {hit.kind:<12} {hit.number:>8}  {marked(hit.matched, hit.spans)}")
    if found.suggestion:
        print(f"Did you mean “{found.suggestion}”?")
    print(f"{found.total} found.")
    return int(not found.total)


def marked(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    """Return a spelling with what matched in brackets.

    >>> marked("In the Mood", ((7, 11),))
    'In the [Mood]'
    """
    for begin, end in reversed(spans):
        text = f"{text[:begin]}[{text[begin:end]}]{text[end:]}"
    return text
