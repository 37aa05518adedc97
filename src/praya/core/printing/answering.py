"""Answer with what was printed."""

from __future__ import annotations

from django.http import HttpResponse


def pdf_answer(content: bytes, stem: str) -> HttpResponse:
    """Return a PDF that is read in the browser."""
    headers = {"Content-Disposition": f'inline; filename="{stem}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
