"""Upload pictures, say what they are, and show each to whoever may see it."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from praya.core.catalogue.models import Picture
from tests import builders as make
from tests.core.catalogue.test_pictures import bomb, drawn
from tests.show.records.market import Company, text_of

pytestmark = pytest.mark.django_db


def upload(company: Company, content: bytes, client: Client | None = None, **typed: str) -> HttpResponse:
    """Upload a picture as a browser does."""
    file = SimpleUploadedFile("poster.png", content, content_type="image/png")
    return (client or company.client).post(
        f"{company.root}pictures/", {"file": file, "kind": "poster", "level": "public", **typed}
    )


def test_a_poster_of_a_work_that_nobody_sees_yet_needs_no_approval() -> None:
    company = Company(status="prepared")
    assert upload(company, drawn((30, 40))).status_code == 302
    picture = Picture.objects.get()
    assert (picture.kind, picture.is_approved, picture.width) == ("poster", True, 30)
    page = text_of(company.client.get(f"{company.root}pictures/"))
    assert f"/e/spring/pictures/{picture.digest}/?small" in page


def test_a_picture_of_a_shown_work_waits_for_the_organisers() -> None:
    company = Company()
    upload(company, drawn((30, 40)))
    picture = Picture.objects.get()
    address = f"/e/spring/pictures/{picture.digest}/"
    reader = make.sign_in(Client(), make.make_delegate(company.edition).person.account)
    answers = [client.get(address).status_code for client in (company.client, company.organiser, reader)]
    assert (picture.is_approved, answers) == (False, [200, 200, 404])


def test_a_picture_is_private_to_browsers_and_never_changes() -> None:
    company = Company()
    upload(company, drawn((900, 600)), company.organiser)
    picture = Picture.objects.get()
    whole = company.client.get(f"/e/spring/pictures/{picture.digest}/")
    small = company.client.get(f"/e/spring/pictures/{picture.digest}/?small")
    assert (whole["Content-Type"], whole["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert whole["Cache-Control"] == "private, max-age=31536000, immutable"
    assert len(small.content) < len(whole.content)


def test_a_picture_for_some_is_asked_for_each_time_and_goes_with_the_right() -> None:
    company = Company()
    upload(company, drawn((90, 60)), company.organiser)
    Picture.objects.update(level="badge")
    address = f"/e/spring/pictures/{Picture.objects.get().digest}/"
    reader = make.make_delegate(company.edition)
    client = make.sign_in(Client(), reader.person.account)
    first = client.get(address)
    assert (first.status_code, first["Cache-Control"]) == (200, "private, no-cache")
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    type(reader).objects.filter(pk=reader.pk).update(status="refused")
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 404


@pytest.mark.parametrize(
    ("level", "statuses"), [("public", [200, 200]), ("badge", [200, 200]), ("buyer", [404, 200]), ("private", [404, 404])]
)
def test_levels_of_pictures(level: str, statuses: list[int]) -> None:
    company = Company(level="badge")
    picture = make.make_picture(company.title, level=level)
    plain = make.make_delegate(company.edition, category=make.make_category(company.edition, "press"))
    buyer = make.make_delegate(company.edition, category=make.make_category(company.edition, "buyers", is_buyer=True))
    clients = [make.sign_in(Client(), one.person.account) for one in (plain, buyer)]
    assert [client.get(f"/e/spring/pictures/{picture.digest}/").status_code for client in clients] == statuses
    assert Client().get(f"/catalogue/pictures/{picture.digest}/").status_code == 302


def test_the_public_catalogue_shows_public_pictures_of_public_titles() -> None:
    open_title = make.make_title("A")
    shown, narrowed = make.make_picture(open_title), make.make_picture(open_title, level="badge")
    hidden = make.make_picture(make.make_title("B", level="badge"))
    client = Client()
    assert client.get(f"/catalogue/pictures/{shown.digest}/").status_code == 200
    for picture in (narrowed, hidden):
        assert client.get(f"/catalogue/pictures/{picture.digest}/").status_code == 302


def test_pictures_of_works_that_the_edition_does_not_show() -> None:
    company = Company(status="withdrawn")
    picture = make.make_picture(company.title)
    reader = make.sign_in(Client(), make.make_delegate(company.edition).person.account)
    answers = [
        client.get(f"/e/spring/pictures/{picture.digest}/").status_code for client in (company.client, reader, company.organiser)
    ]
    assert answers == [200, 404, 404]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "no JPEG, PNG or WebP picture"),
        (b"<html>", "no JPEG, PNG or WebP picture"),
        (bomb(20_000, 20_000), "20000 × 20000 pixels"),
        (bytes(50_000_000), "50 MB; 5 MB are the most"),
        (drawn((80, 80))[:90], "damaged"),
    ],
    ids=["svg", "html", "bomb", "fifty megabytes", "torn"],
)
def test_hostile_files_are_refused_with_a_reason(content: bytes, sentence: str) -> None:
    company = Company()
    answer = upload(company, content)
    assert (answer.status_code, Picture.objects.count()) == (422, 0)
    assert sentence in text_of(answer)


def test_nonsense_beside_the_file_is_refused() -> None:
    company = Company()
    assert "Choose a file first." in text_of(
        company.client.post(f"{company.root}pictures/", {"kind": "poster", "level": "public"})
    )
    assert upload(company, drawn((8, 8)), kind="banner").status_code == 422
    assert upload(company, drawn((8, 8)), level="request").status_code == 422


def test_pictures_are_described_ordered_and_removed() -> None:
    company = Company()
    first, second = make.make_picture(company.title, position=0), make.make_picture(company.title, position=1)
    address = f"{company.root}pictures/{second.pk}/"
    company.client.post(
        address, {"do": "save", "kind": "still", "level": "badge", f"alternative-{second.pk}_en": "Two people in rain"}
    )
    second.refresh_from_db()
    assert (second.kind, second.level, second.alternative["texts"]["en"]["text"]) == ("still", "badge", "Two people in rain")
    company.client.post(address, {"do": "up"})
    assert list(company.title.pictures.values_list("pk", flat=True)) == [second.pk, first.pk]
    company.client.post(address, {"do": "down"})
    assert list(company.title.pictures.values_list("pk", flat=True)) == [first.pk, second.pk]
    assert "Choose what the picture is" in text_of(company.client.post(address, {"do": "save", "kind": "x"}, follow=True))
    # A word that no button has is no "otherwise".
    assert [company.client.post(address, sent).status_code for sent in ({"do": "bogus", "kind": "still"}, {"kind": "still"})] == [
        404,
        404,
    ]
    company.client.post(address, {"do": "remove"})
    assert list(company.title.pictures.values_list("pk", flat=True)) == [first.pk]
    foreign = make.make_picture(make.make_title("B"))
    assert company.client.post(f"{company.root}pictures/{foreign.pk}/", {"do": "remove"}).status_code == 404


def test_the_pixels_are_those_that_were_sent() -> None:
    from PIL import Image

    company = Company(status="prepared")
    upload(company, drawn((20, 10), "JPEG"))
    content = company.client.get(f"/e/spring/pictures/{Picture.objects.get().digest}/").content
    red, green, blue = Image.open(io.BytesIO(content)).convert("RGB").getpixel((3, 3))  # type: ignore[misc]
    assert (red > 240, green < 20, blue < 20) == (True, True, True)
