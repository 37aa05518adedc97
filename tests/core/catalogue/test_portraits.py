"""Keep photographs of people: cut square, one each, for whom they choose, and gone when they are removed."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image

from praya.core.actions.refusing import Refused
from praya.core.actions.seeing import Overtaken, mark_of_row
from praya.core.audit.models import Entry
from praya.core.catalogue.models import Portrait
from praya.core.catalogue.photographs import encode
from praya.core.catalogue.portraits import (
    COLUMNS,
    forget_portraits,
    forget_replayed,
    keep_portrait,
    portrait_bytes,
    remove_portrait,
    take_portrait_off,
)
from praya.core.catalogue.tasks import empty_portraits
from praya.core.directory.models import Person
from praya.core.duplicates.actions import merge, unmerge
from praya.core.personal.erasing import erase
from praya.core.personal.queries import subject_numbered
from tests import builders as make
from tests.core.catalogue.test_pictures import bomb, drawn
from tests.core.duplicates.snapshots import everything

RED, LIME, BLUE = (255, 0, 0), (0, 255, 0), (0, 0, 255)


def striped(size: tuple[int, int], kind: str = "PNG", **options: object) -> bytes:
    """Return a picture that is red at its top or left, then lime, then blue at its bottom or right."""
    width, height = size
    picture = Image.new("RGB", size)
    for number, colour in enumerate((RED, LIME, BLUE)):
        box = (0, number * height // 3, width, (number + 1) * height // 3)
        if width > height:
            box = (number * width // 3, 0, (number + 1) * width // 3, height)
        picture.paste(colour, box)
    stream = io.BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()


def colour_of(content: bytes) -> tuple[int, ...]:
    """Return the colour in the middle of a picture, as far as JPEG keeps it."""
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    found: tuple[int, ...] = picture.getpixel((picture.width // 2, picture.height // 2))  # type: ignore[assignment]
    return tuple(255 if value > 200 else 0 if value < 60 else value for value in found)


@pytest.mark.parametrize("size", [(200, 600), (600, 200)], ids=["upright", "wide"])
@pytest.mark.parametrize(("part", "colour"), [("start", RED), ("middle", LIME), ("end", BLUE)])
def test_a_square_is_cut_out_of_the_part_that_was_chosen(size: tuple[int, int], part: str, colour: tuple[int, ...]) -> None:
    found = encode(striped(size), part)
    assert (found.width, found.height) == (200, 200)
    assert (colour_of(found.image), colour_of(found.thumbnail)) == (colour, colour)
    assert Image.open(io.BytesIO(found.thumbnail)).size == (128, 128)


def test_what_is_large_becomes_small_and_a_square_stays_one() -> None:
    found = encode(drawn((900, 1800), "JPEG"), "middle")
    assert (found.width, found.height) == (512, 512)
    assert (encode(drawn((9, 9)), "end").width, encode(drawn((1, 3000)), "start").height) == (9, 1)


def test_it_is_cut_as_it_stands_upright_and_its_metadata_go() -> None:
    facts = Image.Exif()
    facts[0x0112], facts[0x010E] = 6, "SECRETPLACE"
    # Stored lying: turned upright its left end is at the top.
    found = encode(striped((600, 200), "JPEG", exif=facts, comment=b"SECRETPLACE"), "start")
    assert colour_of(found.image) == RED
    assert b"SECRETPLACE" not in found.image + found.thumbnail


@pytest.mark.django_db
def test_a_photograph_is_kept_once_and_recorded() -> None:
    person = make.make_person()
    first = keep_portrait(person, striped((30, 60)), by=None, edition=3)
    second = keep_portrait(first, striped((60, 30)), part="end", level="buyer", by=None)
    third = keep_portrait(second, striped((60, 30)), part="end", level="buyer", by=None)
    assert (first.portrait_level, second.portrait_level) == ("badge", "buyer")
    assert first.portrait != second.portrait == third.portrait
    assert Portrait.objects.get().person == person
    assert colour_of(portrait_bytes(second, is_small=False)) == BLUE
    assert list(Entry.objects.filter(action="change portrait").order_by("pk").values_list("edition", "before", "after")) == [
        (
            3,
            {"portrait": "", "portrait_level": "badge"},
            {"portrait": first.portrait[:12], "portrait_level": "badge"},
        ),
        (
            0,
            {"portrait": first.portrait[:12], "portrait_level": "badge"},
            {"portrait": second.portrait[:12], "portrait_level": "buyer"},
        ),
    ]


@pytest.mark.django_db
def test_without_a_file_only_the_level_changes() -> None:
    person = make.make_portrait(make.make_person())
    number = Portrait.objects.get().pk
    kept = keep_portrait(person, b"", level="private", by=None)
    assert (kept.portrait, kept.portrait_level, Portrait.objects.get().pk) == (person.portrait, "private", number)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "no JPEG, PNG or WebP"),
        (bomb(20_000, 20_000), "20000 × 20000 pixels"),
        (drawn((80, 80))[:90], "damaged"),
        (bytes(30_000_000), "30 MB; 5 MB are the most"),
    ],
    ids=["svg", "bomb", "torn", "thirty megabytes"],
)
def test_what_is_refused_leaves_the_photograph_that_was_there(content: bytes, sentence: str) -> None:
    person = make.make_portrait(make.make_person())
    with pytest.raises(Refused, match=sentence):
        keep_portrait(person, content, level="private", by=None)
    held = Person.objects.get(pk=person.pk)
    assert (held.portrait, held.portrait_level, Portrait.objects.count()) == (person.portrait, "badge", 1)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", [{"part": "nose"}, {"level": "public"}, {"level": "request"}, {"level": ""}])
def test_nonsense_beside_the_file_is_refused(typed: dict[str, str]) -> None:
    person = make.make_person()
    with pytest.raises(Refused, match="Choose what is kept"):
        keep_portrait(person, drawn((8, 8)), by=None, **typed)  # type: ignore[arg-type]
    assert Portrait.objects.count() == 0


@pytest.mark.django_db
def test_there_must_be_one_to_say_who_sees_it() -> None:
    with pytest.raises(Refused, match="Choose a photograph first"):
        keep_portrait(make.make_person(), b"", by=None)


@pytest.mark.django_db
def test_a_late_form_overwrites_nothing() -> None:
    person = make.make_portrait(make.make_person())
    seen = mark_of_row(person, COLUMNS)
    keep_portrait(person, b"", level="private", by=None)
    with pytest.raises(Overtaken):
        keep_portrait(person, drawn((8, 8)), level="buyer", by=None, seen=seen)
    held = Person.objects.get(pk=person.pk)
    assert (held.portrait, held.portrait_level) == (person.portrait, "private")


@pytest.mark.django_db
def test_a_removed_photograph_is_gone_and_the_trail_says_so_once() -> None:
    person = make.make_portrait(make.make_person())
    other = make.make_portrait(make.make_person())
    remove_portrait(person, by=None, edition=4)
    remove_portrait(person, by=None, edition=4)
    assert list(Portrait.objects.values_list("person", flat=True)) == [other.pk]
    assert list(Person.objects.exclude(portrait="")) == [other]
    entry = Entry.objects.get(action="remove portrait")
    assert (entry.edition, entry.before) == (4, {"portrait": person.portrait[:12], "portrait_level": "badge"})


@pytest.mark.django_db
def test_only_those_named_have_none() -> None:
    person, other = make.make_portrait(make.make_person()), make.make_portrait(make.make_person())
    forget_portraits([person.pk])
    assert list(Person.objects.exclude(portrait="")) == [other]


@pytest.mark.django_db
def test_an_erasure_takes_the_bytes() -> None:
    person = make.make_portrait(make.make_person())
    who = subject_numbered([], [person.pk])
    assert who is not None
    erase(who, at=timezone.now() + timedelta(hours=1))
    held = Person.objects.get(pk=person.pk)
    assert (Portrait.objects.count(), held.portrait, held.portrait_level) == (0, "", "private")


@pytest.mark.django_db
@pytest.mark.parametrize("has_own", [True, False])
def test_a_merge_leaves_the_photograph_with_the_hidden_record(has_own: bool) -> None:
    keep, other = make.make_person(account=None, email=None), make.make_person(account=None, email=None)
    make.make_portrait(other, portrait_level="private")
    if has_own:
        make.make_portrait(keep, portrait_level="buyer")
    before = everything()
    done = merge("person", keep.pk, other.pk, by=None)
    held = Person.objects.get(pk=keep.pk)
    assert (held.portrait, held.portrait_level) == (keep.portrait, "buyer" if has_own else "badge")
    assert set(Portrait.objects.values_list("person", flat=True)) == ({keep.pk, other.pk} if has_own else {other.pk})
    unmerge(done, by=None)
    after = everything()
    assert {name: after[name] for name in ("core.portrait", "core.person")} == {
        name: before[name] for name in ("core.portrait", "core.person")
    }


@pytest.mark.django_db
def test_a_remark_may_be_as_long_as_is_said() -> None:
    person = make.make_portrait(make.make_person())
    with pytest.raises(Refused, match="at most 300 characters"):
        take_portrait_off(person, remark="x" * 301, by=None, at=timezone.now())
    assert len(take_portrait_off(person, remark="x" * 300, by=None, at=timezone.now()).remark) == 300


@pytest.mark.django_db
def test_after_a_restore_whoever_has_lost_their_photograph_has_none() -> None:
    lost, off, kept, apart = (make.make_portrait(make.make_person()) for _ in range(4))
    rows = {row.person_id: row for row in Portrait.objects.exclude(person=apart.pk)}
    Portrait.objects.filter(person=lost.pk).delete()
    Portrait.objects.filter(person=off.pk).update(removed_at=timezone.now())
    forget_replayed(rows.values())
    assert list(Person.objects.exclude(portrait="").order_by("pk")) == [kept, apart]


@pytest.mark.django_db
def test_a_job_says_how_many_it_has_emptied() -> None:
    at = timezone.now()
    for minutes in (9, 11, 12):
        person = make.make_portrait(make.make_person())
        take_portrait_off(person, reason="unfit", by=None, at=at - timedelta(minutes=minutes))
    assert [empty_portraits.func(None), empty_portraits.func(None), empty_portraits.every_seconds] == [2, 0, 600]
    assert Portrait.objects.exclude(image=b"").count() == 1


@pytest.mark.django_db
def test_lists_get_the_small_one() -> None:
    person = make.make_portrait(make.make_person())
    assert [portrait_bytes(person, is_small=is_small) for is_small in (True, False)] == [b"\xff\xd8", b"\xff\xd8\xff"]
