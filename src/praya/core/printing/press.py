"""Lay a document out: a layout, its content and its pictures go into a folder of their own, and a PDF comes out.

The same content laid out for the same moment gives the same bytes on every machine and in every process.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, cast

from praya.core.printing.fonts import fonts
from praya.core.printing.letters import printable

_RUNS = Path(__file__).parent / "runs.typ"


class Press(AbstractContextManager["Press"]):
    """Print in one folder, which is gone afterwards; a fault of the layout program is its own TypstError."""

    def __init__(self, content: Mapping[str, Any], *, at: datetime, files: Mapping[str, bytes] | None = None) -> None:
        self.content, self.at, self.files = content, at, files or {}
        self._folder = tempfile.TemporaryDirectory(prefix="praya-print-")
        self.root = Path(self._folder.name)

    def __enter__(self) -> Press:
        self.tell(self.content)
        (self.root / _RUNS.name).write_bytes(_RUNS.read_bytes())
        for name, file in self.files.items():
            (self.root / name).write_bytes(file)
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self._folder.cleanup()

    def tell(self, content: Mapping[str, Any]) -> None:
        """Give the next layout other content."""
        (self.root / "content.json").write_text(json.dumps(_printable(content), ensure_ascii=False), encoding="utf-8")

    def pdf(self, layout: Path) -> bytes:
        """Return the document as PDF; its date is the moment it tells of."""
        return cast("bytes", self._compiler(layout).compile(format="pdf", timestamp=int(self.at.timestamp())))

    def png(self, layout: Path) -> bytes:
        """Return the first page as a picture, a dot for each of its points."""
        made = self._compiler(layout).compile(format="png", ppi=72.0)
        return cast("bytes", made[0] if isinstance(made, list) else made)

    def told(self, layout: Path, label: str) -> Any:
        """Return what a layout tells under a label."""
        return json.loads(self._compiler(layout).query(f"<{label}>", field="value", one=True))

    def keep(self, name: str, file: bytes) -> None:
        """Lay a further file beside the layout."""
        (self.root / name).write_bytes(file)

    def _compiler(self, layout: Path) -> Any:
        import typst

        self.keep(layout.name, layout.read_bytes())
        return typst.Compiler(self.root / layout.name, root=self.root, font_paths=fonts())


def _printable(part: Any) -> Any:
    """Return content in which every text can be drawn, so that no layout has to think of it."""
    if isinstance(part, str):
        return printable(part)
    if isinstance(part, Mapping):
        return {key: _printable(one) for key, one in part.items()}
    if isinstance(part, (list, tuple)):
        return [_printable(one) for one in part]
    return part
