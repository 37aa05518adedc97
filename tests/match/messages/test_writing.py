"""Write to somebody for the first time, be answered or declined, and never twice before that."""

from __future__ import annotations

from datetime import timedelta

import pytest

from praya.core.access.audiences import Audience
from praya.core.actions.refusing import Refused
from praya.core.audit.models import Entry
from praya.core.directory.codes import random_code
from praya.match.messages import actions
from praya.match.messages.actions import write
from praya.match.messages.models import Mailbox, Message, MessageRules, Thread, ThreadSide
from praya.match.messages.queries import conversation, side_with
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.visits import Reader
from tests.builders import (
    HK_AFTERNOON,
    SENT_AT,
    make_category,
    make_delegate,
    make_edition,
    make_person,
    make_thread,
    make_title,
    make_work,
)

pytestmark = pytest.mark.django_db
UNREACHABLE = "This person takes no messages at this market."
WAIT = "You have written to this person. You can write again once they answer."


def writer(delegate: Delegate, audience: Audience = Audience.BADGE) -> Reader:
    return Reader(delegate, delegate.person.account, audience)


@pytest.fixture
def pair() -> tuple[Reader, Reader]:
    edition = make_edition()
    return writer(make_delegate(edition)), writer(make_delegate(edition, site="la"))


def refused(*args, **named) -> str:
    with pytest.raises(Refused) as caught:
        write(*args, **{"at": SENT_AT, **named})
    return caught.value.sentence


def unread(delegate: Delegate) -> list[int]:
    return list(ThreadSide.objects.filter(delegate=delegate).values_list("unread", flat=True))


def test_a_first_message_waits_for_its_answer(pair) -> None:
    me, them = pair
    sent = write(me, them.delegate.pk, " Good morning\r\n", at=SENT_AT)
    assert (sent.text, sent.is_first, sent.is_withheld) == ("Good morning", True, False)
    assert (sent.thread.status, sent.thread.starter, sent.thread.recipient) == ("asked", me.delegate, them.delegate)
    assert (unread(me.delegate), unread(them.delegate)) == ([0], [1])
    assert refused(me, them.delegate.pk, "Are you there?") == WAIT
    assert Message.objects.count() == 1


def test_an_answer_opens_the_conversation_for_both(pair) -> None:
    me, them = pair
    write(me, them.delegate.pk, "Good morning", at=SENT_AT)
    answer = write(them, me.delegate.pk, "Good evening", at=HK_AFTERNOON)
    assert (answer.thread.status, answer.thread.answered_at, answer.is_first) == ("open", HK_AFTERNOON, False)
    assert (unread(me.delegate), unread(them.delegate)) == ([1], [0])
    write(me, them.delegate.pk, "One", at=HK_AFTERNOON)
    write(me, them.delegate.pk, "Two", at=HK_AFTERNOON)
    side = side_with(them.delegate, me.delegate.pk)
    read = [line.text for line in conversation(side, them.delegate, Audience.BADGE).lines]
    assert read == ["Good morning", "Good evening", "One", "Two"]
    assert Thread.objects.count() == 1


def test_a_declined_writer_writes_no_more_until_the_other_does(pair) -> None:
    me, them = pair
    write(me, them.delegate.pk, "Good morning", at=SENT_AT)
    side = side_with(them.delegate, me.delegate.pk)
    assert actions.decline(them, side, at=HK_AFTERNOON).status == "declined"
    assert unread(them.delegate) == [0]
    assert refused(me, them.delegate.pk, "Please") == (
        "This person does not wish to exchange messages. If they change their mind, they will write to you."
    )
    write(them, me.delegate.pk, "I have thought again", at=HK_AFTERNOON)
    assert write(me, them.delegate.pk, "Thank you", at=HK_AFTERNOON).thread.status == "open"


def test_only_an_unanswered_first_message_can_be_declined(pair) -> None:
    me, them = pair
    write(me, them.delegate.pk, "Good morning", at=SENT_AT)
    for by in (me, them):
        if by is them:
            write(them, me.delegate.pk, "Yes", at=SENT_AT)
        with pytest.raises(Refused, match="Only an unanswered first message can be declined"):
            actions.decline(by, side_with(by.delegate, (them if by is me else me).delegate.pk), at=SENT_AT)


