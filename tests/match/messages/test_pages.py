"""Read and answer on the pages: what they say, what they hide, and how many queries they take."""

from __future__ import annotations

import pytest
from django.test import Client

from praya.core.directory.codes import random_code
from praya.match.messages.models import Block, Mailbox, Message, MessageRules, Thread, ThreadSide
from praya.match.messages.unread import unread_of
from praya.meet.accreditation.visits import EditionVisit
from tests.builders import (
    SENT_AT,
    make_delegate,
    make_edition,
    make_message,
    make_organisation,
    make_person,
    make_thread,
    make_title,
    make_work,
    sign_in,
)

pytestmark = pytest.mark.django_db


class World:
    """Hold two delegates of one edition, each with a browser."""

    def __init__(self) -> None:
        self.edition = make_edition()
        company = make_organisation("Lantern Films", names={"zh-Hant": "燈籠電影"})
        person = make_person("Ng See-yuen", names={"zh-Hant": "吳思遠"}, email="ng@example.org")
        self.buyer = make_delegate(self.edition, person=person)
        self.seller = make_delegate(self.edition, name="Maria do Carmo", organisation=company)
        self.buying = sign_in(Client(), self.buyer.person.account)
        self.selling = sign_in(Client(), self.seller.person.account)
        self.root = f"/e/{self.edition.slug}/messages/"

    def talk(self, *texts: str, **fields) -> str:
        """Let both write in turn, the buyer first; return the address of the conversation."""
        return f"{self.root}{make_thread(self.buyer, self.seller, *texts, **fields).code}/"


@pytest.fixture
def world() -> World:
    return World()


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_conversations_takes_six_queries(world: World, django_assert_num_queries, count: int) -> None:
    for number in range(count):
        make_thread(make_delegate(world.edition, name=f"Writer {number}"), world.seller, "Hello", "Yes", "When?")
    with django_assert_num_queries(6):
        text = page(world.selling, world.root)
    assert text.count("When?") == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_conversation_takes_eight_queries_and_two_more_when_works_are_attached(
    world: World, django_assert_num_queries, count: int
) -> None:
    thread = make_thread(world.buyer, world.seller, *["Hello"] * count)
    with django_assert_num_queries(8):
        page(world.selling, f"{world.root}{thread.code}/")
    for _ in range(count):
        make_message(thread, world.buyer, "Look", title=make_work(world.edition).title)
    with django_assert_num_queries(10):
        page(world.selling, f"{world.root}{thread.code}/")


def test_an_empty_box_says_whom_to_write_to(world: World) -> None:
    text = page(world.buying, world.root)
    assert "No messages yet" in text
    assert f'href="/e/{world.edition.slug}/people/"' in text


def test_names_stand_in_both_scripts_and_no_address_is_shown(world: World) -> None:
    address = world.talk("Good morning", "Good evening")
    for where in (world.root, address):
        text = page(world.selling, where)
        assert '<bdi>Ng See-yuen</bdi> <bdi class="name-other" lang="zh-Hant">吳思遠</bdi>' in text
        assert "ng@example.org" not in text


def test_writing_for_the_first_time_leads_to_the_conversation(world: World) -> None:
    address = f"{world.root}to/{world.seller.code}/"
    text = page(world.buying, address)
    assert "燈籠電影" in text
    assert "10 first messages left today." in text
    key = random_code()
    for _ in range(2):
        answer = world.buying.post(address, {"text": "Good morning", "key": key})
        assert answer.status_code == 302
    thread = Thread.objects.get()
    assert answer["Location"] == f"{world.root}{thread.code}/#write"
    text = page(world.buying, f"{world.root}{thread.code}/")
    assert "Your message has been sent. You can write again once they answer." in text
    assert "<textarea" not in text
    assert world.buying.get(f"{address}?work=abc")["Location"] == f"{world.root}{thread.code}/?work=abc"
    assert Message.objects.get().code == key


