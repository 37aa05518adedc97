"""Draw the picture that goes with a shared link: the title, when and where, in the letters of its language."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from django.utils.translation import get_language

from praya.core.printing.press import Press
from praya.core.printing.runs import sentence, tongue_of
from praya.meet.programme.sharing import Shared

_LAYOUT = Path(__file__).parent / "shared.typ"
_LONG, _LONGEST = 40, 90


def drawn(shared: Shared, hue: int) -> bytes:
    """Return a picture of 1200 × 630 dots as PNG; the same content gives the same bytes."""
    language = get_language() or "en"
    size = 54 if len(shared.title) <= _LONG else 42 if len(shared.title) <= _LONGEST else 32
    content = {
        "tongue": tongue_of(language),
        "title": sentence(shared.title, language),
        "lines": [sentence(line, language) for line in shared.lines],
        "size": size,
        "hue": hue,
    }
    with Press(content, at=datetime.fromtimestamp(0, UTC)) as press:
        return press.png(_LAYOUT)
