"""Read one picture as the child process does, here without its limits: what comes through, and what is answered."""

from __future__ import annotations

import base64
import io
import json
import resource
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from praya.core.catalogue.encoding import Unusable, encoded, main
from tests.core.catalogue.test_pictures import bomb, drawn

RED, WHITE = (254, 0, 0), (255, 255, 255)


@pytest.fixture(autouse=True)
def _usual_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 89_478_485)


def written(folder: Path, content: bytes) -> Path:
    """Write what was uploaded into a file."""
    path = folder / "picture"
    path.write_bytes(content)
    return path


def read(said: dict[str, Any], name: str) -> Image.Image:
    """Return a picture of an answer."""
    return Image.open(io.BytesIO(base64.b64decode(said[name])))


@pytest.mark.parametrize(
    ("mode", "colour", "seen"),
    [
        ("RGB", "red", RED),
        ("L", 255, WHITE),
        ("RGBA", (255, 0, 0, 0), WHITE),
        ("RGBA", (255, 0, 0, 255), RED),
        ("LA", (0, 0), WHITE),
        ("P", 0, (0, 0, 0)),
    ],
)
def test_every_sort_of_colours_is_seen_on_white(tmp_path: Path, mode: str, colour: Any, seen: tuple[int, int, int]) -> None:
    stream = io.BytesIO()
    Image.new(mode, (1000, 500), colour).save(stream, "PNG")
    said = encoded(written(tmp_path, stream.getvalue()))
    for name, size in (("image", (1000, 500)), ("thumbnail", (400, 200))):
        picture = read(said, name)
        assert (picture.format, picture.mode, picture.size, picture.getpixel((3, 3))) == ("JPEG", "RGB", size, seen)


def test_the_longest_side_is_bounded_and_the_picture_builds_up_as_it_loads(tmp_path: Path) -> None:
    said = encoded(written(tmp_path, drawn((200, 3200), "JPEG")))
    assert (said["width"], said["height"], list(said)) == (100, 1600, ["width", "height", "image", "thumbnail"])
    assert (read(said, "image").size, read(said, "thumbnail").size) == ((100, 1600), (25, 400))
    assert [bool(read(said, name).info.get("progressive")) for name in ("image", "thumbnail")] == [True, True]


@pytest.mark.parametrize("size", [(900, 600), (600, 900)], ids=["wide", "upright"])
@pytest.mark.parametrize(("part", "number"), [("start", 0), ("middle", 1), ("end", 2)])
def test_a_square_of_the_part_that_was_asked_for_is_kept(tmp_path: Path, size: tuple[int, int], part: str, number: int) -> None:
    # Six stripes across the longer side, four of which are in the square: those from the first, the second or the third on.
    picture = Image.new("L", size)
    for stripe in range(6):
        at = 150 * stripe
        picture.paste(40 * stripe, (at, 0, at + 150, 600) if size[0] > size[1] else (0, at, 600, at + 150))
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    said = encoded(written(tmp_path, stream.getvalue()), part)
    for name, side in (("image", 512), ("thumbnail", 128)):
        found = read(said, name)
        middles = [side * (2 * stripe + 1) // 8 for stripe in range(4)]
        seen = [found.getpixel((at, 3) if size[0] > size[1] else (3, at))[0] for at in middles]
        assert (found.size, [round(value / 40) for value in seen]) == ((side, side), list(range(number, number + 4)))
    assert (said["width"], said["height"]) == (512, 512)


def test_nothing_that_was_written_beside_the_pixels_is_kept(tmp_path: Path) -> None:
    said = encoded(written(tmp_path, drawn((40, 20), "JPEG", comment=b"SECRETPLACE", icc_profile=b"SECRETPLACE")))
    assert b"SECRETPLACE" not in base64.b64decode(said["image"]) + base64.b64decode(said["thumbnail"])


@pytest.mark.parametrize(
    ("content", "code", "values"),
    [
        (b"<svg/>", "no_picture", {}),
        (drawn((8, 8), "GIF"), "no_picture", {}),
        (drawn((300, 300))[:150], "broken", {}),
        (bomb(8000, 5000)[:100], "broken", {}),
        (bomb(8001, 5000), "too_many_pixels", {"width": 8001, "height": 5000, "most": 40}),
        (bomb(20_000, 20_000), "too_many_pixels", {"width": 20_000, "height": 20_000, "most": 40}),
    ],
)
def test_what_is_not_taken_has_a_code(tmp_path: Path, content: bytes, code: str, values: dict[str, int]) -> None:
    with pytest.raises(Unusable) as refusal:
        encoded(written(tmp_path, content))
    assert (str(refusal.value), refusal.value.code, refusal.value.values) == (code, code, values)


def test_the_child_bounds_itself_and_answers_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bounds: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(resource, "getrlimit", lambda _which: (resource.RLIM_INFINITY,) * 2)
    monkeypatch.setattr(resource, "setrlimit", bounds.__setitem__)
    whole = main([str(written(tmp_path, drawn((8, 4))))])
    said = json.loads(capsys.readouterr().out)
    refused = main([str(written(tmp_path, bomb(9000, 9000)))])
    refusal = capsys.readouterr().out
    assert (whole, said["width"], said["height"], read(said, "image").size) == (0, 8, 4, (8, 4))
    assert (refused, json.loads(refusal)) == (
        3,
        {"fault": "too_many_pixels", "values": {"width": 9000, "height": 9000, "most": 40}},
    )
    memory, seconds = 768 << 20, 20
    assert bounds == {
        resource.RLIMIT_AS: (memory, memory),
        resource.RLIMIT_CPU: (seconds, seconds),
        resource.RLIMIT_CORE: (0, 0),
    }


@pytest.mark.parametrize(("given", "seconds"), [(5, 5), (20, 20), (60, 20)])
def test_a_narrower_bound_of_the_server_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: int, seconds: int
) -> None:
    bounds: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(resource, "getrlimit", lambda _which: (1, given))
    monkeypatch.setattr(resource, "setrlimit", bounds.__setitem__)
    assert main([str(written(tmp_path, drawn((8, 4))))]) == 0
    assert bounds[resource.RLIMIT_CPU] == (seconds, seconds)


def test_a_picture_for_which_the_memory_does_not_last_is_said_to_be_too_large(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object, **_options: object) -> None:
        raise MemoryError

    monkeypatch.setattr(resource, "setrlimit", lambda _which, _bounds: None)
    monkeypatch.setattr(Image, "open", full)
    assert main([str(written(tmp_path, b""))]) == 3
    assert json.loads(capsys.readouterr().out) == {"fault": "too_large", "values": {}}