def test_a_refused_message_stays_in_its_form(world: World) -> None:
    answer = world.buying.post(f"{world.root}to/{world.seller.code}/", {"text": "evil\u202egnp.exe"})
    assert answer.status_code == 422
    assert "A character here cannot be shown" in answer.content.decode()
    assert "gnp.exe" in answer.content.decode()
    address = world.talk("Good morning", "Yes")
    answer = world.buying.post(address, {"text": "x" * 2001})
    assert answer.status_code == 422
    assert "This text is 1 character too long" in answer.content.decode()
    assert "x" * 2001 in answer.content.decode()


def test_five_thousand_characters_and_no_text_get_an_answer(world: World) -> None:
    address = f"{world.root}to/{world.seller.code}/"
    for text in ("x" * 5000, "", "\x00", "\ud800".encode("utf-8", "replace").decode()):
        assert world.buying.post(address, {"text": text}).status_code in {302, 422}


def test_everybody_who_cannot_be_written_to_looks_alike(world: World) -> None:
    hidden = make_delegate(world.edition, person=make_person("Hidden One", level="private"))
    off = make_delegate(world.edition, name="Switched Off")
    Mailbox.objects.create(delegate=off, is_open=False)
    found = set()
    for one in (hidden, off):
        for answer in (
            world.buying.get(f"{world.root}to/{one.code}/"),
            world.buying.post(f"{world.root}to/{one.code}/", {"text": "Hello"}),
        ):
            text = answer.content.decode()
            assert "This person takes no messages at this market." in text
            assert one.person.name not in text
            found.add(text.replace(one.code, "").split("<main")[1])
    assert len(found) == 1
    assert Thread.objects.count() == 0


def test_absent_refused_and_foreign_people_are_not_found_and_oneself_leads_home(world: World) -> None:
    applied = make_delegate(world.edition, status="applied")
    foreign = make_delegate(make_edition())
    for code in ("absent", applied.code, foreign.code):
        assert world.buying.get(f"{world.root}to/{code}/").status_code == 404
    assert world.buying.get(f"{world.root}to/{world.buyer.code}/")["Location"] == world.root


def test_a_conversation_is_its_two_peoples_only(world: World) -> None:
    address = world.talk("Good morning")
    colleague = make_delegate(world.edition, organisation=world.seller.organisation)
    client = sign_in(Client(), colleague.person.account)
    assert client.get(address).status_code == 404
    assert client.post(address, {"text": "Me too"}).status_code == 404
    assert page(client, world.root).count("Good morning") == 0


def test_markup_is_shown_as_typed_and_links_only_after_an_answer(world: World) -> None:
    address = world.talk("<b>See</b> https://example.org/a", "I looked at https://example.org/b?x=1&y=2.")
    text = page(world.selling, address)
    assert "&lt;b&gt;See&lt;/b&gt; https://example.org/a<" in text
    assert '<a href="https://example.org/b?x=1&amp;y=2" rel="noopener noreferrer nofollow">' in text
    assert 'href="https://example.org/a"' not in text


def test_a_line_break_stays_and_a_dangerous_scheme_is_no_link(world: World) -> None:
    address = world.talk("Hello", 'One\nTwo javascript:alert(1) http://a"onclick=x')
    text = page(world.selling, address)
    assert "One<br>Two javascript:alert(1)" in text
    assert "onclick=x<" in text
    assert 'href="javascript' not in text


def test_the_frame_counts_conversations_with_something_new(world: World) -> None:
    world.talk("Good morning", "Yes", "When?")
    make_thread(make_delegate(world.edition), world.seller, "Hello")
    agenda = f"/e/{world.edition.slug}/agenda/"
    assert "2 conversations with something new" in page(world.selling, agenda)
    ThreadSide.objects.filter(delegate=world.seller).update(is_muted=True)
    assert "with something new" not in page(world.selling, agenda)
    assert "1 conversation with something new" in page(world.buying, agenda)