def test_the_same_form_sent_twice_is_one_message(pair) -> None:
    me, them = pair
    key = random_code()
    first = write(me, them.delegate.pk, "Good morning", at=SENT_AT, key=key)
    again = write(me, them.delegate.pk, "Good morning", at=SENT_AT, key=key)
    assert (first.pk, first.code) == (again.pk, key)
    other = write(them, me.delegate.pk, "A form with a word of somebody else's", at=SENT_AT, key=key)
    assert other.code != key
    assert write(them, me.delegate.pk, "A made-up word", at=SENT_AT, key="o" * 14).code != "o" * 14


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Write something first."),
        (" \n ", "Write something first."),
        ("invoice\u202efdp.exe", "A character here cannot be shown (a control or direction sign). Type the text again."),
        ("a\x00b", "A character here cannot be shown (a control or direction sign). Type the text again."),
        ("\U000e0fff", "A character here cannot be shown (a control or direction sign). Type the text again."),
        ("電" * 2001, "This text is 1 character too long; 2000 are the most."),
        ("x" * 2500, "This text is 500 characters too long; 2000 are the most."),
    ],
)
def test_what_cannot_be_sent_is_refused_with_a_sentence(pair, text: str, sentence: str) -> None:
    me, them = pair
    assert refused(me, them.delegate.pk, text) == sentence
    assert Thread.objects.count() == 0


def test_two_thousand_characters_of_any_script_are_kept_as_typed(pair) -> None:
    me, them = pair
    text = ("花樣年華 مرحبا é👩‍👩‍👧 " * 200)[:1999].strip()
    assert write(me, them.delegate.pk, text, at=SENT_AT).text == text


def test_whoever_hides_or_switched_messages_off_or_left_is_refused_in_one_sentence(pair) -> None:
    me, _them = pair
    edition = me.delegate.edition
    off = make_delegate(edition)
    Mailbox.objects.create(delegate=off, is_open=False)
    cases = [
        off,
        make_delegate(edition, person=make_person(level="private")),
        make_delegate(edition, person=make_person(level="request")),
        make_delegate(edition, person=make_person(level="buyer")),
        make_delegate(edition, status="left"),
        make_delegate(edition, status="applied"),
        make_delegate(make_edition()),
        me.delegate,
    ]
    assert [refused(me, one.pk, "Hello") for one in cases] == [UNREACHABLE] * len(cases)
    assert refused(me, 987654321, "Hello") == UNREACHABLE
    assert write(writer(me.delegate, Audience.BUYER), cases[3].pk, "Hello", at=SENT_AT).thread.status == "asked"


def test_somebody_who_hides_can_be_answered_once_they_write(pair) -> None:
    me, _them = pair
    hidden = writer(make_delegate(me.delegate.edition, person=make_person(level="private")))
    write(hidden, me.delegate.pk, "It is me", at=SENT_AT)
    assert write(me, hidden.delegate.pk, "Welcome", at=SENT_AT).thread.status == "open"
    Mailbox.objects.create(delegate=hidden.delegate, is_open=False)
    assert refused(me, hidden.delegate.pk, "Still there?") == UNREACHABLE


def test_whoever_switched_messages_off_or_is_stopped_cannot_write(pair) -> None:
    me, them = pair
    mailbox = Mailbox.objects.create(delegate=me.delegate, is_open=False)
    assert refused(me, them.delegate.pk, "Hello").startswith("You have switched messages off")
    mailbox.is_open, mailbox.suspended_at = True, SENT_AT
    mailbox.save()
    assert refused(me, them.delegate.pk, "Hello").startswith("The organisers have stopped you")
    make_thread(them.delegate, me.delegate, "Good morning")
    assert refused(me, them.delegate.pk, "Hello").startswith("The organisers have stopped you")


def test_first_contacts_are_limited_by_the_day_of_the_writers_site(pair) -> None:
    me, _them = pair
    edition = me.delegate.edition
    MessageRules.objects.create(edition=edition, first_contacts_per_day=2)
    people = [make_delegate(edition) for _ in range(5)]
    before_midnight = SENT_AT.replace(hour=15, minute=59)  # 23:59 in Hong Kong
    for one in people[:2]:
        write(me, one.pk, "Hello", at=before_midnight)
    assert refused(me, people[2].pk, "Hello", at=before_midnight) == (
        "You can write to 2 new people a day, and you have. Answers are not counted; tomorrow there is room again."
    )
    midnight = before_midnight + timedelta(minutes=1)
    for one in people[2:4]:
        write(me, one.pk, "Hello", at=midnight)
    assert refused(me, people[4].pk, "Hello", at=midnight + timedelta(hours=23, minutes=59)).startswith("You can write to 2")
    assert Thread.objects.count() == 4


