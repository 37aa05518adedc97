"""Take posters and stills: a child process with little memory reads what was uploaded and writes it anew."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

import praya
from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.actions.seeing import mark_of_row, require_mark
from praya.core.audit.actions import record
from praya.core.catalogue.models import Picture, Title
from praya.core.revocations.actions import touch

MOST_BYTES = 5_000_000
MOST_PICTURES = 24
SECONDS = 30.0
ADD, CHANGE, REMOVE, APPROVE = "add picture", "change picture", "remove picture", "approve pictures"


@dataclass(frozen=True, slots=True)
class Encoded:
    """Hold a picture written anew, as JPEG, in two sizes."""

    width: int
    height: int
    image: bytes
    thumbnail: bytes


def content_of(file: UploadedFile[Any]) -> bytes:
    """Return what was uploaded; of a file too large for `encode` only its size, for the sentence."""
    # The front lets at most 25 MB through.
    size = file.size or 0
    return file.read(MOST_BYTES + 1) if size <= MOST_BYTES else bytes(size)


def encode(content: bytes, part: str = "", *, seconds: float = SECONDS) -> Encoded:
    """Return an uploaded picture, or a square `part` of it, written anew; Refused says what is wrong and what would be right."""
    if len(content) > MOST_BYTES:
        words = {"size": -(-len(content) // 1_000_000), "most": MOST_BYTES // 1_000_000}
        raise Refused(_("This file has %(size)d MB; %(most)d MB are the most. Save it smaller and try again.") % words)
    with tempfile.NamedTemporaryFile(prefix="praya-picture-") as file:
        file.write(content)
        file.flush()
        said = _said(Path(file.name), part, seconds)
    if "fault" in said:
        raise Refused(_sentence(said["fault"], said.get("values") or {}))
    image, thumbnail = (base64.b64decode(said[name]) for name in ("image", "thumbnail"))
    return Encoded(said["width"], said["height"], image, thumbnail)


def _said(path: Path, part: str, seconds: float) -> dict[str, Any]:
    command = [sys.executable, "-m", "praya.core.catalogue.encoding", str(path), *([part] if part else [])]
    environment = {"PYTHONPATH": str(Path(praya.__file__).parents[1]), "PATH": os.environ.get("PATH", "")}
    try:
        done = subprocess.run(command, capture_output=True, env=environment, timeout=seconds, check=False)
        said = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return {"fault": "broken"}
    return said if isinstance(said, dict) else {"fault": "broken"}


def _sentence(code: str, values: Mapping[str, Any]) -> str:
    if code == "too_many_pixels":
        return _("This picture has %(width)d × %(height)d pixels; %(most)d million are the most. Save it smaller.") % values
    if code == "too_large":
        return _("This picture needs too much memory. Save it smaller and try again.")
    if code == "no_picture":
        return _("This file is no JPEG, PNG or WebP picture, whatever its name says.")
    return _("This picture is damaged and cannot be read. Save it again as JPEG or PNG.")


def add_picture(
    title: Title,
    content: bytes,
    *,
    by: Account | None,
    kind: str = "still",
    level: str = "public",
    alternative: Mapping[str, Any] | None = None,
    is_approved: bool = True,
    edition: int = 0,
) -> Picture:
    """Add a poster or still to a title; the same picture again changes nothing.

    One that is not approved waits where the title is published: what is no part of the catalogue yet is seen with the whole.
    """
    found = encode(content)
    digest = sha256(found.image).hexdigest()
    with transaction.atomic():
        held = Title.objects.select_for_update().get(pk=title.pk)
        known = Picture.objects.filter(title=title, digest=digest).first()
        if known is not None:
            return known
        count = Picture.objects.filter(title=title).count()
        if count >= MOST_PICTURES:
            raise Refused(_("A title has at most %(most)d pictures. Remove one first.") % {"most": MOST_PICTURES})
        picture = Picture.objects.create(
            title=title,
            kind=kind,
            level=level,
            digest=digest,
            width=found.width,
            height=found.height,
            position=count,
            alternative=dict(alternative or {}),
            image=found.image,
            thumbnail=found.thumbnail,
            is_approved=is_approved or held.status != Title.Status.PUBLISHED,
        )
        record(ADD, title, by=by, edition=edition, after={"kind": kind, "level": level, "digest": digest[:12]})
    return picture


def mark_of_picture(picture: Picture) -> str:
    """Return a mark of what is said about a picture."""
    return mark_of_row(picture, ("kind", "level", "alternative"))


def change_picture(
    picture: Picture, values: Mapping[str, Any], *, by: Account | None, edition: int = 0, seen: str = ""
) -> Picture:
    """Change what a picture is, who may see it, or what it shows in words, as it was `seen`."""
    with transaction.atomic():
        held = Picture.objects.select_for_update().get(pk=picture.pk)
        before = {name: getattr(held, name) for name in values}
        if before != dict(values):
            require_mark(mark_of_picture(held), seen)
            for name, value in values.items():
                setattr(held, name, value)
            held.save(update_fields=list(values))
            touch([held])
            record(CHANGE, picture.title, by=by, edition=edition, before=before, after=dict(values))
    return held


def remove_picture(picture: Picture, *, by: Account | None, edition: int = 0) -> None:
    """Remove a picture for good: its bytes are gone, the trail says that it was there."""
    with transaction.atomic():
        before = {"kind": picture.kind, "level": picture.level, "digest": picture.digest[:12]}
        touch([picture])
        count, _kinds = Picture.objects.filter(pk=picture.pk).delete()
        if count:
            record(REMOVE, picture.title, by=by, edition=edition, before=before)


def move_picture(picture: Picture, *, is_down: bool) -> None:
    """Move a picture one place in the order of its title's pictures; the order alone is no change that the trail names."""
    with transaction.atomic():
        rows = list(Picture.objects.filter(title=picture.title_id).only("pk"))
        place = next((number for number, one in enumerate(rows) if one.pk == picture.pk), None)
        if place is None:
            return
        rows.insert(max(0, place + (1 if is_down else -1)), rows.pop(place))
        for number, one in enumerate(rows):
            Picture.objects.filter(pk=one.pk).update(position=number)


def approve_pictures(title: Title, *, by: Account | None, edition: int = 0) -> int:
    """Show the pictures of a title that wait for approval, and return how many."""
    with transaction.atomic():
        count = Picture.objects.filter(title=title, is_approved=False).update(is_approved=True)
        if count:
            record(APPROVE, title, by=by, edition=edition, after={"count": count})
    return count
