"""Store what the public reads in several languages: a JSON map from BCP 47 tag to text with its provenance.

The stored form is {"source": "en", "texts": {"en": {"text": "...", "by": "person"}, "zh-Hant": {"text": "...", "by":
"machine", "stale": true}}}; Chinese stays readable in the column because nothing is escaped.
"""

from __future__ import annotations

from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class UnescapedEncoder(DjangoJSONEncoder):
    """Write JSON with every script as it is, so that 電影 can be found in the column."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["ensure_ascii"] = False
        super().__init__(*args, **kwargs)


class UnescapedJSONField(models.JSONField[Any, Any]):
    """Hold JSON stored without escapes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["encoder"] = UnescapedEncoder
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Leave the encoder out of migrations: it is part of the field."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("encoder", None)
        return name, path, list(args), kwargs


class TextsField(UnescapedJSONField):
    """Hold one text in several languages; read it with `praya.core.texts.reading.read`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)
