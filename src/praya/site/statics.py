"""Keep the static files: style sheets go out without the comments and the layout that their readers here need."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile, File
from whitenoise.storage import CompressedManifestStaticFilesStorage


class GatheredStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc] # untyped
    """Store each file under a name that holds its fingerprint, compressed; style sheets squeezed before both."""

    def __init__(self, *words: Any, **options: Any) -> None:
        super().__init__(*words, **options)
        self._addresses: dict[str, str] = {}

    def url(self, name: str, force: bool = False) -> str:
        """Return the address of a file. A page has dozens of them, and while a process lives they stay as they are."""
        if name not in self._addresses:
            self._addresses[name] = str(super().url(name, force))
        return self._addresses[name]

    def file_hash(self, name: str | None, content: File[bytes] | None = None) -> str | None:
        """Return the fingerprint of what is stored, so that whatever changes it changes the name."""
        fingerprint: str | None = super().file_hash(name, _outgoing(name, content) if name and content else content)
        return fingerprint

    def _save(self, name: str, content: File[bytes]) -> str:
        return str(super()._save(name, _outgoing(name, content)))


def _outgoing(name: str, content: File[bytes]) -> File[bytes]:
    """Return what is stored of a file. Its chunks are read, because they begin at the start whatever was read before."""
    if not name.endswith(".css"):
        return content
    return ContentFile(squeezed(b"".join(content.chunks()).decode()).encode())


def squeezed(sheet: str) -> str:
    """Return a style sheet that says the same in fewer characters.

    >>> squeezed("a > b {  /* why */\\n  margin: 0 auto;\\n}\\n")
    'a>b{margin:0 auto}'
    """
    from rcssmin import cssmin

    return str(cssmin(sheet))
