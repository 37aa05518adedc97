"""Hold the only bar there is."""

from bench.bars import Bar, Result

SECONDS = Bar("work", 2.0, "s", "CPU")
BARS = (SECONDS,)


def main(words):
    print("a table of its own")
    return Result((SECONDS.mark(1.5, "small"),), {"words": words})