def test_answers_are_not_counted_and_a_limit_of_none_says_so(pair) -> None:
    me, them = pair
    MessageRules.objects.create(edition=me.delegate.edition, first_contacts_per_day=1)
    asked = make_delegate(me.delegate.edition)
    write(me, asked.pk, "Hello", at=SENT_AT)
    write(them, me.delegate.pk, "Hello", at=SENT_AT)
    assert write(me, them.delegate.pk, "Hello yourself", at=SENT_AT).thread.status == "open"
    MessageRules.objects.update(first_contacts_per_day=0)
    assert refused(writer(asked), them.delegate.pk, "Hello") == (
        "At this market nobody can be written to for the first time. Ask for a meeting instead."
    )


def test_without_a_rule_ten_people_a_day_can_be_written_to(pair) -> None:
    me, _them = pair
    for _ in range(10):
        write(me, make_delegate(me.delegate.edition).pk, "Hello", at=SENT_AT)
    assert refused(me, make_delegate(me.delegate.edition).pk, "Hello").startswith("You can write to 10 new people a day")


def test_a_work_is_attached_only_when_both_may_see_it(pair) -> None:
    me, them = pair
    edition = me.delegate.edition
    shown = make_work(edition, make_title("Lantern"))
    buyers_only = make_work(edition, make_title("Hidden", level="buyer"))
    waiting = make_work(edition, status="submitted")
    elsewhere = make_work(make_edition())
    buying = Reader(me.delegate, me.account, Audience.BUYER)
    for work in (buyers_only, waiting, elsewhere):
        assert refused(buying, them.delegate.pk, "Look", title=work.title_id) == (
            "This work cannot be attached: it is not shown to both of you."
        )
    sent = write(buying, them.delegate.pk, "Look", at=SENT_AT, title=shown.title_id)
    line = conversation(side_with(them.delegate, me.delegate.pk), them.delegate, Audience.BADGE).lines[0]
    assert (sent.title_id, line.card.name) == (shown.title_id, "Lantern")
    buyer = make_delegate(edition, category=make_category(edition, "acquisitions", is_buyer=True))
    assert write(buying, buyer.pk, "Look", at=SENT_AT, title=buyers_only.title_id).title_id == buyers_only.title_id


def test_a_work_that_is_shown_no_longer_is_not_named(pair) -> None:
    me, them = pair
    work = make_work(me.delegate.edition, make_title("Lantern"))
    write(me, them.delegate.pk, "Look", at=SENT_AT, title=work.title_id)
    type(work).objects.filter(pk=work.pk).update(status="withdrawn")
    line = conversation(side_with(them.delegate, me.delegate.pk), them.delegate, Audience.BADGE).lines[0]
    assert (line.title, line.card) == (work.title_id, None)


def test_the_trail_knows_that_somebody_wrote_and_nothing_else(pair) -> None:
    me, them = pair
    write(me, them.delegate.pk, "A secret", at=SENT_AT)
    entry = Entry.objects.get(action="send message")
    assert (entry.account, entry.edition, entry.subject, entry.subject_id) == (
        me.account,
        me.delegate.edition_id,
        "match.message",
        "",
    )
    assert (entry.before, entry.after) == (None, {})


def test_reading_marks_what_was_shown_and_leaves_what_came_later(pair) -> None:
    me, them = pair
    thread = make_thread(me.delegate, them.delegate, "One", "Two", "Three", "Four", "Five")
    side = side_with(them.delegate, me.delegate.pk)
    assert side.unread == 3
    codes = list(thread.messages.values_list("code", flat=True))
    assert actions.mark_read(side, codes[2]) == 1
    assert actions.mark_read(side, "unknown") == 3
    assert actions.mark_read(side, codes[-1]) == 0
    assert unread(them.delegate) == [0]


def test_muting_and_sharing_an_address_are_kept_and_recorded(pair) -> None:
    me, them = pair
    make_thread(me.delegate, them.delegate, "Hello")
    side = side_with(me.delegate, them.delegate.pk)
    actions.mute(me, side, True)
    actions.share_address(me, side, True, at=HK_AFTERNOON)
    kept = ThreadSide.objects.get(pk=side.pk)
    assert (kept.is_muted, kept.shared_at) == (True, HK_AFTERNOON)
    assert side_with(them.delegate, me.delegate.pk).theirs_at == HK_AFTERNOON
    actions.mute(me, side, False)
    actions.share_address(me, side, False, at=HK_AFTERNOON)
    kept.refresh_from_db()
    assert (kept.is_muted, kept.shared_at) == (False, None)
    assert list(Entry.objects.order_by("pk").values_list("action", flat=True)) == [
        "change message settings",
        "share own address",
        "change message settings",
        "withdraw own address",
    ]
