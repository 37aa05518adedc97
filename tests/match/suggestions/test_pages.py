"""The page of suggestions: cards with reasons, one tap to a wish or a request, and "not this"."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from praya.core.audit.models import Entry
from praya.core.catalogue.models import Title
from praya.match.requests.models import Request, Wish
from praya.match.suggestions.models import LeftOut, SuggestionList, SuggestionUse
from praya.match.suggestions.presenting import suggested
from praya.match.suggestions.reading import list_named, reading_of
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.parties.sides import side_of
from praya.meet.works.models import Work
from tests import builders as make
from tests.match.suggestions.market import Fair, describe

pytestmark = pytest.mark.django_db


@pytest.fixture
def fair() -> Fair:
    made = Fair()
    made.compute()
    return made


def names(client: Client, address: str) -> list[str]:
    """Return the names on the cards, in order."""
    return [card.name for card in client.get(address).context["cards"]]


def reasons(client: Client, address: str, name: str) -> list[str]:
    """Return the sentences on one card."""
    return next(card.reasons for card in client.get(address).context["cards"] if card.name == name)


def code_of(delegate: Delegate) -> str:
    """Return the code that names a delegate in forms."""
    return make.make_calendar(delegate).code


def told(answer: object) -> list[str]:
    """Return the messages after a redirect."""
    return [str(message) for message in answer.context["messages"]]  # type: ignore[attr-defined]


def act(client: Client, fair: Fair, **words: str) -> object:
    """Press a button of a card and follow where it leads."""
    return client.post(f"{fair.address}do/", words, follow=True)


def test_a_buyer_reads_whom_to_meet_and_why(fair: Fair) -> None:
    client = fair.client(fair.buyer)
    first = next(card for card in client.get(fair.address).context["cards"] if card.name == fair.seller.person.name)
    assert (first.kind, first.country) == ("person", "Hong Kong")
    assert first.reasons == [
        "Has rights on offer, and you buy for Thailand: SVOD",
        "You look for horror, and 1 of their titles is that",
        "A business that suits yours: international sales",
        "At your site: Hong Kong",
    ]


def test_a_seller_reads_that_a_buyer_buys(fair: Fair) -> None:
    sentences = reasons(fair.client(fair.seller), fair.address, "Ploy Siri")
    assert sentences[:2] == [
        "Buys SVOD rights for Thailand, and you have rights on offer",
        "Looks for horror, and 1 of your titles is that",
    ]


def test_works_have_their_own_list(fair: Fair) -> None:
    client = fair.client(fair.buyer)
    page = client.get(f"{fair.address}?list=works")
    assert [card.name for card in page.context["cards"]] == ["Night Ferry"]
    assert page.context["cards"][0].reasons[1] == "You look for this: horror"
    assert f'href="/e/{fair.edition.slug}/works/{fair.work.title.code}/"' in page.content.decode()


def test_a_stand_and_a_work_have_guests_suggested_to_their_people(fair: Fair) -> None:
    client = fair.client(fair.seller)
    page = client.get(f"{fair.address}?list=stand")
    assert [label for _key, label in page.context["tabs"]] == ["People and companies", "Works", "For your stand"]
    assert "Ploy Siri" in [card.name for card in page.context["cards"]]
    assert names(client, f"{fair.address}?list=for-{fair.work.title.code}")[0] == "Ploy Siri"


@pytest.mark.parametrize("word", ["stand", "for-NIGHT", "nonsense"])
def test_lists_of_others_and_of_nobody_lead_back_to_ones_own(fair: Fair, word: str) -> None:
    word = f"for-{fair.work.title.code}" if word == "for-NIGHT" else word
    answer = fair.client(fair.fund).get(f"{fair.address}?list={word}")
    assert (answer.status_code, answer.url) == (302, fair.address)


def test_before_the_first_computation_the_page_says_what_to_do() -> None:
    fair = Fair()
    page = fair.client(fair.buyer).get(fair.address).content.decode()
    assert "No suggestions yet" in page


def test_one_tap_asks_and_the_toast_takes_it_back(fair: Fair) -> None:
    make.make_round(fair.edition)
    client = fair.client(fair.buyer)
    answer = act(client, fair, to=code_of(fair.seller), do="ask")
    request = Request.objects.get()
    assert told(answer) == ["You have asked Lantern Sales for a meeting."]
    assert (request.recipient, request.named, request.status) == (make.calendar_of(fair.stand), fair.seller, "sent")
    assert fair.seller.person.name not in names(client, fair.address)
    assert f"/e/{fair.edition.slug}/requests/{request.code}/withdraw/" in answer.content.decode()  # type: ignore[attr-defined]
    use = SuggestionUse.objects.get()
    assert (use.how, use.request, use.codes[0]) == ("asked", request, "your_purchase")


def test_asking_about_a_work_names_the_work(fair: Fair) -> None:
    make.make_round(fair.edition)
    client = fair.client(fair.buyer)
    act(client, fair, to=fair.work.title.code, do="ask", list="works")
    assert Request.objects.get().title == fair.work.title
    assert names(client, f"{fair.address}?list=works") == []


def test_a_guest_asked_for_a_work_is_asked_about_it(fair: Fair) -> None:
    make.make_round(fair.edition)
    act(fair.client(fair.seller), fair, to=code_of(fair.buyer), do="ask", list=f"for-{fair.work.title.code}")
    request = Request.objects.get()
    assert (request.sender, request.title) == (make.calendar_of(fair.stand), fair.work.title)


def test_asking_whoever_has_asked_already_accepts(fair: Fair) -> None:
    make.make_round(fair.edition)
    client = fair.client(fair.fund)
    code = code_of(fair.producer)
    page = client.get(fair.address)
    assert code in [card.code for card in page.context["cards"]]
    sender, recipient = make.make_calendar(fair.producer), make.make_calendar(fair.fund)
    sent = make.make_request(sender, recipient, sent_at=timezone.now())
    # The list was open while they asked: the card is gone now, as it would be after loading the page again.
    assert client.post(f"{fair.address}do/", {"to": code, "do": "ask"}).status_code == 302
    assert Request.objects.get() == sent


def test_without_a_round_the_refusal_says_why(fair: Fair) -> None:
    answer = act(fair.client(fair.buyer), fair, to=code_of(fair.seller), do="ask")
    assert told(answer) == ["Requests have not opened yet. Mark whom you want to meet; the organisers will open a round."]
    assert not SuggestionUse.objects.exists()


@pytest.mark.parametrize(("do", "sentence"), [("must", "you must meet"), ("like", "you would like to meet")])
def test_one_tap_wishes_and_the_toast_takes_it_back(fair: Fair, do: str, sentence: str) -> None:
    client = fair.client(fair.producer)
    answer = act(client, fair, to=code_of(fair.fund), do=do)
    assert told(answer) == [f"Noted: {sentence} Marie Fonds."]
    assert Wish.objects.get().level == do
    assert "Marie Fonds" not in names(client, fair.address)
    undo = re.search(r'action="([^"]+/wish/\?level=)"', answer.content.decode())  # type: ignore[attr-defined]
    assert undo is not None
    client.post(undo[1])
    assert not Wish.objects.exists()
    assert "Marie Fonds" in names(client, fair.address)


@pytest.mark.parametrize("because", ["party", "organisation", "country", "activity"])
def test_not_this_has_its_effect_at_once_and_can_be_taken_back(fair: Fair, because: str) -> None:
    client = fair.client(fair.producer)
    assert "Marie Fonds" in names(client, fair.address)
    others = names(fair.client(fair.fund), fair.address)
    answer = act(client, fair, to=code_of(fair.fund), do="leave", because=because)
    assert told(answer) == ["You will not be shown this again."]
    assert "Marie Fonds" not in names(client, fair.address)
    assert names(fair.client(fair.fund), fair.address) == others
    left = LeftOut.objects.get()
    assert f"{fair.address}do/?do=restore&amp;left={left.pk}&amp;list=people" in answer.content.decode()  # type: ignore[attr-defined]
    client.post(f"{fair.address}do/?do=restore&left={left.pk}&list=people")
    assert "Marie Fonds" in names(client, fair.address)


def test_not_this_genre_and_kind_leave_out_works(fair: Fair) -> None:
    client = fair.client(fair.buyer)
    for because in ("genre", "format"):
        act(client, fair, to=fair.work.title.code, do="leave", because=because, list="works")
        assert names(client, f"{fair.address}?list=works") == []
        LeftOut.objects.all().delete()


def test_what_was_left_out_stands_in_words_below(fair: Fair) -> None:
    values = {
        "party": str(SuggestionList.objects.get(delegate=fair.buyer, channel="people").entries[0]["n"]),
        "organisation": str(fair.fund.organisation_id),
        "country": "CA",
        "genre": "horror",
        "format": "film",
        "activity": "fund",
    }
    for dislike, value in values.items():
        LeftOut.objects.create(delegate=fair.buyer, dislike=dislike, value=value, because=0)
    LeftOut.objects.create(delegate=fair.buyer, dislike="party", value="999998", because=0)
    page = fair.client(fair.buyer).get(fair.address)
    words = [label for _number, label in page.context["left_out"]]
    assert words == ["somebody who has left", "fund", "film", "horror", "Canada", "Marie Fonds Company", words[-1]]
    assert "7 things you left out" in page.content.decode()


def test_nobody_takes_back_what_another_left_out(fair: Fair) -> None:
    left = make.make_left_out(fair.buyer, fair.fund)
    act(fair.client(fair.producer), fair, do="restore", left=str(left.pk))
    assert LeftOut.objects.filter(pk=left.pk).exists()


def test_leaving_out_has_a_bound(fair: Fair) -> None:
    rows = (LeftOut(delegate=fair.producer, dislike="country", value=str(number), because=0) for number in range(300))
    LeftOut.objects.bulk_create(rows)
    answer = act(fair.client(fair.producer), fair, to=code_of(fair.fund), do="leave", because="party")
    assert told(answer) == ["You have left out 300 things already. Take one back first."]


@pytest.mark.parametrize(
    "words",
    [
        {"do": "leave", "because": "weather"},
        {"do": "dance"},
        {"do": "restore", "left": "x"},
        {"to": "absent", "do": "like"},
        {"do": "like", "list": "works"},
    ],
)
def test_bad_forms_change_nothing(fair: Fair, words: dict[str, str]) -> None:
    client = fair.client(fair.producer)
    before = Entry.objects.count()
    answer = client.post(f"{fair.address}do/", {"to": code_of(fair.fund), **words})
    assert answer.status_code == (302 if words.get("because") or words.get("list") else 404)
    assert (LeftOut.objects.count(), Wish.objects.count(), Entry.objects.count()) == (0, 0, before)


def test_the_trail_says_nothing_about_whom(fair: Fair) -> None:
    act(fair.client(fair.producer), fair, to=code_of(fair.fund), do="leave", because="party")
    entry = Entry.objects.get(action="change suggestions")
    assert entry.after == {"calendar": make.make_calendar(fair.producer).pk}


def test_a_no_of_ones_own_counts_at_once_and_of_the_other_side_never(fair: Fair) -> None:
    client = fair.client(fair.producer)
    before = client.get(fair.address).content
    make.make_wish(make.make_calendar(fair.fund), make.make_calendar(fair.producer), "no")
    for _turn in range(2):
        assert "Marie Fonds" in names(client, fair.address)
        assert _without_secrets(client.get(fair.address).content) == _without_secrets(before)
        assert "Ng See-yuen" not in names(fair.client(fair.fund), fair.address)
        fair.compute()


def _without_secrets(page: bytes) -> bytes:
    return re.sub(rb'(name="(?:csrfmiddlewaretoken|key)"|name="csrf") (?:value|content)="[^"]*"', b"", page)


def test_a_no_to_a_company_hides_its_people_and_works(fair: Fair) -> None:
    make.make_wish(make.make_calendar(fair.buyer), make.calendar_of(fair.stand), "no")
    client = fair.client(fair.buyer)
    assert "Lantern Sales" not in names(client, fair.address)
    assert fair.seller.person.name not in names(client, fair.address)
    assert names(client, f"{fair.address}?list=works") == []


def test_a_no_to_whoever_presents_a_work_hides_the_work(fair: Fair) -> None:
    title = make.make_title("Second Ferry", owner=fair.producer.organisation, genres=["horror"])
    make.make_work(fair.edition, title, contact=fair.producer)
    fair.compute()
    client = fair.client(fair.buyer)
    assert "Second Ferry" in names(client, f"{fair.address}?list=works")
    make.make_wish(make.make_calendar(fair.buyer), make.make_calendar(fair.producer), "no")
    assert "Second Ferry" not in names(client, f"{fair.address}?list=works")


def test_what_is_hidden_since_the_computation_is_not_told(fair: Fair) -> None:
    client = fair.client(fair.seller)
    describe(fair.buyer.organisation, visibility={"preferences": "private", "territories": "private"})
    assert reasons(client, fair.address, "Ploy Siri") == ["A business that suits yours: platform", "At your site: Hong Kong"]


def test_what_followed_from_a_title_changed_since_is_not_told(fair: Fair) -> None:
    client = fair.client(fair.buyer)
    Title.objects.filter(pk=fair.work.title_id).update(genres=["comedy"], changed_at=timezone.now())
    told = reasons(client, fair.address, fair.seller.person.name)
    assert told == ["A business that suits yours: international sales", "At your site: Hong Kong"]
    assert reasons(client, f"{fair.address}?list=works", "Night Ferry") == ["At your site: Hong Kong"]


def test_whoever_has_left_and_what_was_withdrawn_are_passed_over(fair: Fair) -> None:
    Delegate.objects.filter(pk=fair.fund.pk).update(status="left")
    Work.objects.filter(pk=fair.work.pk).update(status="withdrawn")
    assert "Marie Fonds" not in names(fair.client(fair.producer), fair.address)
    assert names(fair.client(fair.buyer), f"{fair.address}?list=works") == []


def test_reasons_are_put_into_words_when_they_are_read(fair: Fair) -> None:
    sentences = reasons(fair.client(fair.buyer), fair.address, fair.seller.person.name)
    with translation.override("zh-hant"):
        visit = EditionVisit(fair.edition, list(fair.edition.sites.all()), fair.buyer.person.account)
        found = suggested(visit, reading_of(side_of(fair.buyer), list_named(fair.buyer, "people")), "zh-Hant")
    read = next(card.reasons for card in found if card.name == fair.seller.person.name)
    assert "泰國" in read[0]
    assert len(read) == len(sentences) == 4


def test_an_exhibitor_without_people_is_suggested_itself(fair: Fair) -> None:
    make.make_round(fair.edition)
    lone = make.make_exhibitor(fair.edition, "Lone Stand", staff=0)
    describe(lone.organisation, activities=["sales"])
    fair.compute()
    client = fair.client(fair.producer)
    card = next(card for card in client.get(fair.address).context["cards"] if card.name == "Lone Stand")
    assert (card.kind, card.detail, card.leaves[0]) == ("exhibitor", f"stand {lone.stand.number}", ("party", "Only this company"))
    act(client, fair, to=card.code, do="ask")
    assert (Request.objects.get().recipient, Request.objects.get().named) == (make.calendar_of(lone), None)


def test_a_work_presented_by_a_delegate_leads_to_them(fair: Fair) -> None:
    make.make_round(fair.edition)
    title = make.make_title("Second Ferry", owner=fair.producer.organisation, genres=["horror"])
    make.make_work(fair.edition, title, contact=fair.producer)
    fair.compute()
    act(fair.client(fair.buyer), fair, to=title.code, do="ask", list="works")
    request = Request.objects.get()
    assert (request.recipient, request.named, request.title) == (make.make_calendar(fair.producer), None, title)


def test_a_work_that_nobody_presents_any_more_cannot_be_asked_about(fair: Fair) -> None:
    Work.objects.filter(pk=fair.work.pk).update(exhibitor=None)
    words = {"to": fair.work.title.code, "do": "ask", "list": "works"}
    assert fair.client(fair.buyer).post(f"{fair.address}do/", words).status_code == 404


def test_those_both_have_worked_with_are_named_and_private_ones_are_not(fair: Fair) -> None:
    star, lab = make.make_person("Tony"), make.make_organisation("Pearl Lab")
    credits = [
        {"role": "cast", "name": "Tony", "person": star.code},
        {"role": "laboratory", "name": "Pearl Lab", "organisation": lab.code},
    ]
    for owner, role in ((fair.stand.organisation, "sales"), (fair.producer.organisation, "production")):
        own = {"role": role, "name": owner.name, "organisation": owner.code}
        make.make_work(fair.edition, make.make_title(owner=owner, credits=[*credits, own]), exhibitor=fair.stand)
    fair.compute()
    client = fair.client(fair.producer)
    both = {"You have both worked with Tony, Pearl Lab", "You have both worked with Pearl Lab, Tony"}
    # Which comes first depends on the numbers of their records only.
    assert len(both.intersection(reasons(client, fair.address, fair.seller.person.name))) == 1
    describe(star, level="private")
    assert "You have both worked with Pearl Lab" in reasons(client, fair.address, fair.seller.person.name)
    describe(lab, level="private")
    assert not [one for one in reasons(client, fair.address, fair.seller.person.name) if "worked with" in one]


def test_twenty_are_shown_and_the_next_moves_up(fair: Fair) -> None:
    for number in range(26):
        fair.guest(f"Guest {number:02}", activities=["festival"], country=f"{'ABCDEFGHIJ'[number % 10]}R")
    fair.compute()
    client = fair.client(fair.fund)
    before = names(client, fair.address)
    assert len(before) == 20
    first = client.get(fair.address).context["cards"][0]
    act(client, fair, to=first.code, do="leave", because="party")
    after = names(client, fair.address)
    assert len(after) == 20
    assert set(before) - set(after) == {first.name}


def test_a_page_takes_as_many_queries_for_one_as_for_many(fair: Fair) -> None:
    client = fair.client(fair.fund)

    def queries(word: str) -> int:
        client.get(f"{fair.address}?list={word}")
        with CaptureQueriesContext(connection) as taken:
            assert client.get(f"{fair.address}?list={word}").status_code == 200
        return len(taken)

    before = [queries(word) for word in ("people", "works")]
    for number in range(3):
        fair.guest(f"Guest {number}", activities=["institution"])
        make.make_work(fair.edition, make.make_title(owner=fair.producer.organisation), contact=fair.producer)
    fair.compute()
    assert before == [queries(word) for word in ("people", "works")] == [14, 14]
