"""List every route of the program with the words of its address."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import get_resolver
from django.urls.converters import get_converters
from django.urls.resolvers import RegexPattern, URLPattern, URLResolver

WORD = re.compile(r"<(?:(\w+):)?(\w+)>")
_CONVERTERS = get_converters()


@dataclass(frozen=True)
class Route:
    """Hold a route: its name, pattern, view, and the converter of each word."""

    name: str
    pattern: str
    view: Callable[..., Any]
    words: tuple[tuple[str, str], ...]

    @property
    def is_ours(self) -> bool:
        """Tell whether the view is Praya's own."""
        return self.view.__module__.startswith(("praya.", "tests."))

    @property
    def methods(self) -> tuple[str, ...]:
        """Return the methods that the gate allows."""
        return tuple(getattr(self.view, "methods", ()))

    def path(self, words: Mapping[str, Any]) -> str:
        """Return the address with these words."""
        return "/" + WORD.sub(lambda found: str(words[found[2]]), self.pattern)

    def read(self, words: Mapping[str, Any]) -> dict[str, Any]:
        """Return the words as the view is given them."""
        return {word: _CONVERTERS[kind].to_python(str(words[word])) for word, kind in self.words}


def routes_of(urlconf: str | None = None) -> list[Route]:
    """Return all routes."""
    return list(_walk(get_resolver(urlconf), ""))


def _walk(resolver: URLResolver, prefix: str) -> Iterator[Route]:
    for one in resolver.url_patterns:
        pattern = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _walk(one, pattern)
        elif isinstance(one, URLPattern):
            is_regex = isinstance(one.pattern, RegexPattern)
            words = (
                tuple((word, "regex") for word in one.pattern.regex.groupindex)
                if is_regex
                else tuple((name, kind or "str") for kind, name in WORD.findall(pattern))
            )
            yield Route(one.name or pattern, pattern, one.callback, words)
