"""Curate a showcase: begin it, choose works, order them, write about them, publish; each reader sees only what they may."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from praya.core.audit.models import Entry
from praya.core.texts.reading import write
from praya.meet.works import curating
from praya.meet.works.models import Showcase, ShowcaseItem
from tests import builders as make

pytestmark = pytest.mark.django_db
ALL, MANAGE = "/e/spring/showcases/", "/e/spring/manage/showcases/"


class Stage:
    """Hold an edition with an association that curates, its works, an organiser and readers of each audience."""

    def __init__(self) -> None:
        self.edition = make.make_edition("spring", is_public=True)
        self.association = make.make_organisation(
            "Shanghai Film Association", names={"zh-Hant": "上海電影協會"}, activities=["association"]
        )
        self.exhibitor = make.make_exhibitor(self.edition, organisation=self.association)
        self.curator = make.sign_in(Client(), make.staff_of(self.exhibitor)[0].person.account)
        self.organiser = make.sign_in(Client(), make.make_team_member(self.edition))
        plain = make.make_delegate(self.edition, category=make.make_category(self.edition, "press"))
        buyer = make.make_delegate(self.edition, category=make.make_category(self.edition, "buyers", is_buyer=True))
        self.badge, self.buyer = (make.sign_in(Client(), one.person.account) for one in (plain, buyer))
        producer = make.make_exhibitor(self.edition, "Lantern Films")
        self.works = [
            make.make_work(self.edition, make.make_title(name, **parts), exhibitor=producer)
            for name, parts in (
                ("百樂門密碼", {"countries": [{"code": "CN"}, {"code": "HK"}]}),
                ("江城女將", {"countries": [{"code": "CN"}], "level": "badge"}),
                ("雲海書店", {"countries": [{"code": "FR"}], "level": "buyer"}),
            )
        ]

    def showcase(self, **fields: object) -> Showcase:
        """Make the Shanghai showcase of all three works."""
        known = {"curator": self.association, "is_published": True, "name": "Shanghai"}
        return make.make_showcase(self.edition, *self.works, **{**known, **fields})


def text_of(client: Client, address: str) -> str:
    """Return a page as text."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def order(showcase: Showcase) -> list[str]:
    """Return the names of a showcase's works in order."""
    return list(showcase.items.order_by("position", "pk").values_list("work__title__name", flat=True))


def test_an_association_curates_from_the_first_word_to_the_published_page() -> None:
    stage = Stage()
    begun = stage.curator.post(
        f"{ALL}new/", {"name_en": "The Shanghai showcase", "name_zh-Hant": "上海專題", "name_ar": "عرض شنغهاي"}
    )
    showcase = Showcase.objects.get()
    address = f"{ALL}{showcase.code}/"
    assert (begun["Location"], showcase.curator, showcase.is_published) == (f"{address}edit/", stage.association, False)
    page = text_of(stage.curator, f"{address}edit/?q=百樂門")
    assert re.search(rf'name="title" value="{stage.works[0].title.code}"', page)
    for work in stage.works[:2]:
        assert stage.curator.post(f"{address}add/", {"title": work.title.code}).status_code == 302
    stage.curator.post(f"{address}add/", {"title": stage.works[0].title.code})
    assert order(showcase) == ["百樂門密碼", "江城女將"]
    first = showcase.items.first()
    note = {f"note-{first.pk}_en": "Look at the hats", f"note-{first.pk}_ar": "انظر", "do": "save"}
    stage.curator.post(f"{address}works/{first.pk}/", note)
    stage.curator.post(f"{address}edit/", {"name_en": "Shanghai", "introduction_en": "Three projects from the river"})
    assert (stage.badge.get(address).status_code, stage.curator.get(address).status_code) == (404, 200)
    stage.curator.post(f"{address}publish/", {"do": "publish"})
    shown = text_of(stage.badge, address)
    for words in ("Shanghai", "Three projects from the river", "百樂門密碼", "Look at the hats", "上海電影協會"):
        assert words in shown
    actions = list(Entry.objects.filter(subject="meet.showcase").order_by("pk").values_list("action", flat=True))
    assert actions == [
        "begin showcase",
        "add to showcase",
        "add to showcase",
        "write showcase note",
        "describe showcase",
        "publish showcase",
    ]


