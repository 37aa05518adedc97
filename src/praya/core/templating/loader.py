"""Load Praya's own templates by the law of their white space; those of libraries stay as they are."""

from __future__ import annotations

import re
from bisect import bisect_left
from pathlib import Path

from django.template import Origin, Template, TemplateDoesNotExist
from django.template.base import DebugLexer, NodeList, Parser, Token
from django.template.loaders import cached

import praya
from praya.core.templating.whitespace import compact

OWN_FOLDER = str(Path(praya.__file__).parent)


class ReadableTemplate(Template):
    """Compile a template without the line breaks that mean nothing; errors name the lines of the source."""

    def compile_nodelist(self) -> NodeList:
        """Parse the compacted source. Raises TemplateSyntaxError."""
        engine = self.engine
        parser = Parser(self.tokens(), engine.template_libraries, engine.template_builtins, self.origin)
        try:
            nodes = parser.parse()
        except Exception as error:
            token = getattr(error, "token", None)
            if engine.debug and token is not None:
                error.template_debug = self.get_exception_info(error, token)  # type: ignore[attr-defined]
            raise
        self.extra_data = parser.extra_data
        return nodes

    def tokens(self) -> list[Token]:
        """Return the tokens of the compacted source, each with its place in the source itself."""
        source = str(self.source)
        compacted = compact(source)
        lines = [found.start() for found in re.finditer("\n", source)]
        tokens = DebugLexer(compacted.text).tokenize()
        for token in tokens:
            if token.position is not None:
                first, after = token.position
                start, end = compacted.origin(first), compacted.origin(after - 1) + 1
                token.position, token.lineno = (start, end), bisect_left(lines, start) + 1
        return tokens


class Loader(cached.Loader):
    """Load each template once, through the loaders it is given."""

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        """Return a template, kept after its first use. Raises TemplateDoesNotExist."""
        key = self.cache_key(template_name, skip)
        kept = self.get_template_cache.get(key)
        own = None if kept else self._own(template_name, skip or [])
        if own is None:
            return super().get_template(template_name, skip)
        self.get_template_cache[key] = own
        return own

    def _own(self, template_name: str, skip: list[Origin]) -> Template | None:
        """Compile the first file of this name that is not skipped, if it is a page of Praya's own."""
        for origin in self.get_template_sources(template_name):
            if origin in skip:
                continue
            try:
                contents = self.get_contents(origin)
            except TemplateDoesNotExist:
                continue
            return ReadableTemplate(contents, origin, str(origin.template_name), self.engine) if is_own(origin) else None
        return None


def is_own(origin: Origin) -> bool:
    """Tell whether a file is a page of Praya's own, rather than plain text or a library's."""
    return str(origin.name).endswith(".html") and str(origin.name).startswith(OWN_FOLDER)