def test_the_number_of_the_frame_follows_the_rows(world: World) -> None:
    for unread, is_muted in ((0, False), (2, False), (1, True), (3, True), (1, False)):
        thread = make_thread(make_delegate(world.edition), world.seller)
        ThreadSide.objects.filter(thread=thread, delegate=world.seller).update(unread=unread, is_muted=is_muted)
    world.talk("Good morning")
    for delegate, expected in ((world.seller, 3), (world.buyer, 0)):
        visit = EditionVisit(world.edition, [], delegate.person.account)
        assert (visit.delegate.messages_waiting, unread_of(delegate)) == (expected, expected)


def test_reading_is_marked_by_a_form_and_by_the_page_itself(world: World) -> None:
    address = world.talk("Good morning")
    text = page(world.selling, address)
    last = Message.objects.get()
    assert f'name="seen" value="{last.code}"' in text
    assert ThreadSide.objects.get(delegate=world.seller).unread == 1
    answer = world.selling.post(f"{address}read/", {"seen": last.code}, headers={"HX-Request": "true"})
    assert 'hx-swap-oob="outerHTML:.unread-count" hidden' in answer.content.decode()
    assert ThreadSide.objects.get(delegate=world.seller).unread == 0
    assert world.selling.post(f"{address}read/", {"seen": last.code})["Location"] == address
    assert "Mark as read" not in page(world.selling, address)


def test_declining_is_told_and_can_be_taken_back_by_writing(world: World) -> None:
    address = world.talk("Good morning", status="asked")
    assert "Answer, and you can write to each other." in page(world.selling, address)
    assert world.selling.post(f"{address}do/", {"do": "decline"}).status_code == 302
    assert "does not wish to exchange messages" in page(world.buying, address)
    assert "<textarea" not in page(world.buying, address)
    world.selling.post(address, {"text": "I have thought again"})
    assert "<textarea" in page(world.buying, address)
    answer = world.buying.post(f"{address}do/", {"do": "decline"}, follow=True)
    assert "Only an unanswered first message can be declined." in answer.content.decode()


def test_muting_can_be_undone_from_its_toast(world: World) -> None:
    address = world.talk("Good morning")
    text = world.selling.post(f"{address}do/", {"do": "mute"}, follow=True).content.decode()
    assert f'action="{address}do/?do=unmute"' in text
    assert "Unmute" in text
    world.selling.post(f"{address}do/?do=unmute")
    assert not ThreadSide.objects.get(delegate=world.seller).is_muted
    assert world.selling.post(f"{address}do/", {"do": "explode"}).status_code == 404


def test_an_address_is_shown_only_while_its_owner_agrees(world: World) -> None:
    address = world.talk("Good morning", "Yes")
    assert "ng@example.org" not in page(world.selling, address)
    world.buying.post(f"{address}do/", {"do": "share"})
    assert 'href="mailto:ng@example.org"' in page(world.selling, address)
    assert "ng@example.org" not in page(world.selling, world.root)
    assert world.seller.person.email not in page(world.buying, address)
    world.buying.post(f"{address}do/", {"do": "withdraw"})
    assert "ng@example.org" not in page(world.selling, address)


def test_blocking_from_a_conversation_or_a_first_page_can_be_undone(world: World) -> None:
    address = world.talk("Good morning", "Yes")
    block = f"{world.root}to/{world.buyer.code}/block/"
    text = world.selling.post(block, {"do": "block"}, follow=True).content.decode()
    assert "Blocked at once. They are not told." in text
    assert "Good morning" not in text
    assert f'action="{block}?do=unblock"' in text
    assert "You have blocked this person." in page(world.selling, address)
    assert "Ng See-yuen" in page(world.selling, f"{world.root}settings/")
    assert "You have blocked this person." in page(world.selling, f"{world.root}to/{make_blocked(world).code}/")
    world.selling.post(f"{block}?do=unblock")
    assert Block.objects.filter(blocked=world.buyer.person).count() == 0
    assert world.selling.post(block, {"do": "x"}).status_code == 404
    assert world.selling.post(f"{world.root}to/absent/block/", {"do": "block"}).status_code == 404
    assert world.selling.post(f"{world.root}to/{world.seller.code}/block/", {"do": "block"})["Location"] == world.root


