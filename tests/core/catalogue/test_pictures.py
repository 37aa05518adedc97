"""Take pictures from whoever sends whatever: only pixels come through."""

from __future__ import annotations

import io
import struct
import subprocess
import zlib
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from praya.core.access.audiences import Audience
from praya.core.actions.refusing import Refused
from praya.core.actions.seeing import Overtaken
from praya.core.audit.models import Entry
from praya.core.catalogue.encoding import Unusable, encoded
from praya.core.catalogue.models import Picture, Title
from praya.core.catalogue.photographs import (
    MOST_BYTES,
    MOST_PICTURES,
    add_picture,
    approve_pictures,
    change_picture,
    content_of,
    encode,
    mark_of_picture,
    move_picture,
    remove_picture,
)
from praya.core.catalogue.queries import cards, own_pictures, pictures_of
from tests.builders import make_picture, make_title


def drawn(size: tuple[int, int], kind: str = "PNG", mode: str = "RGB", **options: object) -> bytes:
    """Return the bytes of a picture of one colour."""
    stream = io.BytesIO()
    Image.new(mode, size, "red").save(stream, kind, **options)
    return stream.getvalue()


def chunk(name: bytes, content: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def bomb(width: int, height: int) -> bytes:
    """Return a small PNG that claims to be enormous."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(width + 1) * 50)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_every_kind_becomes_a_jpeg_in_two_sizes(kind: str) -> None:
    found = encode(drawn((2000, 1000), kind))
    assert (found.width, found.height) == (1600, 800)
    whole, small = Image.open(io.BytesIO(found.image)), Image.open(io.BytesIO(found.thumbnail))
    assert (whole.format, whole.size, small.size) == ("JPEG", (1600, 800), (400, 200))


def test_small_pictures_are_not_blown_up_and_what_is_transparent_becomes_white() -> None:
    stream = io.BytesIO()
    Image.new("RGBA", (30, 20), (255, 0, 0, 0)).save(stream, "PNG")
    found = encode(stream.getvalue())
    assert (found.width, found.height) == (30, 20)
    assert Image.open(io.BytesIO(found.image)).convert("RGB").getpixel((3, 3)) == (255, 255, 255)


def test_metadata_goes_and_the_picture_stands_upright() -> None:
    facts = Image.Exif()
    facts[0x0112], facts[0x010E] = 6, "SECRETPLACE"
    found = encode(drawn((40, 20), "JPEG", exif=facts, comment=b"SECRETPLACE"))
    assert (found.width, found.height) == (20, 40)
    assert b"SECRETPLACE" not in found.image + found.thumbnail
    assert not Image.open(io.BytesIO(found.image)).getexif()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (bomb(20_000, 20_000), "20000 × 20000 pixels; 40 million are the most"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "no JPEG, PNG or WebP"),
        (b"<!doctype html><script>alert(1)</script>", "no JPEG, PNG or WebP"),
        (b"", "no JPEG, PNG or WebP"),
        (b"GIF89a" + bytes(40), "no JPEG, PNG or WebP"),
        (b"\xff\xd8\xff\xe0" + bytes(40), "JPEG"),
        (drawn((300, 300))[:150], "damaged"),
        (bytes(5_000_001), "6 MB; 5 MB are the most"),
        (bytes(50_000_000), "50 MB; 5 MB are the most"),
    ],
)
def test_what_is_no_usable_picture_is_refused_with_a_reason(content: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        encode(content)


def test_a_reader_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(Refused, match="damaged"):
        encode(drawn((10, 10)), seconds=0.0001)


def test_the_child_itself(tmp_path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(drawn((8, 8), mode="P"))
    assert (encoded(path)["width"], encoded(path)["height"]) == (8, 8)
    path.write_bytes(bomb(9000, 9000))
    with pytest.raises(Unusable) as refusal:
        encoded(path)
    assert (refusal.value.code, refusal.value.values) == ("too_many_pixels", {"width": 9000, "height": 9000, "most": 40})


@pytest.mark.django_db
def test_a_picture_is_added_once_and_recorded() -> None:
    title = make_title("A")
    first = add_picture(title, drawn((8, 8)), by=None, kind="poster", edition=3)
    assert add_picture(title, drawn((8, 8)), by=None, kind="poster").pk == first.pk
    entry = Entry.objects.get(action="add picture")
    assert (entry.edition, entry.after["kind"], Picture.objects.count()) == (3, "poster", 1)


@pytest.mark.django_db
def test_a_picture_is_a_still_for_everybody_unless_said_otherwise() -> None:
    title = make_title("A")
    one = add_picture(title, drawn((8, 8)).ljust(MOST_BYTES, b"\0"), by=None)
    assert (one.kind, one.level, one.is_approved, one.alternative, one.position) == ("still", "public", True, {}, 0)
    entry = Entry.objects.get(action="add picture")
    assert (entry.edition, entry.after) == (0, {"kind": "still", "level": "public", "digest": one.digest[:12]})


@pytest.mark.django_db
def test_there_are_not_too_many() -> None:
    title = make_title("A")
    for _number in range(MOST_PICTURES):
        make_picture(title)
    with pytest.raises(Refused, match="at most 24 pictures"):
        add_picture(title, drawn((8, 8)), by=None)


@pytest.mark.django_db
def test_a_picture_that_waits_is_not_shown() -> None:
    title = make_title("A")
    waiting = make_picture(title, kind="poster", is_approved=False)
    assert (pictures_of(title, Audience.BUYER), cards([title.pk], Audience.BUYER)[0].poster) == ([], "")
    assert [one.pk for one in own_pictures(title)] == [waiting.pk]
    assert (approve_pictures(title, by=None), approve_pictures(title, by=None)) == (1, 0)
    assert cards([title.pk], Audience.PUBLIC)[0].poster == waiting.digest


@pytest.mark.django_db
def test_a_picture_waits_where_its_title_was_published_while_it_was_read() -> None:
    title = make_title("A", status=Title.Status.DRAFT)
    first = add_picture(title, drawn((8, 8)), by=None, is_approved=False)
    Title.objects.update(status=Title.Status.PUBLISHED)
    second = add_picture(title, drawn((9, 9)), by=None, is_approved=False)
    assert (title.status, first.is_approved, second.is_approved) == ("draft", True, False)


@pytest.mark.django_db
@pytest.mark.parametrize(("level", "readers"), [("public", 3), ("badge", 2), ("buyer", 1), ("private", 0)])
def test_a_picture_has_a_level_of_its_own(level: str, readers: int) -> None:
    title = make_title("A")
    make_picture(title, kind="poster", level=level)
    shown = [len(pictures_of(title, audience)) for audience in Audience]
    assert sum(shown) == readers
    assert [bool(cards([title.pk], audience)[0].poster) for audience in Audience] == [bool(count) for count in shown]


@pytest.mark.django_db
def test_changes_and_removal_are_recorded() -> None:
    title = make_title("A")
    one = make_picture(title, kind="still")
    assert change_picture(one, {"kind": "still"}, by=None).kind == "still"
    assert change_picture(one, {"kind": "poster", "level": "buyer"}, by=None).level == "buyer"
    remove_picture(one, by=None)
    remove_picture(one, by=None)
    actions = Entry.objects.filter(action__endswith="picture").order_by("pk").values_list("action", "before")
    assert [action for action, _before in actions] == ["change picture", "remove picture"]
    assert actions[0][1] == {"kind": "still", "level": "public"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("number", "is_down", "order"),
    [(0, True, [1, 0, 2]), (2, False, [0, 2, 1]), (0, False, [0, 1, 2]), (2, True, [0, 1, 2])],
    ids=["first down", "last up", "first up", "last down"],
)
def test_a_picture_moves_one_place_and_the_ends_hold(number: int, is_down: bool, order: list[int]) -> None:
    title = make_title()
    pictures = [make_picture(title, position=place) for place in range(3)]
    other = make_picture(make_title(), position=1)
    move_picture(pictures[number], is_down=is_down)
    assert [pictures.index(one) for one in own_pictures(title)] == order
    assert sorted(title.pictures.values_list("position", flat=True)) == [0, 1, 2]
    assert Picture.objects.get(pk=other.pk).position == 1


@pytest.mark.django_db
def test_a_picture_that_was_removed_meanwhile_moves_nothing() -> None:
    title = make_title()
    kept, gone = make_picture(title, position=0), make_picture(title, position=1)
    Picture.objects.filter(pk=gone.pk).delete()
    move_picture(gone, is_down=False)
    assert list(own_pictures(title).values_list("pk", "position")) == [(kept.pk, 0)]


@pytest.mark.django_db
def test_what_became_of_pictures_is_told_of_their_title() -> None:
    title = make_title("A")
    one, other = make_picture(title, kind="still", digest="0123456789abcdef"), make_picture(title, is_approved=False)
    change_picture(one, {"level": "buyer"}, by=None)
    assert Picture.objects.get(pk=one.pk).level == "buyer"
    approve_pictures(title, by=None)
    approve_pictures(title, by=None)
    remove_picture(Picture.objects.get(pk=one.pk), by=None)
    found = Entry.objects.filter(subject="core.title", subject_id=str(title.pk), action__contains="picture").order_by("pk")
    assert list(found.values_list("action", "edition", "before", "after")) == [
        ("change picture", 0, {"level": "public"}, {"level": "buyer"}),
        ("approve pictures", 0, None, {"count": 1}),
        ("remove picture", 0, {"kind": "still", "level": "buyer", "digest": "0123456789ab"}, None),
    ]
    assert list(title.pictures.all()) == [other]


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (b'{"fault": "too_large", "values": {}}', "This picture needs too much memory. Save it smaller and try again."),
        (b'{"fault": "no_picture"}', "This file is no JPEG, PNG or WebP picture, whatever its name says."),
        (b"[]", "This picture is damaged and cannot be read. Save it again as JPEG or PNG."),
        (b"", "This picture is damaged and cannot be read. Save it again as JPEG or PNG."),
    ],
)
def test_whatever_the_child_answers_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch, answer: bytes, sentence: str) -> None:
    monkeypatch.setattr(subprocess, "run", lambda command, **_options: subprocess.CompletedProcess(command, 3, answer))
    with pytest.raises(Refused) as refusal:
        encode(b"")
    assert str(refusal.value) == sentence


def test_a_file_too_large_is_told_its_size_rounded_up() -> None:
    with pytest.raises(Refused) as refusal:
        encode(bytes(5_000_001))
    assert str(refusal.value) == "This file has 6 MB; 5 MB are the most. Save it smaller and try again."


@pytest.mark.django_db
def test_a_late_change_of_a_picture_overwrites_nothing() -> None:
    picture = make_picture(make_title(), kind="still", level="all")
    seen = mark_of_picture(picture)
    change_picture(picture, {"level": "buyer"}, by=None, seen=seen)
    with pytest.raises(Overtaken):
        change_picture(picture, {"level": "badge"}, by=None, seen=seen)
    picture.refresh_from_db()
    assert picture.level == "buyer"


@pytest.mark.parametrize(("size", "is_read"), [(1, True), (MOST_BYTES, True), (MOST_BYTES + 1, False)])
def test_a_file_is_read_to_its_last_byte_up_to_the_most_that_is_taken(size: int, is_read: bool) -> None:
    content = content_of(SimpleUploadedFile("a.jpg", b"\xff" * size))
    assert content == (b"\xff" if is_read else b"\0") * size


def test_the_child_reads_the_same_house_and_answers_within_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def late(command: list[str], *, env: dict[str, str], timeout: float, **_words: object) -> None:
        asked.extend([command[1:3], Path(env["PYTHONPATH"], "praya", "core", "catalogue", "encoding.py").is_file(), timeout])
        raise subprocess.TimeoutExpired(command, timeout)

    monkeypatch.setattr(subprocess, "run", late)
    with pytest.raises(Refused, match="damaged"):
        encode(b"x", seconds=7.0)
    assert asked == [["-m", "praya.core.catalogue.encoding"], True, 7.0]
