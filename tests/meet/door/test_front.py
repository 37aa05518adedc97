"""The public page says what an edition is, shares with its picture, and its texts are versioned and agreed to."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from praya.core.actions.refusing import Refused
from praya.core.actions.seeing import Overtaken
from praya.core.texts.reading import write
from praya.meet.accreditation.models import Delegate
from praya.meet.door.actions import LONGEST_TEXT, mark_of_draft, mark_of_front, write_front, write_text
from praya.meet.door.models import Consent, DoorText, FrontPage, FrontPicture
from praya.meet.door.queries import texts_for
from praya.meet.editions.models import Edition
from tests import builders as make

pytestmark = pytest.mark.django_db
ROOT = "/e/open-2027/"
TAG = re.compile(r'<meta property="og:([\w:]+)" content="([^"]*)">')


@pytest.fixture
def edition() -> Edition:
    return make.make_edition("open-2027", is_public=True)


@pytest.fixture
def organiser(edition: Edition) -> Client:
    return make.sign_in(Client(), make.make_team_member(edition))


def png(size: tuple[int, int] = (640, 320)) -> SimpleUploadedFile:
    stream = BytesIO()
    Image.new("RGB", size, "navy").save(stream, "PNG")
    return SimpleUploadedFile("harbour.png", stream.getvalue(), "image/png")


def typed(**values: Any) -> dict[str, Any]:
    return {
        "about_en": "A market",
        "joining_en": "Book a stand",
        "contact_name": "Mei",
        "contact_email": "mei@example.net",
        **values,
    }


def test_everybody_reads_what_the_organiser_wrote(edition: Edition, organiser: Client) -> None:
    buyer = make.make_category(edition, "buyer")
    make.make_door_text(edition)
    answer = organiser.post(f"{ROOT}manage/front/", typed(categories=[buyer.pk], **{"about_zh-Hant": "市場展"}))
    assert answer["Location"] == f"{ROOT}manage/front/"
    page = Client().get(ROOT).content.decode()
    for words in ("A market", "Book a stand", "mailto:mei@example.net", f'href="{ROOT}texts/terms/"', f'href="{ROOT}works/"'):
        assert words in page
    assert "市場展" in Client().get(ROOT, headers={"Accept-Language": "zh-Hant"}).content.decode()
    assert page.count("<time>09:00</time>–<time>18:00</time>") == 4
    assert "A market" in organiser.get(f"{ROOT}about/").content.decode()


def test_a_text_that_is_emptied_is_gone(edition: Edition, organiser: Client) -> None:
    organiser.post(f"{ROOT}manage/front/", typed())
    organiser.post(f"{ROOT}manage/front/", typed(about_en=""))
    assert FrontPage.objects.get().about.get("texts", {}) == {}


def test_two_organisers_do_not_overwrite_each_other(edition: Edition) -> None:
    values = {"about": {"en": "One"}, "joining": {}, "shows": {}, "contact_name": "", "contact_email": "", "categories": []}
    seen = mark_of_front(edition)
    write_front(edition, values, by=None, seen=seen)
    with pytest.raises(Overtaken):
        write_front(edition, {**values, "about": {"en": "Two"}}, by=None, seen=seen)


def test_the_page_shares_itself_with_its_picture_and_no_foreign_host(edition: Edition, organiser: Client) -> None:
    assert organiser.post(f"{ROOT}manage/front/picture/", {"file": png()}).status_code == 302
    tags = dict(TAG.findall(re.sub(r"\s+", " ", Client().get(ROOT).content.decode()).replace("<meta property", "<meta property")))
    picture = FrontPage.objects.get().picture
    assert (tags["title"], tags["url"]) == ("Open 2027", "http://testserver/e/open-2027/about/")
    assert (tags["image"], tags["image:width"], tags["image:height"]) == (
        f"http://testserver/e/open-2027/front/{picture}/",
        "640",
        "320",
    )
    answer = Client().get(f"{ROOT}front/{picture}/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert Client().get(f"{ROOT}front/{'0' * 64}/").status_code == 404


def test_a_file_that_is_no_picture_is_refused_and_a_removed_one_is_gone(edition: Edition, organiser: Client) -> None:
    organiser.post(f"{ROOT}manage/front/picture/", {"file": png()})
    held = FrontPage.objects.get().picture
    refused = organiser.post(f"{ROOT}manage/front/picture/", {"file": SimpleUploadedFile("a.png", b"no picture")})
    assert (refused.status_code, FrontPage.objects.get().picture) == (422, held)
    organiser.post(f"{ROOT}manage/front/picture/remove/")
    assert (FrontPage.objects.get().picture, FrontPicture.objects.count()) == ("", 0)


def test_a_version_in_force_is_never_changed_and_a_draft_is_read_by_nobody(edition: Edition, organiser: Client) -> None:
    page = f"{ROOT}manage/front/texts/terms/en/"
    organiser.post(page, {"text": "Be kind.", "do": "publish"})
    organiser.post(page, {"text": "Be kinder.", "do": "keep"})
    assert list(DoorText.objects.values_list("version", "text")) == [(1, "Be kind."), (2, "Be kinder.")]
    assert "Be kinder." not in Client().get(f"{ROOT}texts/terms/").content.decode()
    assert Client().get(f"{ROOT}texts/terms/?version=2").status_code == 404
    organiser.post(page, {"text": "Be kinder.", "do": "publish"})
    shown = Client().get(f"{ROOT}texts/terms/").content.decode()
    assert "Be kinder." in shown and "Version 2, in force since" in shown
    assert "Be kind." in Client().get(f"{ROOT}texts/terms/?version=1").content.decode()


def test_what_is_in_force_is_read_in_the_readers_language(edition: Edition) -> None:
    make.make_door_text(edition)
    make.make_door_text(edition, language="zh-Hant", text="請友善。")
    assert [texts_for(edition, tag)[0].language for tag in ("zh-hant", "zh-hans", "pt", "ar")] == [
        "zh-Hant",
        "zh-Hant",
        "en",
        "en",
    ]


def test_nothing_is_published_that_is_in_force_already_or_says_nothing(edition: Edition) -> None:
    words = {"publishes": True, "by": None, "at": timezone.now()}
    write_text(edition, "terms", "en", "Be kind.", **words)
    for text in ("Be kind.", "  ", "x" * (LONGEST_TEXT + 1), "a\u202eb"):
        with pytest.raises(Refused):
            write_text(edition, "terms", "en", text, **words)
    seen = mark_of_draft(edition, "terms", "en")
    write_text(edition, "terms", "en", "Be kinder.", **words, seen=seen)
    with pytest.raises(Overtaken):
        write_text(edition, "terms", "en", "Be kindest.", **words, seen=seen)
    assert DoorText.objects.count() == 2


def test_a_draft_goes_when_it_says_what_is_in_force(edition: Edition) -> None:
    words = {"by": None, "at": timezone.now()}
    write_text(edition, "terms", "en", "Be kind.", publishes=True, **words)
    write_text(edition, "terms", "en", "Be kinder.", publishes=False, **words)
    assert write_text(edition, "terms", "en", "Be kind.", publishes=False, **words) is None
    assert DoorText.objects.filter(published_at=None).count() == 0


@pytest.mark.needs("match")
def test_a_new_version_asks_whoever_agreed_to_the_old_one_once_and_nobody_else(edition: Edition) -> None:
    first = make.make_door_text(edition)
    mine, other = make.make_delegate(edition), make.make_delegate(edition)
    make.make_calendar(mine), make.make_calendar(other)
    make.make_consent(mine.person.account, first)
    client = make.sign_in(Client(), mine.person.account)
    assert "Read what is new" not in client.get(f"{ROOT}me/").content.decode()
    second = make.make_door_text(edition, version=2, text="Be kinder.")
    make.make_door_text(edition, language="pt", text="Sê gentil.")
    assert f'href="{ROOT}texts/terms/"' in client.get(f"{ROOT}me/").content.decode()
    assert "Read what is new" not in make.sign_in(Client(), other.person.account).get(f"{ROOT}me/").content.decode()
    assert "You agreed to an older version." in client.get(f"{ROOT}texts/terms/").content.decode()
    client.post(f"{ROOT}texts/terms/agree/", {"text": first.pk})
    assert Consent.objects.filter(account=mine.person.account).count() == 1
    client.post(f"{ROOT}texts/terms/agree/", {"text": second.pk})
    client.post(f"{ROOT}texts/terms/agree/", {"text": second.pk})
    assert set(Consent.objects.values_list("text", flat=True)) == {first.pk, second.pk}
    assert "Read what is new" not in client.get(f"{ROOT}me/").content.decode()


@pytest.mark.parametrize(
    ("status", "words"),
    [(None, "not accredited here"), ("applied", "You applied on"), ("left", "You take part in this edition no more")],
)
def test_whoever_is_signed_in_and_not_accredited_is_told_what_to_do(edition: Edition, status: str | None, words: str) -> None:
    person = make.make_person()
    if status:
        make.make_delegate(edition, person=person, status=Delegate.Status(status))
    make.make_open(edition)
    page = make.sign_in(Client(), person.account).get(ROOT).content.decode()
    assert words in page
    assert ("/e/open-2027/apply/" in page) == (status != "left")


def test_an_edition_without_a_front_page_still_says_where_and_when(edition: Edition) -> None:
    page = Client().get(ROOT).content.decode()
    assert "Where and when" in page and 'property="og:image"' not in page
    assert (
        'property="og:'
        not in make.sign_in(Client(), make.make_team_member(make.make_edition("closed-2027")))
        .get("/e/closed-2027/about/")
        .content.decode()
    )


def test_the_picture_stands_on_the_installations_page(edition: Edition) -> None:
    front = make.make_front(edition, has_picture=True, about=write({"en": "A market"}))
    page = Client().get("/").content.decode()
    assert f"{ROOT}front/{front.picture}/?small" in page
