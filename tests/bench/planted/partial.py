"""Measure one of two bars."""

from bench.bars import Bar, Result

SECONDS, SHARE = Bar("work", 2.0, "s", "CPU"), Bar("share", 99.0, "%", is_floor=True)
BARS = (SECONDS, SHARE)


def main(words):
    return Result((SECONDS.mark(1.0),))