def test_each_audience_sees_the_works_it_may_know_of() -> None:
    stage = Stage()
    showcase = stage.showcase()
    names = ("百樂門密碼", "江城女將", "雲海書店")
    seen = []
    for client in (Client(), stage.badge, stage.buyer):
        page = text_of(client, f"{ALL}{showcase.code}/")
        seen.append([name in page for name in names])
        assert ("France" in page) is seen[-1][2]
        assert (f"{sum(seen[-1])} work" in text_of(client, ALL)) is True
    assert seen == [[True, False, False], [True, True, False], [True, True, True]]


def test_a_work_that_is_no_longer_shown_leaves_no_trace() -> None:
    stage = Stage()
    showcase = stage.showcase()
    before = text_of(stage.badge, f"{ALL}{showcase.code}/")
    stage.works[2].status = "withdrawn"
    stage.works[2].save()
    masked = re.compile(r'csrf[^>]*>|value="[^"]{60,}"|<time.*?</time>')
    assert masked.sub("", text_of(stage.badge, f"{ALL}{showcase.code}/")) == masked.sub("", before)
    assert "1 work is not shown any more" in text_of(stage.curator, f"{ALL}{showcase.code}/edit/")


def test_an_empty_showcase_says_so_and_is_not_published() -> None:
    stage = Stage()
    showcase = make.make_showcase(stage.edition, curator=stage.association)
    stage.curator.post(f"{ALL}{showcase.code}/publish/", {"do": "publish"})
    assert Showcase.objects.get().is_published is False
    assert "Nothing here that you may see" in text_of(stage.curator, f"{ALL}{showcase.code}/")
    assert "No showcases yet" in text_of(Client(), ALL)


def test_works_are_ordered_by_buttons() -> None:
    stage = Stage()
    showcase = stage.showcase()
    first, second, third = showcase.items.all()
    for item, do in ((third, "up"), (first, "down"), (first, "down"), (third, "up")):
        stage.organiser.post(f"{ALL}{showcase.code}/works/{item.pk}/", {"do": do})
    assert order(showcase) == ["雲海書店", "江城女將", "百樂門密碼"]
    stage.organiser.post(f"{ALL}{showcase.code}/works/{second.pk}/", {"do": "remove"})
    assert order(showcase) == ["雲海書店", "百樂門密碼"]
    assert Entry.objects.filter(action="arrange showcase").count() == 3
    assert stage.organiser.post(f"{ALL}{showcase.code}/works/{first.pk}/", {"do": "eat"}).status_code == 404
    assert stage.organiser.post(f"{ALL}{showcase.code}/works/{second.pk}/", {"do": "up"}).status_code == 404


def test_showcases_are_ordered_by_organisers() -> None:
    stage = Stage()
    made = [make.make_showcase(stage.edition, stage.works[0], position=place, is_published=True) for place in range(3)]
    stage.organiser.post(f"{MANAGE}{made[2].code}/", {"do": "up"})
    stage.organiser.post(f"{MANAGE}{made[0].code}/", {"do": "down"})
    stage.organiser.post(f"{MANAGE}{made[2].code}/", {"do": "up"})
    # What no button says moves, publishes and hides nothing.
    for address in (f"{MANAGE}{made[0].code}/", f"{ALL}{made[0].code}/publish/"):
        assert [stage.organiser.post(address, sent).status_code for sent in ({"do": "bogus"}, {})] == [404, 404]
    assert set(Showcase.objects.values_list("is_published", flat=True)) == {True}
    found = list(Showcase.objects.order_by("position").values_list("pk", flat=True))
    assert found == [made[2].pk, made[0].pk, made[1].pk]


def test_an_organiser_names_the_curator() -> None:
    stage = Stage()
    stage.organiser.post(f"{ALL}new/", {"name_en": "Macau", "curator": stage.association.code})
    showcase = Showcase.objects.get()
    assert showcase.curator == stage.association
    stranger = make.make_organisation("Stranger")
    stage.organiser.post(f"{ALL}{showcase.code}/edit/", {"name_en": "Macau", "curator": stranger.code})
    assert Showcase.objects.get().curator is None
    assert stage.curator.get(f"{ALL}{showcase.code}/edit/").status_code == 404


