"""No name of a site, hall, stand, work, company, person or edition breaks a line of a calendar, in any reader's eyes."""

from __future__ import annotations

import re
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from praya.core.accounts.models import Account
from praya.core.catalogue.models import Title
from praya.core.directory.models import Organisation, Person
from praya.core.letters.sending import send_due
from praya.core.texts.reading import write
from praya.match.agenda import feed
from praya.match.agenda.queries import agenda_items
from praya.match.diary.booking import cancel, notify
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition, Hall, Site, Stand
from praya.meet.editions.queries import sites_of
from tests import builders as make

pytestmark = pytest.mark.django_db

# What one reader or another takes for the end of a line, and what is one once a backslash is read.
BREAKS = ("\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029", "\\n", "\\N", "\\r\\n")
# A content line as RFC 5545, 3.1 has it, read here by nobody's library.
_LINE = re.compile(r'([A-Z-]+)((?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*):(.*)')
_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")


class World:
    """Hold a buyer who meets an exhibitor at its stand about a work, and write what calendars read of it."""

    def __init__(self) -> None:
        self.edition = make.make_edition("autumn")
        exhibitor = make.make_exhibitor(self.edition, "Lantern")
        self.buyer = make.make_delegate(self.edition, name="Ana Lam")
        self.title = make.make_title("The Clock")
        make.make_work(self.edition, self.title)
        parties = [make.calendar_of(one) for one in (self.buyer, exhibitor)]
        request = make.make_request(*parties, title=self.title)
        place = {"site": self.edition.sites.get(slug="hk"), "stand": exhibitor.stand}
        self.meeting = make.make_meeting(*parties, request=request, **place)

    def call_everything(self, word: str) -> None:
        """Give everything of which a calendar tells the same name."""
        Edition.objects.update(name=write({"en": word}))
        Site.objects.update(name=write({"en": word}))
        for model, column in ((Hall, "name"), (Stand, "number")):
            row = self.meeting.stand.hall if model is Hall else self.meeting.stand
            model.objects.filter(pk=row.pk).update(**{column: word})
        names = {"zh-Hant": f"張{word}"}
        Organisation.objects.update(name=word, names=names)
        Person.objects.update(name=word, names=names)
        self.title.refresh_from_db()
        Title.objects.filter(pk=self.title.pk).update(name=word, names=[{**self.title.names[0], "text": word}])
        Account.objects.filter(pk=self.buyer.person.account_id).update(email=f"ana{word}@example.org")

    def texts(self) -> dict[str, bytes]:
        """Return the feed and the invitation of the meeting, and what they are once it is cancelled."""
        me = Delegate.objects.get(pk=self.buyer.pk)
        (item,), sites = agenda_items(me), sites_of(me.edition)
        method = "CANCEL" if item.is_gone else "REQUEST"
        return {
            "PUBLISH": Client().get(f"/feeds/{me.feed_token}.ics").content,
            method: feed.invitation_text(me, item, sites, "en", method),
        }


def strictly(text: bytes) -> list[tuple[str, str]]:
    """Return the properties of a calendar by the letter of RFC 5545; each line is one, and holds no control."""
    lines = text.decode().replace("\r\n ", "").split("\r\n")
    assert lines.pop() == ""
    found = [_LINE.fullmatch(line) for line in lines]
    assert [line for line, one in zip(lines, found, strict=True) if one is None or _CONTROL.search(line)] == []
    return [(one[1], one[3]) for one in found if one is not None]


def freely(text: bytes) -> list[str]:
    """Return the names of properties as somebody reads them for whom everything that can end a line does."""
    unfolded = re.sub(r"\r\n[ \t]", "", text.decode())
    return [re.split("[;:]", line, maxsplit=1)[0] for line in unfolded.splitlines()]


def shape(text: bytes) -> Any:
    """Return which properties three readers find, each in how many lines, or the one that finds no calendar."""
    try:
        own = [(name, len(re.findall(r"\\[nN]", value.replace("\\\\", "")))) for name, value in strictly(text)]
        library = [(name, len(str(value).splitlines())) for name, value in Calendar.from_ical(text).property_items()]
    except (AssertionError, ValueError) as fault:
        return type(fault).__name__
    return own, freely(text), library


def shown(world: World) -> dict[str, list[str]]:
    """Return the texts in which a break of lines shows, by the break."""
    world.call_everything("Plain X:1")
    usual = {method: shape(text) for method, text in world.texts().items()}
    assert [one for one in usual.values() if isinstance(one, str)] == []
    found = {}
    for mark in BREAKS:
        world.call_everything(f"P{mark}X:1")
        try:
            told = world.texts()
        except (AssertionError, ValueError):  # the library refuses to write some of it
            told = dict.fromkeys(usual, b"")
        found[mark] = [method for method, text in told.items() if shape(text) != usual[method]]
    return {mark: methods for mark, methods in found.items() if methods}


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_no_name_breaks_a_line_or_adds_a_property(before_the_market: None, method: str) -> None:
    world = World()
    if method == "CANCEL":
        cancel(world.meeting, by=None)
    assert set(world.texts()) == {"PUBLISH", method}
    assert shown(world) == {}


def test_names_told_as_they_are_would_be_found(before_the_market: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: without its guard every break shows to one of the readers."""
    monkeypatch.setattr(feed, "in_calendar", lambda text: text)
    found = shown(World())
    assert (sorted(found), {len(methods) for methods in found.values()}) == (sorted(BREAKS), {2})


def test_what_a_name_says_is_still_read(before_the_market: None) -> None:
    world = World()
    world.call_everything("P\r\nX:1")
    for text in world.texts().values():
        said = dict(reversed(strictly(text)))  # the event's own, not those of its alarm
        assert (said["LOCATION"], said["SUMMARY"]) == ("P X:1\\, stand P X:1\\, P X:1", "Meeting: P X:1 (P X:1)")
        assert said["DESCRIPTION"].endswith("\\n張P X:1 (張P X:1)\\nAbout: P X:1")


@pytest.mark.parametrize("kind", ["booked", "cancelled"])
def test_a_letter_about_hostile_names_keeps_its_headers_and_its_calendar(before_the_market: None, kind: str) -> None:
    world = World()
    world.call_everything("P\r\nX-Evil: 1\u2028Z")
    Account.objects.filter(pk=world.buyer.person.account_id).update(email="ana@example.org")
    if kind == "booked":
        notify(world.meeting, "booked")
    else:
        cancel(world.meeting, by=None)
    send_due(lambda: None, clock=lambda: timezone.now() + timedelta(minutes=1))
    (letter,) = [one for one in mail.outbox if one.to == ["ana@example.org"]]
    read = message_from_bytes(letter.message().as_bytes(), policy=policy.default)
    (part,) = [one for one in read.walk() if one.get_content_type() == "text/calendar"]
    assert (read["X-Evil"], read.defects, "P X-Evil: 1" in read["Subject"]) == (None, [], True)
    method = {"booked": "REQUEST", "cancelled": "CANCEL"}[kind]
    said = strictly(part.get_payload(decode=True))
    assert (part.get_param("method"), dict(said)["METHOD"]) == (method, method)
    assert {name for name, _value in said if "EVIL" in name} == set()