def make_blocked(world: World):
    """Make somebody whom the seller has blocked before any message."""
    other = make_delegate(world.edition)
    Block.objects.create(person=world.seller.person, blocked=other.person, at=SENT_AT)
    return other


def test_whoever_used_up_the_day_is_told_before_typing(world: World) -> None:
    MessageRules.objects.create(edition=world.edition, first_contacts_per_day=0)
    text = page(world.buying, f"{world.root}to/{world.seller.code}/")
    assert "At this market nobody can be written to for the first time." in text
    assert "<textarea" not in text


def test_choices_are_kept_and_shown_where_they_matter(world: World) -> None:
    settings = f"{world.root}settings/"
    assert 'name="is_open" aria-describedby="id_is_open_helptext" id="id_is_open" checked' in page(world.buying, settings)
    assert world.buying.post(settings, {"wants_mail": "on"})["Location"] == settings
    mailbox = Mailbox.objects.get(delegate=world.buyer)
    assert (mailbox.is_open, mailbox.wants_mail) == (False, True)
    assert "You have switched messages off: nobody can write to you." in page(world.buying, world.root)


def test_own_works_and_the_one_named_in_the_address_can_be_attached(world: World) -> None:
    own = make_work(world.edition, make_title("Own work", owner=world.seller.organisation))
    other = make_work(world.edition, make_title("Work of another"))
    hidden = make_work(world.edition, make_title("Hidden work", level="buyer"))
    address = f"{world.root}to/{world.buyer.code}/"
    assert ("Own work" in page(world.selling, address), "Work of another" in page(world.selling, address)) == (True, False)
    text = page(world.selling, f"{address}?work={other.title.code}")
    assert f'<option value="{other.title.code}" selected>Work of another</option>' in text
    assert "Hidden work" not in page(world.selling, f"{address}?work={hidden.title.code}")
    answer = world.selling.post(address, {"text": "Look", "work": hidden.title.code})
    assert "This work cannot be attached" in answer.content.decode()
    assert world.selling.post(address, {"text": "Look", "work": own.title.code}).status_code == 302
    assert "Own work" in page(world.buying, f"{world.root}{Thread.objects.get().code}/")


def test_long_conversations_are_read_a_hundred_at_a_time(world: World) -> None:
    thread = make_thread(world.buyer, world.seller)
    Message.objects.bulk_create(
        Message(thread=thread, by=world.buyer, text=f"Number {number}.", sent_at=SENT_AT) for number in range(130)
    )
    text = page(world.selling, f"{world.root}{thread.code}/")
    assert ("Number 29." in text, "Number 30." in text, "Number 129." in text) == (False, True, True)
    first = thread.messages.get(text="Number 30.")
    earlier = page(world.selling, f"{world.root}{thread.code}/?before={first.code}")
    assert ("Number 0." in earlier, "Number 29." in earlier, "Number 30." in earlier) == (True, True, False)


def test_fifty_conversations_stand_on_a_page(world: World) -> None:
    for number in range(51):
        make_thread(make_delegate(world.edition, name=f"Writer {number}."), world.seller, "Hello")
    first, second = (page(world.selling, f"{world.root}?page={number}") for number in (1, 2))
    assert (first.count("<bdi>Writer"), second.count("<bdi>Writer")) == (50, 1)


def test_names_and_marks_are_those_of_the_readers_language(world: World) -> None:
    address = world.talk("When?", "At ten.")
    world.selling.post(f"{address}do/", {"do": "share"})
    for language, name, since in (
        ("zh-hant", "Maria do Carmo：", " 起可看到 <bdi>"),
        ("en", "Maria do Carmo: ", "They see <bdi>"),
    ):
        world.buying.cookies["django_language"] = world.selling.cookies["django_language"] = language
        assert name in page(world.buying, address)
        assert since in page(world.selling, address)