def test_a_curator_cannot_give_a_showcase_to_somebody_else() -> None:
    stage = Stage()
    showcase = stage.showcase()
    other = make.make_exhibitor(stage.edition, "Rival")
    stage.curator.post(f"{ALL}{showcase.code}/edit/", {"name_en": "Mine", "curator": other.organisation.code})
    assert Showcase.objects.get().curator == stage.association


@pytest.mark.parametrize(
    ("activities", "exhibits", "status"), [(["production"], True, 404), (["association"], False, 404), (["festival"], True, 200)]
)
def test_who_begins_a_showcase(activities: list[str], exhibits: bool, status: int) -> None:
    edition = make.make_edition("spring")
    organisation = make.make_organisation(activities=activities)
    if exhibits:
        make.make_exhibitor(edition, organisation=organisation, staff=0)
    delegate = make.make_delegate(edition, organisation=organisation)
    assert make.sign_in(Client(), delegate.person.account).get(f"{ALL}new/").status_code == status


def test_strangers_and_rivals_change_nothing() -> None:
    stage = Stage()
    showcase = stage.showcase()
    item = showcase.items.first()
    rival = make.sign_in(Client(), make.staff_of(make.make_exhibitor(stage.edition, "Rival"))[0].person.account)
    for path, body in (
        ("edit/", {"name_en": "Stolen"}),
        ("publish/", {"do": "hide"}),
        ("add/", {"title": stage.works[0].title.code}),
        (f"works/{item.pk}/", {"do": "remove"}),
    ):
        assert rival.post(f"{ALL}{showcase.code}/{path}", body).status_code == 404
        assert Client().post(f"{ALL}{showcase.code}/{path}", body).status_code == 302
    assert (ShowcaseItem.objects.count(), Showcase.objects.get().name) == (3, write({"en": "Shanghai"}))


def test_only_works_are_chosen_that_the_curator_may_know_of_and_the_edition_shows() -> None:
    stage = Stage()
    showcase = make.make_showcase(stage.edition, curator=stage.association)
    elsewhere = make.make_work(make.make_edition("autumn"), make.make_title("Elsewhere"))
    prepared = make.make_work(stage.edition, make.make_title("Prepared"), status="prepared")
    for title in (stage.works[2].title, elsewhere.title, prepared.title):
        assert stage.curator.post(f"{ALL}{showcase.code}/add/", {"title": title.code}).status_code == 404
    assert stage.curator.post(f"{ALL}{showcase.code}/add/", {"title": "x\x00"}).status_code == 404
    assert ShowcaseItem.objects.count() == 0
    with pytest.raises(curating.Refused):
        curating.choose_work(showcase, elsewhere, by=None)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name_en": ""}, "A showcase needs a name in at least one language."),
        ({"name_en": "A", "introduction_en": "x" * 20_001}, "This text has 20001 characters; 20000 are the most."),
        ({"name_en": "a\u202eb"}, "A character here cannot be shown"),
    ],
)
def test_bad_words_are_refused_and_kept(typed: dict[str, str], sentence: str) -> None:
    stage = Stage()
    showcase = stage.showcase()
    answer = stage.curator.post(f"{ALL}{showcase.code}/edit/", typed)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert typed.get("introduction_en", "") in answer.content.decode()
    assert Showcase.objects.get().name == write({"en": "Shanghai"})


def test_pages_take_the_same_queries_for_one_work_and_for_three() -> None:
    stage = Stage()
    few, many = make.make_showcase(stage.edition, stage.works[0], is_published=True), stage.showcase()

    def count(client: Client, address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    assert count(stage.buyer, f"{ALL}{few.code}/") == count(stage.buyer, f"{ALL}{many.code}/")
    before = count(stage.buyer, ALL)
    for _number in range(4):
        make.make_showcase(stage.edition, *stage.works, is_published=True)
    assert count(stage.buyer, ALL) == before
    assert count(stage.organiser, MANAGE) == count(stage.organiser, MANAGE)


@pytest.mark.needs("match")
def test_a_meeting_is_asked_for_where_the_visitor_may() -> None:
    stage = Stage()
    showcase = stage.showcase()
    address = f"{ALL}{showcase.code}/"
    link = f"?title={stage.works[0].title.code}"
    assert link in text_of(stage.buyer, address)
    assert link not in text_of(Client(), address)
    assert link not in text_of(stage.organiser, address)
