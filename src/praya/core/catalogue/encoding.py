"""Read one picture in a process of its own, with little memory, and write it anew in two sizes.

Run as `python -m praya.core.catalogue.encoding FILE`; the answer is one line of JSON. With `start`, `middle` or `end` after
the file a square of that part is kept, and nothing of what is cut off. The parent (photographs.py) survives whatever a
hostile file does here. Nothing of the file but its pixels is kept: no metadata, no comments, no further frames.
"""

from __future__ import annotations

import base64
import io
import json
import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

MEMORY_BYTES = 768 << 20
CPU_SECONDS = 20
MOST_PIXELS = 40_000_000
LONGEST, THUMBNAIL = 1600, 400
SQUARE, SMALL_SQUARE = 512, 128
PARTS = ("start", "middle", "end")
FORMATS = ("JPEG", "PNG", "WEBP")


class Unusable(Exception):  # noqa: N818 - it is an answer, not a fault
    """Name by a code why a file is not taken."""

    def __init__(self, code: str, **values: int) -> None:
        self.code, self.values = code, values


def main(arguments: list[str]) -> int:
    """Write the picture of the file named and return 0; a refusal is {"fault": code, "values": ...} and 3."""
    for which, most in ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_CPU, CPU_SECONDS), (resource.RLIMIT_CORE, 0)):
        _bound(which, most)
    try:
        said = encoded(Path(arguments[0]), *arguments[1:2])
    except Unusable as refusal:
        said = {"fault": refusal.code, "values": refusal.values}
    except MemoryError:
        said = {"fault": "too_large", "values": {}}
    sys.stdout.write(json.dumps(said))
    return 3 if "fault" in said else 0


def _bound(which: int, most: int) -> None:
    """Bound what this process may take, or leave a narrower bound of its parent's, which it may not widen."""
    _soft, hard = resource.getrlimit(which)
    least = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(which, (least, least))


def encoded(path: Path, part: str = "") -> dict[str, Any]:
    """Return {"width", "height", "image", "thumbnail"}, the last two as JPEG in base64; of one `part` only, as a square."""
    # Loaded after the limits are set.
    from PIL import Image, ImageOps, UnidentifiedImageError

    # Judged below, before a single pixel is read.
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(path, formats=FORMATS) as opened:
            width, height = opened.size
            if width * height > MOST_PIXELS:
                raise Unusable("too_many_pixels", width=width, height=height, most=MOST_PIXELS // 1_000_000)
            opened.draft("RGB", (2 * LONGEST, 2 * LONGEST))
            picture = _flat(ImageOps.exif_transpose(opened))
    except UnidentifiedImageError as error:
        raise Unusable("no_picture") from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise Unusable("broken") from error
    picture, longest, least = (_square(picture, part), SQUARE, SMALL_SQUARE) if part else (picture, LONGEST, THUMBNAIL)
    picture.thumbnail((longest, longest))
    small = picture.copy()
    small.thumbnail((least, least))
    return {"width": picture.width, "height": picture.height, "image": _jpeg(picture), "thumbnail": _jpeg(small)}


def _square(picture: Image, part: str) -> Image:
    """Return the largest square at the top or left, in the middle, or at the bottom or right of a picture."""
    side = min(picture.size)
    left, top = ((length - side) * PARTS.index(part) // 2 for length in picture.size)
    return picture.crop((left, top, left + side, top + side))


def _flat(picture: Image) -> Image:
    """Return a picture in plain colours, what is transparent on white."""
    from PIL import Image as Images

    if picture.mode in {"RGB", "L"}:
        return picture.convert("RGB")
    over = picture.convert("RGBA")
    ground = Images.new("RGBA", over.size, "white")
    ground.alpha_composite(over)
    return ground.convert("RGB")


def _jpeg(picture: Image) -> str:
    # A picture made from pixels alone: `info` may carry a profile or a comment of the original.
    picture.info = {}
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=84, optimize=True, progressive=True)
    return base64.b64encode(stream.getvalue()).decode()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
